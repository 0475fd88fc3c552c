"""What an address asks for, and whether the person may see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from motcua.kernel.time import local_date
from motcua.measure.assessment import queries
from motcua.measure.assessment.queries import AssessedPeriod, Whose
from motcua.measure.assessment.rules import AGENCY_VIEWERS
from motcua.measure.indicators import queries as indicators
from motcua.measure.indicators.rules import BadPeriod
from motcua.people import queries as people
from motcua.people.rules import Role


@dataclass(frozen=True, slots=True)
class Seat:
    """From where the person looks: `agency` sees all, a head the units he heads, everybody himself."""

    account: str
    agency: bool
    units: frozenset[str]

    def may(self, whose: Whose) -> bool:
        """Whether the results of `whose` are for this person."""
        return self.agency or whose.officer == self.account or whose.unit in self.units


@dataclass(frozen=True, slots=True)
class Asked:
    """The period of a page; `problem` when the address named one that is not understood, and a year stands in."""

    period: AssessedPeriod
    problem: str

    @property
    def key(self) -> str:
        return self.period.period.key

    @property
    def status(self) -> int:
        return 422 if self.problem else 200

    def context(self, here: str, kept: Mapping[str, str] | None = None) -> dict[str, object]:
        """What the picker and the notice need; `kept` stays in the address when another period is chosen."""
        return {
            "asked": self.period,
            "here": here,
            "kept": list((kept or {}).items()),
            "period_key": self.key,
            "period_options": queries.period_options(local_date(timezone.now())),
            "problems": [("loc-ky", self.problem)] if self.problem else [],
            "running": self.period.period.last >= local_date(timezone.now()),
        }


def seat(request: HttpRequest) -> Seat:
    """Where the signed-in official sits."""
    grants = people.grants(request.user)
    heads = frozenset(grant.unit_key for grant in grants if grant.role is Role.UNIT_HEAD)
    return Seat(str(request.user.pk), any(grant.role.value in AGENCY_VIEWERS for grant in grants), heads)


def asked(request: HttpRequest) -> Asked:
    """The period in the address; the newest year with work when there is none."""
    year = str(indicators.latest_year(local_date(timezone.now())))
    try:
        return Asked(queries.assessed_period(request.GET.get("ky") or year), "")
    except BadPeriod as error:
        return Asked(queries.assessed_period(year), str(error))


def whose(request: HttpRequest) -> Whose:
    """Whose results the address asks for."""
    return Whose(unit=request.GET.get("donvi", ""), officer=request.GET.get("canbo", ""))


def address(name: str, key: str, of: Whose, **more: str) -> str:
    """The address of a page about the same period and person."""
    said = {"ky": key, "donvi": of.unit, "canbo": of.officer, **more}
    return f"{reverse(name)}?{urlencode({name: value for name, value in said.items() if value})}"
