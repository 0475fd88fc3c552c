"""What the period picker sends: a year with a part of it, or two days."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django import forms

from motcua.kernel.ui.fields import DateField
from motcua.measure.indicators.rules import BadPeriod, Period, for_table, parse_table_period, period_of

PARTS: Final = [
    *((f"Q{number}", f"Quý {number}") for number in range(1, 5)),
    *((f"{number:02d}", f"Tháng {number}") for number in range(1, 13)),
]
"""Parts of a year as (value, words); the whole year is the empty value."""


class RangeForm(forms.Form):
    """From one day to another, both included."""

    tu = DateField(label="Từ ngày", widget=forms.TextInput({"class": "input input--10", "placeholder": "15/12/2024"}))
    den = DateField(label="Đến ngày", widget=forms.TextInput({"class": "input input--10", "placeholder": "14/01/2025"}))

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        first, last = said.get("tu"), said.get("den")
        if first and last:
            try:
                said["period"] = for_table(period_of(first, last))
            except BadPeriod as error:
                self.add_error("den", str(error))
            except ValueError:
                self.add_error("den", "Ngày cuối phải từ ngày đầu trở đi.")
        return said


class Picked:
    """The period that an address asks for: `ky`, or `nam` with `phan`, or `tu` and `den`; else the whole `year`.

    A period that cannot be understood leaves the words of the problem in `problem`, and the default stands.
    """

    def __init__(self, asked: Mapping[str, Any], *, year: int) -> None:
        self.period = parse_table_period(f"{year:04d}")
        self.problem = ""
        self.range = RangeForm()
        if asked.get("tu") or asked.get("den"):
            self.range = RangeForm(asked)
            if self.range.is_valid():
                self.period = self.range.cleaned_data["period"]
        elif text := str(asked.get("ky") or asked.get("nam") or "").strip():
            part = "" if asked.get("ky") else str(asked.get("phan") or "").strip()
            self._read(f"{text}-{part}" if part else text)

    def _read(self, text: str) -> None:
        try:
            self.period = parse_table_period(text)
        except BadPeriod as error:
            self.problem = str(error)

    @property
    def bad(self) -> bool:
        return bool(self.problem or self.range.errors)

    @property
    def year(self) -> int:
        return self.period.first.year

    @property
    def part(self) -> str:
        """The part of the year that the picker shows as chosen; empty: the year, or two days."""
        _, dash, part = self.period.key.partition("-")
        return part if dash and len(part) == 2 else ""

    @property
    def is_range(self) -> bool:
        return ".." in self.period.key

    @property
    def days(self) -> tuple[date, date]:
        return self.period.first, self.period.last


def earlier_and_later(period: Period) -> tuple[str, str]:
    """Keys of the periods of the same kind before and after; empty for two days."""
    key = period.key
    if ".." in key:
        return "", ""
    year, _, part = key.partition("-")
    if not part:
        return f"{int(year) - 1:04d}", f"{int(year) + 1:04d}"
    mark, count = ("Q", 4) if part[0] == "Q" else ("", 12)
    index = int(year) * count + int(part.removeprefix("Q")) - 1
    names = [(i // count, i % count + 1) for i in (index - 1, index + 1)]
    first, second = (f"{y:04d}-{mark}{n}" if mark else f"{y:04d}-{n:02d}" for y, n in names)
    return first, second
