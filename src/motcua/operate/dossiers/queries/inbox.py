"""Lists of dossiers for officials: what waits for me, and everything within my scope.

Permission is one indexed predicate over role and unit. Counts are capped: beyond `CAP` the exact number helps nobody
and costs most of the time of a list.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q, QuerySet

from motcua.kernel.text import search_key
from motcua.kernel.time import TZ
from motcua.operate.catalogue import queries as catalogue
from motcua.operate.dossiers.models import Dossier, Task
from motcua.operate.dossiers.queries.one import in_scope
from motcua.operate.dossiers.rules import FINAL, State
from motcua.people import queries as people
from motcua.people.rules import Grant

CAP = 1000
PAGE = 20
SOON = timedelta(days=2)
TABS = ("all", "overdue", "today", "soon", "supplement", "payment", "new")
QUEUE_ROLES = frozenset({"signatory", "clerk"})


@dataclass(frozen=True, slots=True)
class Filters:
    """Filters of the general list; every field may be left empty."""

    text: str = ""
    state: int | None = None
    unit: str = ""
    procedure: str = ""
    channel: int | None = None
    received_from: date | None = None
    received_to: date | None = None
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `total` is capped at `CAP` + 1; `after` is the key of the next page, None at the end."""

    rows: list[Dossier]
    total: int
    after: str | None

    @property
    def total_words(self) -> str:
        return f"hơn {CAP:,}".replace(",", ".") if self.total > CAP else str(self.total)


def inbox(
    *, account: AbstractBaseUser, grants: Sequence[Grant], tab: str, now: datetime, limit: int = 100
) -> list[Task]:
    """Open steps that are mine or in a queue of mine, the most urgent first."""
    rows = _mine(account, grants).filter(_tab(tab, now))
    related = ("dossier__procedure", "dossier__owner", "dossier__unit", "assignee")
    return list(rows.select_related(*related).order_by("due_at", "pk")[:limit])


def counts(*, account: AbstractBaseUser, grants: Sequence[Grant], now: datetime) -> dict[str, int]:
    """How many rows each tab of the inbox has, capped."""
    mine = _mine(account, grants)
    return {tab: mine.filter(_tab(tab, now)).order_by()[: CAP + 1].count() for tab in TABS}


def waiting(*, account: AbstractBaseUser, grants: Sequence[Grant], states: Sequence[int] = ()) -> int:
    """How many open steps are mine or in a queue of mine (of dossiers in `states` when given), capped."""
    mine = _mine(account, grants)
    mine = mine.filter(dossier__state__in=states) if states else mine
    return mine.order_by()[: CAP + 1].count()


def of_person(*, person: Any, grants: Sequence[Grant], limit: int = 10) -> list[Dossier]:
    """Dossiers of the same owner (same identity number or same account) within the scope of `grants`, newest first."""
    same = Q(owner=person.pk)
    if person.identity_index:
        same |= Q(owner__identity_index=person.identity_index)
    if person.account_id:
        same |= Q(owner__account=person.account_id)
    rows = _in_scope(grants).filter(same).select_related("procedure", "unit")
    return list(rows.order_by("-submitted_at", "-pk")[:limit])


def listing(
    *, grants: Sequence[Grant], filters: Filters, now: datetime, after: str | None = None, limit: int = PAGE
) -> Page:
    """Dossiers within the person's scope that fit `filters`, keyset-paged: newest receipt first."""
    rows = _in_scope(grants).filter(_filter(filters, now))
    total = rows.order_by()[: CAP + 1].count()
    # The keys of the page first: whatever the planner guesses of the filters, it joins no more than one page.
    keys = _after(rows, after).order_by("-submitted_at", "-pk").values("pk")[: limit + 1]
    page = Dossier.objects.filter(pk__in=keys).select_related("procedure", "owner", "unit", "lead")
    found = list(page.order_by("-submitted_at", "-pk"))
    more = len(found) > limit
    found = found[:limit]
    return Page(found, total, _key(found[-1]) if more else None)


