"""What an address asks for: period, unit, and the links that keep them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from motcua.kernel.time import local_date
from motcua.measure.indicators import queries
from motcua.measure.indicators.forms import Picked
from motcua.measure.indicators.queries import GroupBy, Scope
from motcua.measure.indicators.rules import PARTS, WINDOW_PARTS, Period, neighbours, year_of
from motcua.operate.catalogue import queries as catalogue
from motcua.people import queries as people

WORDS_BY: Mapping[GroupBy, str] = {"unit": "", "field": "linh-vuc", "procedure": "thu-tuc"}
BY_WORDS: Mapping[str, GroupBy] = {words: by for by, words in WORDS_BY.items()}
"""How an address says by what a table is split."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The period and the part of the work that a page is about, and how the picker shows them.

    `procedures`: code → name, of the one that is asked about; `by`: how the table of an indicator is split.
    """

    now: datetime
    picked: Picked
    unit: str
    units: dict[str, str]
    short_units: dict[str, str]
    field: str = ""
    fields: tuple[str, ...] = ()
    procedure: str = ""
    procedure_name: str = ""
    by: GroupBy = "unit"

    @property
    def period(self) -> Period:
        return self.picked.period

    @property
    def scope(self) -> Scope:
        return Scope(unit=self.unit, field=self.field, procedure=self.procedure)

    @property
    def status(self) -> int:
        return 422 if self.picked.bad else 200

    def unit_name(self, key: str) -> str:
        return self.units.get(key, key)

    def short_unit(self, key: str) -> str:
        return self.short_units.get(key) or self.unit_name(key)

    def link(self, name: str, code: str = "", *, period: Period | None = None, **changes: str) -> str:
        """The address of another page about the same, but for `period` and `changes`: unit, field, procedure, by."""
        asked = {"ky": (period or self.period).key, **self._kept(**changes)}
        return f"{reverse(name, kwargs={'code': code} if code else {})}?{urlencode(asked)}"

    def _kept(self, **changes: str) -> dict[str, str]:
        """What an address must say beside the period; nothing for what is not asked."""
        said = {"unit": self.unit, "field": self.field, "procedure": self.procedure, "by": WORDS_BY[self.by], **changes}
        names = {"unit": "donvi", "field": "linhvuc", "procedure": "thutuc", "by": "chia"}
        return {names[key]: value for key, value in said.items() if value}

    def context(self, request: HttpRequest, here: str) -> dict[str, object]:
        """What the picker's template needs; `here` is the address it sends to."""
        period = self.period
        years = queries.years(local_date(self.now))
        before, after = neighbours(period)
        kept = self._kept()
        extra = f"&{urlencode(kept)}" if kept else ""
        form = self.picked.range
        first, last = (f"{day:%d/%m/%Y}" for day in self.picked.days)
        return {
            "asked": self,
            "period": period,
            "here": here,
            "form": form,
            "problems": [("loc-nam", self.picked.problem)] if self.picked.problem else [],
            "year_options": [(year, year) for year in sorted({*years, year_of(period)}, reverse=True)],
            "part_options": (*PARTS, *WINDOW_PARTS),
            "year": year_of(period),
            "unit_options": list(self.units.items()),
            "field_options": [(field, field) for field in self.fields],
            "kept": {name: value for name, value in kept.items() if name in {"thutuc", "chia"}},
            "all_kept": kept,
            "all_procedures_url": f"{here}?{urlencode({'ky': period.key, **self._kept(procedure='')})}",
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
    """Read the address; an unknown unit or field is none. A procedure may be one that the catalogue does not know."""
    now = timezone.now()
    rows = people.units()
    units = {unit.key: unit.name for unit in rows}
    unit, field, code = (request.GET.get(name, "") for name in ("donvi", "linhvuc", "thutuc"))
    fields = tuple(name for name, _ in catalogue.fields())
    procedure = catalogue.procedure(code) if code else None
    picked = Picked(request.GET, year=queries.latest_year(local_date(now)))
    return Asked(
        now, picked, unit if unit in units else "", units, {row.key: row.short_name for row in rows},
        field=field if field in fields else "", fields=fields,
        procedure=code[:60] if code else "", procedure_name=procedure.name if procedure else "",
        by=BY_WORDS.get(request.GET.get("chia", ""), "unit"),
    )  # fmt: skip
