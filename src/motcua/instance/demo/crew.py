"""Who acts in the demo: the cast, and for every handling unit a head and case officers, made here when missing."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from django.contrib.auth import get_user_model

from motcua.instance.demo import persons
from motcua.instance.demo.persons import Person
from motcua.kernel.actors import SYSTEM, Actor
from motcua.kernel.time import TZ
from motcua.people import queries as people
from motcua.people import services as people_services
from motcua.people.rules import Refusal, Role

SINCE = datetime(2018, 1, 1, tzinfo=TZ)  # as the cast: demo years may lie in the past
OFFICERS_PER_UNIT = 2
TITLES = {
    Role.UNIT_HEAD: "Trưởng phòng",
    Role.CASE_OFFICER: "Chuyên viên thụ lý",
    Role.RECEPTION: "Công chức tiếp nhận",
}


@dataclass(frozen=True, slots=True)
class Team:
    """The officials who handle one dossier."""

    reception: Actor
    head: Actor
    officer: Actor
    signatory: Actor
    clerk: Actor


class Crew:
    """All demo officials by role and unit."""

    def __init__(self, units: Collection[str], reception: str) -> None:
        self.reception = _actors(Role.RECEPTION, reception)
        self.heads = {unit: _actors(Role.UNIT_HEAD, unit) for unit in units}
        self.officers = {unit: _actors(Role.CASE_OFFICER, unit) for unit in units}
        self.signatories, self.clerks = _actors(Role.SIGNATORY), _actors(Role.CLERK)

    def team(self, unit: str, rng: Random) -> Team:
        """Who handles a dossier of `unit`."""
        return Team(
            rng.choice(self.reception),
            rng.choice(self.heads[unit]),
            rng.choice(self.officers[unit]),
            rng.choice(self.signatories),
            rng.choice(self.clerks),
        )


def assemble(units: Iterable[str], reception: str, now: datetime) -> Crew:
    """The crew for `units`, after making the officials that the cast lacks. A second call makes nobody."""
    wanted = sorted(set(units))
    for unit in wanted:
        _fill(unit, Role.UNIT_HEAD, 1, now)
        _fill(unit, Role.CASE_OFFICER, OFFICERS_PER_UNIT, now)
    _fill(reception, Role.RECEPTION, 2, now)
    return Crew(wanted, reception)


def account_of(person: Person, now: datetime) -> Any:
    """The account under which a demo person files: nobody can sign in with it. None for those without one."""
    if not person.username:
        return None
    made = people_services.create_account(
        username=person.username,
        full_name=person.full_name,
        kind=person.kind,
        password=None,
        title="Người nộp hồ sơ minh hoạ",
        is_demo=True,
        is_active=False,
        by=SYSTEM,
        now=now,
    )
    # Taken: the person is of the cast, or of a run that was interrupted.
    return get_user_model().objects.get(username=person.username) if isinstance(made, Refusal) else made


def playing_cast(usernames: Collection[str]) -> dict[str, Person]:
    """The demo accounts that file, as persons who say exactly what their own applicant rows say."""
    found = {}
    for account in people.demo_accounts():
        own = people.own_applicant(account) if account.username in usernames else None
        if own is not None:
            found[account.username] = Person(
                key=account.username,
                kind=own.kind,
                full_name=own.full_name,
                identity_number=own.identity_number,
                date_of_birth=own.date_of_birth,
                tax_code=own.tax_code,
                phone=own.phone,
                email=own.email,
                address=own.address,
                username=account.username,
            )
    return found


def _actors(role: Role, unit: str | None = None) -> list[Actor]:
    """Demo officials who hold the role, in an order that does not change."""
    accounts = [account for account in people.officials_with(role, unit) if account.is_demo]
    actors = [people.actor_of(account, role, unit) for account in sorted(accounts, key=lambda a: a.username)]
    if not actors:
        raise LookupError(f"no demo official is {role} {unit or ''}")
    return actors


def _fill(unit: str, role: Role, wanted: int, now: datetime) -> None:
    held = [account for account in people.officials_with(role, unit, now) if account.is_demo]
    for number in range(len(held) + 1, wanted + 1):
        username = f"{unit.split('-', 1)[-1]}-{role.value.split('_')[-1]}-{number}"
        account = people_services.create_account(
            username=username,
            full_name=persons.full_name(Random(f"{unit}:{role}:{number}")),
            kind="official",
            password=people_services.DEMO_PASSWORD,
            title=TITLES[role],
            is_demo=True,
            by=SYSTEM,
            now=SINCE,
        )
        if isinstance(account, Refusal):
            raise LookupError(account.message)
        people_services.grant_role(account=account, unit=people.unit(unit), role=role, by=SYSTEM, now=SINCE)