def _mine(account: AbstractBaseUser, grants: Sequence[Grant]) -> QuerySet[Task]:
    predicate = Q(assignee_id=account.pk)
    for grant in grants:
        if grant.role in QUEUE_ROLES and people.is_own(grant):
            predicate |= Q(role=grant.role, assignee=None, unit=None)
        elif grant.role in QUEUE_ROLES:
            units = [unit.key for unit in people.units(grant.agency_key)]
            predicate |= Q(role=grant.role, assignee=None, unit_id__in=units)
        else:
            predicate |= Q(role=grant.role, unit_id=grant.unit_key, assignee=None)
        if grant.on_behalf_of:  # what lies with the absent one
            predicate |= Q(assignee_id=grant.on_behalf_of, role=grant.role, unit_id=grant.unit_key)
        if grant.role == "unit_head":  # what nobody of the unit has in hand is for its head to give
            predicate |= Q(role="case_officer", unit_id=grant.unit_key, assignee=None)
        if grant.role == "case_officer":  # an officer may take what nobody was given yet
            predicate |= Q(step="assign", unit_id=grant.unit_key)
    return Task.objects.filter(predicate, closed_at=None)


def _tab(tab: str, now: datetime) -> Q:
    waiting = Q(dossier__state__in=[State.SUPPLEMENT_REQUESTED, State.PAYMENT_REQUESTED])
    midnight = datetime.combine(now.astimezone(TZ).date() + timedelta(days=1), time(), tzinfo=TZ)
    return {
        "all": Q(),
        "overdue": Q(due_at__lt=now) & ~waiting,
        "today": Q(due_at__gte=now, due_at__lt=midnight) & ~waiting,
        "soon": Q(due_at__gte=midnight, due_at__lt=midnight + SOON) & ~waiting,
        "supplement": Q(dossier__state=State.SUPPLEMENT_REQUESTED),
        "payment": Q(dossier__state=State.PAYMENT_REQUESTED),
        "new": Q(dossier__state=State.SUBMITTED),
    }.get(tab, Q())


def _in_scope(grants: Sequence[Grant]) -> QuerySet[Dossier]:
    return Dossier.objects.filter(in_scope(grants))


def _filter(filters: Filters, now: datetime) -> Q:
    found = Q()
    for name, value in (("state", filters.state), ("channel", filters.channel)):
        if value is not None:
            found &= Q(**{name: value})
    if filters.unit:
        found &= Q(unit=filters.unit)
    if filters.procedure:
        # As a value and not as a joined table: then the index of the procedure gives the page in its order.
        one = catalogue.procedures().filter(code=filters.procedure).order_by().values("pk")[:1]
        found &= Q(procedure=one)
    if filters.received_from:
        found &= Q(submitted_at__gte=datetime.combine(filters.received_from, time(), tzinfo=TZ))
    if filters.received_to:
        end = datetime.combine(filters.received_to + timedelta(days=1), time(), tzinfo=TZ)
        found &= Q(submitted_at__lt=end)
    if filters.overdue:
        found &= Q(legal_due__lt=now) & ~Q(state__in=[*FINAL, State.PROCESSED])
    for word in search_key(filters.text).split():
        found &= Q(search_key__contains=word)
    return found


def _key(dossier: Dossier) -> str:
    return f"{dossier.submitted_at.isoformat()}|{dossier.pk}"


def _after(rows: QuerySet[Dossier], after: str | None) -> QuerySet[Dossier]:
    """Rows behind the key; a key that is not one of ours starts at the beginning."""
    if not after:
        return rows
    try:
        at, _, key = after.partition("|")
        instant, identifier = datetime.fromisoformat(at), UUID(key)
    except ValueError:
        return rows
    return rows.filter(Q(submitted_at__lt=instant) | Q(submitted_at=instant, pk__lt=identifier))
