"""Who looks, and which signals he may see."""

from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet
from django.http import HttpRequest

from motcua.measure.signals import queries
from motcua.measure.signals.models import Signal
from motcua.people import queries as people
from motcua.people.rules import Role

WATCHERS: Final = (Role.INSPECTOR, Role.AUDITOR)
ASKED: Final = (Role.RECEPTION, Role.CASE_OFFICER, Role.UNIT_HEAD, Role.SIGNATORY, Role.CLERK)


@dataclass(frozen=True, slots=True)
class Seat:
    """`everything`: the inspector and the auditor; `heads`: units whose signals he may see and answer."""

    account: str
    everything: bool
    inspector: bool
    heads: frozenset[str]

    def seen(self) -> QuerySet[Signal]:
        return queries.seen_by(everything=self.everything, units=self.heads, account=self.account)


def seat(request: HttpRequest) -> Seat:
    """Where the signed-in official sits."""
    grants = people.grants(request.user)
    roles = {grant.role for grant in grants}
    heads = frozenset(grant.unit_key for grant in grants if grant.role is Role.UNIT_HEAD)
    return Seat(str(request.user.pk), not roles.isdisjoint(WATCHERS), Role.INSPECTOR in roles, heads)


def counter(request: HttpRequest) -> int | None:
    """How many signals wait for the inspector; nobody else is shown a number."""
    return queries.waiting() if people.has_role(request.user, Role.INSPECTOR) else None


def mine_counter(request: HttpRequest) -> int | None:
    """How many questions wait for this official's answer."""
    return queries.asked_of(str(request.user.pk)).count()
