"""Which limits hold: the rule sets of the law and of the portal, and the province's own rule when one was entered."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from motcua.law import queries as law
from motcua.operate.publications import rules
from motcua.operate.publications.models import OwnRule
from motcua.operate.publications.rules import InternalDuty, Timing, Timings

OWN = "publication_own"
KINDS = (("publication_law", "law"), ("publication_portal", "portal"))


def timings() -> Timings:
    """Everything that is known of the limits of publication."""
    groups: list[list[Timing]] = []
    for kind, variant in KINDS:
        for found in law.rule_sets(kind):
            groups.append(
                rules.read_timings(
                    rule_set=found.id,
                    variant="law" if variant == "law" else "portal",
                    content=found.content,
                    effective_from=found.effective_from,
                    effective_to=found.effective_to,
                    source=found.source,
                    status=found.status,
                    note=found.note,
                )
            )
    own = own_rule()
    if own is not None and own.enabled:
        groups.append([_own_timing(own)])
    return rules.timings_of(groups)


def own_rule() -> OwnRule | None:
    """The province's own rule as it was entered last, put aside or not; None when nobody entered one."""
    return OwnRule.objects.order_by("-id").first()


def own_rules() -> list[OwnRule]:
    """Every wording that was entered, the newest first."""
    return list(OwnRule.objects.order_by("-id"))


def _own_timing(own: OwnRule) -> Timing:
    return Timing(
        rule_set=f"{OWN}_{own.pk}",
        variant="local",
        level=rules.Level.PROVINCE.value,
        effective_from=own.effective_from,
        effective_to=None,
        source=own.source,
        status="entered",
        decide_before_effect=rules.Allowance(own.decide_days, own.decide_unit),
        post_after_signing=rules.Allowance(own.post_days, own.post_unit),
        shortened_decide_after_text=None,
        shortened_post_after_signing=None,
        note="Cán bộ kiểm soát nhập; không nói về thủ tục rút gọn.",
    )


def publicity() -> dict[str, Any]:
    """Places, days of reminding and what is known of the own rule, from data/publications."""
    return _publicity(settings.DATA_DIR / "publications" / "publicity.json")


@lru_cache(maxsize=2)
def _publicity(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def internal_duties() -> list[InternalDuty]:
    """The dates that the shipped plans set for the list of internal procedures."""
    return list(_duties(settings.DATA_DIR / "plans"))


@lru_cache(maxsize=2)
def _duties(folder: Path) -> tuple[InternalDuty, ...]:
    found = (rules.duty_in(path.read_text(encoding="utf-8"), plan=path.stem) for path in sorted(folder.glob("*.txt")))
    return tuple(duty for duty in found if duty is not None)
