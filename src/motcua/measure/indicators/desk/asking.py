"""What an address asks for: period, unit, and the links that keep them."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from motcua.kernel.time import local_date
from motcua.measure.indicators import queries
from motcua.measure.indicators.forms import Picked
from motcua.measure.indicators.queries import Scope
from motcua.measure.indicators.rules import PARTS, Period, neighbours
from motcua.people import queries as people


@dataclass(frozen=True, slots=True)
class Asked:
    """The period and unit that a page is about, and how the picker shows them."""

    now: datetime
    picked: Picked
    unit: str
    units: dict[str, str]
    short_units: dict[str, str]

    @property
    def period(self) -> Period:
        return self.picked.period

    @property
    def scope(self) -> Scope:
        return Scope(unit=self.unit)

    @property
    def status(self) -> int:
        return 422 if self.picked.bad else 200

    def unit_name(self, key: str) -> str:
        return self.units.get(key, key)

    def short_unit(self, key: str) -> str:
        return self.short_units.get(key) or self.unit_name(key)

    def link(self, name: str, code: str = "", *, period: Period | None = None, unit: str | None = None) -> str:
        """The address of another page about the same period and unit, or about those given."""
        asked = {"ky": (period or self.period).key, "donvi": self.unit if unit is None else unit}
        query = urlencode({key: value for key, value in asked.items() if value})
        return f"{reverse(name, kwargs={'code': code} if code else {})}?{query}"

    def context(self, request: HttpRequest, here: str) -> dict[str, object]:
        """What the picker's template needs; `here` is the address it sends to."""
        period = self.period
        years = queries.years(local_date(self.now))
        before, after = neighbours(period)
        extra = f"&donvi={self.unit}" if self.unit else ""
        form = self.picked.range
        first, last = (f"{day:%d/%m/%Y}" for day in self.picked.days)
        return {
            "asked": self,
            "period": period,
            "here": here,
            "form": form,
            "problems": [("loc-nam", self.picked.problem)] if self.picked.problem else [],
            "year_options": [(year, year) for year in sorted({*years, period.first.year}, reverse=True)],
            "part_options": PARTS,
            "unit_options": list(self.units.items()),
            "range_open": self.picked.is_range or bool(form.errors),
            "ranges": [
                (name, form[name].label, form[name].value() or (day if self.picked.is_range else ""), form[name].errors)
                for name, day in (("tu", first), ("den", last))
            ],
            "unit_name": self.unit_name(self.unit) if self.unit else "",
            "before_url": f"{here}?ky={before}{extra}" if before else "",
            "after_url": f"{here}?ky={after}{extra}" if after else "",
            "running": period.last >= local_date(self.now),
        }


def asked(request: HttpRequest) -> Asked:
    """Read the address; an unknown unit is no unit."""
    now = timezone.now()
    rows = people.units()
    units = {unit.key: unit.name for unit in rows}
    unit = request.GET.get("donvi", "")
    picked = Picked(request.GET, year=queries.latest_year(local_date(now)))
    return Asked(now, picked, unit if unit in units else "", units, {row.key: row.short_name for row in rows})
