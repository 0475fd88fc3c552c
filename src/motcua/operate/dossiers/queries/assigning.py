"""Who a dossier is for by the rules of its unit, and what each officer of a unit has in hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from motcua.kernel.recall import Recall
from motcua.operate.dossiers.models import AssignmentRule, Dossier, Task
from motcua.operate.dossiers.rules import FINAL, State
from motcua.operate.dossiers.rules.assigning import Candidate, Choice, choose, fits
from motcua.people import queries as people
from motcua.people.rules import Role

__all__ = [
    "AssignmentRule",
    "Suggestion",
    "candidates",
    "forget_rules",
    "giving_units",
    "led_by",
    "rules_of",
    "suggestion",
    "unassigned",
]
_kept = Recall()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the first fitting rule says of a dossier."""

    rule: AssignmentRule
    choice: Choice


def rules_of(unit_key: str) -> list[AssignmentRule]:
    """The rules of the unit in force, in the order in which they are asked."""
    rows = AssignmentRule.objects.filter(unit_id=unit_key, ended_at=None).select_related("procedure")
    return list(rows.order_by("order", "made_at", "pk"))


def giving_units() -> frozenset[str]:
    """Units of which some rule gives out by itself; remembered for some seconds."""
    rows = AssignmentRule.objects.filter(automatic=True, ended_at=None).order_by()
    units: frozenset[str] = _kept("units", lambda: frozenset(rows.values_list("unit_id", flat=True).distinct()))
    return units


def forget_rules() -> None:
    """Ask anew which units give out by themselves: a rule was changed."""
    _kept.forget()


def suggestion(dossier: Dossier, now: datetime, *, automatic: bool = False) -> Suggestion | None:
    """Whom the rules of the unit would give the dossier to; None when no rule (that gives by itself) is for it."""
    for rule in rules_of(dossier.unit_id):
        if fits(
            procedure=rule.procedure.code if rule.procedure else "", field=rule.field, place=rule.place,
            of_procedure=dossier.procedure.code, of_field=dossier.procedure.field, address=dossier.owner.address,
        ):  # fmt: skip
            if automatic and not rule.automatic:
                return None
            found = candidates(dossier.unit_id, now, dossier)
            return Suggestion(
                rule, choose(method=rule.method, officers=rule.officers, turn=rule.turn, candidates=found)
            )
    return None


def candidates(unit_key: str, now: datetime, dossier: Dossier | None = None) -> list[Candidate]:
    """The officers of the unit with what they have in hand and whether they are there."""
    officers = people.officials_with(Role.CASE_OFFICER, unit_key, now)
    keys = [one.pk for one in officers]
    away = people.absent(keys, now)
    rows = Dossier.objects.filter(lead__in=keys).exclude(state__in=[*FINAL, State.PROCESSED]).order_by()
    held = dict(rows.values_list("lead").annotate(count=Count("pk")))
    own = {str(dossier.owner.account_id), str(dossier.filer.account_id)} if dossier else set()
    return [
        Candidate(str(one.pk), one.full_name, held.get(one.pk, 0), str(one.pk) in away, str(one.pk) in own)
        for one in officers
    ]


def led_by(account_id: UUID, unit_keys: Sequence[str], limit: int = 500) -> list[Dossier]:
    """Dossiers in work of these units that the officer leads, the most urgent first."""
    rows = Dossier.objects.filter(lead_id=account_id, unit_id__in=unit_keys).exclude(
        state__in=[*FINAL, State.PROCESSED]
    )
    return list(rows.select_related("procedure", "owner").order_by("next_due", "pk")[:limit])


def unassigned(units: Sequence[str], limit: int = 200) -> list[Task]:
    """Open steps of giving out in these units, of dossiers that nobody leads, the oldest first."""
    rows = Task.objects.filter(closed_at=None, unit_id__in=units, role=Role.UNIT_HEAD, dossier__lead=None)
    return list(rows.filter(dossier__state=State.ACCEPTED).order_by("opened_at", "pk")[:limit])
