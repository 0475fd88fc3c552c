"""Reads of connected handling: the plans of a dossier, where a part comes from, whom a part can be sent to."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from motcua.operate.dossiers.queries import Dossier
from motcua.operate.linking import rules
from motcua.operate.linking.models import GroupFiling, Leg, Plan, ServiceGroup
from motcua.people import queries as people
from motcua.people.rules import Role

__all__ = [
    "GroupFiling", "KnownGroup", "KnownPlan", "Leg", "Link", "Plan", "Receiver", "ServiceGroup", "filing",
    "filing_of", "filings", "group", "groups", "known_groups", "known_plan", "leg", "leg_of", "links", "origins",
    "plans_of", "receivers", "told",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Receiver:
    """A unit of another agency that can handle a part: somebody receives there and somebody handles."""

    unit: str
    name: str
    agency: str = ""


def plans_of(dossier_id: UUID) -> list[Plan]:
    """The plans of a dossier with their parts, the latest first."""
    rows = Plan.objects.filter(dossier=dossier_id).select_related("made_by").order_by("-number")
    return list(rows.prefetch_related("legs__unit__agency", "legs__child__lead", "legs__child__result"))


def leg(leg_id: UUID) -> Leg | None:
    """One part with its plan and both dossiers; None when there is none."""
    rows = Leg.objects.select_related("plan__dossier", "child__result", "unit__agency")
    return rows.filter(pk=leg_id).first()


def leg_of(child: Dossier) -> Leg | None:
    """The part that this dossier stands for, with what was asked and by whom; None for a dossier that is none."""
    if child.parent_id is None:
        return None
    rows = Leg.objects.filter(child=child.pk)
    return rows.select_related("plan__dossier__agency", "plan__unit__agency", "plan__made_by").first()


def receivers(on: datetime) -> list[Receiver]:
    """The units of other agencies that work on this system: both reception and a case officer are there."""
    own, day = people.agency().key, on.date()
    found: dict[str, set[str]] = {}
    names: dict[str, tuple[str, str, str]] = {}
    for grant in people.open_grants(on).select_related("unit__agency").order_by("unit__agency__name", "unit__name"):
        unit = grant.unit
        if unit.agency.key != own and _stands(unit, day) and grant.account.is_active:
            found.setdefault(unit.key, set()).add(grant.role)
            names[unit.key] = (unit.agency.name, unit.name, unit.agency.key)
    able = {Role.RECEPTION.value, Role.CASE_OFFICER.value}
    return [Receiver(key, ", ".join(names[key][:2]), names[key][2]) for key, roles in found.items() if able <= roles]


def told(dossier_ids: Collection[UUID]) -> set[UUID]:
    """Of these dossiers those with a part that ended without a result and waits for a decision."""
    rows = Leg.objects.filter(plan__dossier__in=dossier_ids, state=rules.Leg.REFUSED).order_by()
    return set(rows.values_list("plan__dossier", flat=True))


def origins(parents: Collection[UUID]) -> dict[UUID, str]:
    """Name of the agency that sent the parts of these parents."""
    rows = Dossier.objects.filter(pk__in=parents).order_by()
    return dict(rows.values_list("pk", "agency__name"))


@dataclass(frozen=True, slots=True)
class Link:
    """A dossier beside another in connected handling, as the API tells it: ids, codes and dates only."""

    relation: str
    dossier: UUID | None
    agency: str
    state: str
    order: str
    due_at: datetime | None


def links(dossier: Dossier) -> list[Link]:
    """The parts of a dossier, or the dossier of which it is a part."""
    found = leg_of(dossier)
    if found is not None:
        plan = found.plan
        return [Link("part_of", plan.dossier_id, plan.dossier.agency_id, found.state, plan.order, found.due_at)]
    legs = Leg.objects.filter(plan__dossier=dossier.pk).select_related("plan", "unit__agency")
    return [
        Link("part", one.child_id, one.unit.agency.key, one.state, one.plan.order, one.due_at)
        for one in legs.order_by("plan__number", "place")
    ]


@dataclass(frozen=True, slots=True)
class KnownGroup:
    """A group the State published, as data/linking tells it: who handles it, and whether the text was verified."""

    name: str
    note: str
    source: str
    verified: bool


@lru_cache(maxsize=1)
def known_groups() -> tuple[KnownGroup, ...]:
    """Groups of other agencies, which cannot be applied for here: shown so that people find where to go."""
    content = json.loads((settings.DATA_DIR / "linking" / "groups.json").read_text(encoding="utf-8"))
    return tuple(KnownGroup(row["name"], row["note"], row["source"], row["verified"]) for row in content["groups"])


@dataclass(frozen=True, slots=True)
class KnownPlan:
    """The parts known for a procedure as (agency key, what, working days) in their order, and where that is from."""

    order: str
    legs: tuple[tuple[str, str, int], ...]
    source: str


def known_plan(procedure_code: str) -> KnownPlan | None:
    """What data/linking knows of the parts of a procedure, as starting point for an official; None when nothing."""
    return _known_plans().get(procedure_code)


@lru_cache(maxsize=1)
def _known_plans() -> dict[str, KnownPlan]:
    content = json.loads((settings.DATA_DIR / "linking" / "plans.json").read_text(encoding="utf-8"))
    return {
        row["procedure"]: KnownPlan(
            row["order"], tuple((leg["agency"], leg["what"], leg["days"]) for leg in row["legs"]), row["source"]
        )
        for row in content["plans"]
    }


def groups(on: date | None = None) -> list[ServiceGroup]:
    """The groups defined here, by name; with a day, those that can be applied for on it."""
    rows = ServiceGroup.objects.order_by("name", "key")
    if on is None:
        return list(rows)
    ends = Q(effective_to=None) | Q(effective_to__gte=on)
    return list(rows.filter(ends, state__in=["in_force", "ended"], effective_from__lte=on))


def group(key: str) -> ServiceGroup | None:
    return ServiceGroup.objects.filter(key=key).first()


def filing(filing_id: UUID, account: Any) -> GroupFiling | None:
    """One application of this account for a group; None for somebody else's, as if it did not exist."""
    rows = GroupFiling.objects.filter(pk=filing_id, account=account.pk).select_related("group")
    return rows.prefetch_related("members__dossier__procedure", "members__dossier__unit").first()


def filings(account: Any, limit: int = 10) -> list[GroupFiling]:
    """The applications of an account for groups, the latest first."""
    return list(GroupFiling.objects.filter(account=account.pk).select_related("group").order_by("-begun_at")[:limit])


def filing_of(dossier_id: UUID) -> GroupFiling | None:
    """The application for a group that this dossier came from; None when it came alone."""
    return GroupFiling.objects.filter(members__dossier=dossier_id).select_related("group").first()


def _stands(unit: Any, on: date) -> bool:
    return bool(unit.existed(on) and unit.agency.existed(on))
