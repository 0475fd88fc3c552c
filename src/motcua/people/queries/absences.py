"""Who is away, who stands in for whom, and whose absences one may decide on."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from motcua.people.models import Absence, Account, RoleGrant
from motcua.people.queries.accounts import grants
from motcua.people.rules import Grant, Role
from motcua.people.rules.roles import OWN_UNIT

_EVERYTHING = ("account", "asked_by", "decided_by")


def absent(account_ids: Sequence[object], at: datetime) -> dict[str, Absence]:
    """Of these accounts those that are away at `at`, with the absence."""
    rows = Absence.objects.filter(
        account__in=list(account_ids), standing=Absence.Standing.GRANTED, starts_at__lte=at, ends_at__gt=at
    )
    return {str(row.account_id): row for row in rows.order_by("starts_at", "pk")}


def overlapping(account_id: UUID | str, starts: datetime, ends: datetime) -> QuerySet[Absence]:
    """Absences of the account, granted or asked for, within the period."""
    standing = (Absence.Standing.GRANTED, Absence.Standing.ASKED)
    return Absence.objects.filter(account_id=account_id, standing__in=standing, starts_at__lt=ends, ends_at__gt=starts)


def own_grants(account: Account, at: datetime) -> list[Grant]:
    """The roles the account holds itself at `at`, without those it holds for others."""
    return [grant for grant in grants(account, at) if not grant.on_behalf_of]


def absences(account: Account, held: Sequence[Grant], *, now: datetime, limit: int = 50) -> list[Absence]:
    """Absences that concern the account: its own, those it stands in for, those it may decide on; newest first."""
    mine = Q(account=account) | Q(delegations__delegate=account)
    if any(grant.role is Role.ADMINISTRATOR for grant in held):
        mine = Q()
    heads = [grant.unit_id for grant in held if grant.role is Role.UNIT_HEAD]
    if heads and mine:
        people = RoleGrant.objects.filter(unit__in=heads, on_behalf_of=None).filter(
            Q(valid_to=None) | Q(valid_to__gt=now)
        )
        mine |= Q(account__in=people.order_by().values("account"))
    found = Absence.objects.filter(mine).select_related(*_EVERYTHING)
    ids = found.order_by().values("pk")
    rows = Absence.objects.filter(pk__in=ids).select_related(*_EVERYTHING)
    return list(
        rows.prefetch_related("delegations__delegate", "delegations__unit").order_by("-starts_at", "pk")[:limit]
    )


def absence(absence_id: UUID) -> Absence | None:
    """One absence with what was delegated; None for an unknown id."""
    rows = Absence.objects.select_related(*_EVERYTHING)
    return rows.prefetch_related("delegations__delegate", "delegations__unit").filter(pk=absence_id).first()


def staff_of(held: Sequence[Grant], now: datetime) -> list[Account]:
    """The officials whose absence the holder of `held` may enter: those of the units one heads, everybody for the
    administrator."""
    everybody = any(grant.role is Role.ADMINISTRATOR for grant in held)
    heads = [grant.unit_id for grant in held if grant.role is Role.UNIT_HEAD]
    rows = RoleGrant.objects.filter(valid_from__lte=now, on_behalf_of=None, account__is_active=True)
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=now))
    if not everybody:
        rows = rows.filter(unit__in=heads)
    found = {row.account for row in rows.select_related("account").order_by("pk")}
    return sorted(found, key=lambda one: (one.full_name, str(one.pk)))


def stand_ins(grant: Grant, absent_id: UUID | str, now: datetime) -> list[Account]:
    """Who might hold `grant` meanwhile: officials of the same unit for a unit's role, of the agency for the others."""
    rows = RoleGrant.objects.filter(valid_from__lte=now, on_behalf_of=None, account__is_active=True)
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=now)).exclude(account_id=absent_id)
    rows = (
        rows.filter(unit=grant.unit_id) if grant.role in OWN_UNIT else rows.filter(unit__agency__key=grant.agency_key)
    )
    found = {row.account for row in rows.select_related("account").order_by("pk")}
    return sorted(found, key=lambda one: (one.full_name, str(one.pk)))
