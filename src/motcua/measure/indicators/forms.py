"""What the period picker sends: a year with a part of it, or two days."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from motcua.kernel.ui.fields import DateField
from motcua.measure.indicators.rules import (
    BadPeriod,
    chosen_period,
    for_table,
    parse_table_period,
    part_of,
    period_of,
)


class RangeForm(forms.Form):
    """From one day to another, both included."""

    tu = DateField(label="Từ ngày", widget=forms.TextInput())
    den = DateField(label="Đến ngày", widget=forms.TextInput())

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
            return
        try:
            found = chosen_period(key=asked.get("ky", ""), year=asked.get("nam", ""), part=asked.get("phan", ""))
        except BadPeriod as error:
            self.problem = str(error)
        else:
            self.period = found or self.period

    @property
    def bad(self) -> bool:
        return bool(self.problem or self.range.errors)

    @property
    def part(self) -> str:
        """The part of the year that the picker shows as chosen; empty: the year, or two days."""
        return part_of(self.period)

    @property
    def is_range(self) -> bool:
        return ".." in self.period.key and self.period.window is None

    @property
    def days(self) -> tuple[date, date]:
        return self.period.first, self.period.last
