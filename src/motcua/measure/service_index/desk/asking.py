"""What an address asks for: period, unit and scale, and the links that keep them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from motcua.kernel.sheets import day
from motcua.kernel.time import local_date
from motcua.measure.indicators import queries as indicators
from motcua.measure.indicators.rules import (
    PARTS,
    BadPeriod,
    Period,
    chosen_period,
    for_table,
    neighbours,
    parse_period,
    part_of,
    period_of,
)
from motcua.measure.service_index import queries
from motcua.measure.service_index.rules import Scale, report_window
from motcua.people import queries as people


@dataclass(frozen=True, slots=True)
class Asked:
    """The period, unit and scale a page is about; `problem`: the address was not understood and a year stands in."""

    now: datetime
    period: Period
    problem: str
    unit: str
    units: Mapping[str, str]
    scale: Scale
    scale_asked: bool

    @property
    def status(self) -> int:
        return 422 if self.problem else 200

    def unit_name(self, key: str) -> str:
        return self.units.get(key, key)

    def link(self, name: str, code: str = "", *, period: Period | None = None, **more: str) -> str:
        """Another page about the same period, unit and scale, or with what is given instead."""
        said = {"ky": (period or self.period).key, "donvi": self.unit}
        said |= {"thang": self.scale.id} if self.scale_asked else {}
        query = urlencode({key: value for key, value in (said | more).items() if value})
        return f"{reverse(name, kwargs={'code': code} if code else {})}?{query}"

    def context(self, here: str) -> dict[str, object]:
        """What the picker's template needs; `here` is the address it sends to."""
        today, period = local_date(self.now), self.period
        before, after = neighbours(period)
        window = report_window(period)
        years = sorted({*indicators.years(today), period.first.year}, reverse=True)
        return {
            "asked": self,
            "period": period,
            "here": here,
            "problems": [("loc-nam", self.problem)] if self.problem else [],
            "year_options": [(year, year) for year in years],
            "part_options": PARTS,
            "part": part_of(period),
            "unit_options": list(self.units.items()),
            "unit_name": self.unit_name(self.unit) if self.unit else "",
            "scale_options": [(one.id, one.short_name) for one in queries.scales()],
            "range_open": ".." in period.key,
            "first_text": f"{period.first:%d/%m/%Y}" if ".." in period.key else "",
            "last_text": f"{period.last:%d/%m/%Y}" if ".." in period.key else "",
            "window": window if window != period else None,
            "window_url": self._here(here, window.key) if window != period else "",
            "before_url": self._here(here, before) if before else "",
            "after_url": self._here(here, after) if after else "",
            "running": period.last >= today,
        }

    def _here(self, here: str, key: str) -> str:
        more = {"donvi": self.unit, "thang": self.scale.id if self.scale_asked else ""}
        return f"{here}?{urlencode({'ky': key} | {name: value for name, value in more.items() if value})}"


def asked(request: HttpRequest) -> Asked:
    """Read the address; an unknown unit is no unit, an unknown scale the one of the period."""
    now = timezone.now()
    units = {unit.key: unit.name for unit in people.units()}
    unit = request.GET.get("donvi", "")
    year, problem = parse_period(f"{indicators.latest_year(local_date(now)):04d}"), ""
    try:
        period = _period(request.GET) or year
    except BadPeriod as error:
        period, problem = year, str(error)
    named = request.GET.get("thang", "")
    known = named in queries.ALL_SCALES
    scale = queries.scale(named) if known else queries.scale_for(period.last)
    return Asked(now, period, problem, unit if unit in units else "", units, scale, known)


def _period(said: Mapping[str, str]) -> Period | None:
    """Two days, or a key, or a year with a part of it. Raises BadPeriod."""
    first, last = said.get("tu", ""), said.get("den", "")
    if not (first or last):
        found = chosen_period(key=said.get("ky", ""), year=said.get("nam", ""), part=said.get("phan", ""))
        return for_table(found) if found else None
    try:
        days = _day(first, "từ ngày"), _day(last, "đến ngày")
        return for_table(period_of(*days))
    except BadPeriod:
        raise
    except ValueError as error:
        words = str(error) if "ngày" in str(error) else "Ngày cuối phải từ ngày đầu trở đi."
        raise BadPeriod(words) from error


def _day(text: str, name: str) -> date:
    found = day(text)
    if found is None:
        raise ValueError(f"Hãy ghi cả {name}, ví dụ 15/12/2024.")
    return found
