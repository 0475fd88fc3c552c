"""One cell of a spreadsheet and one raw answer: each turned into the other. Pure; judging is `rules.clean_value`."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from motcua.kernel.text import clean, fold
from motcua.operate.eforms.rules import Field, Option
from motcua.operate.eforms.rules.summary import in_words
from motcua.operate.eforms.rules.values import date_parts, is_blank

TICKED = {"x", "v", "co", "1", "true", "yes", "dung", "on", "✓", "✔", "☑", "☒"}
UNTICKED = {"", "khong", "0", "false", "no", "sai", "-", "☐"}
_WORDED = re.compile(r"(?:ngay\s*)?(\d{1,2})\s*thang\s*(\d{1,2})\s*nam\s*(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_SHORT_YEAR = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{2})")
_WITH_TIME = re.compile(r"(\d{1,2}[-/.]\d{1,2}[-/.]\d{4})[T ].*")
# Day 1 of Excel is 1 January 1900, and it counts a 29 February 1900 that never was.
_EXCEL_ZERO = date(1899, 12, 30)
_EXCEL_DAYS = range(10_000, 80_000)  # 1927 to 2119
_COMES_SOON = 5  # two digits of a year up to this many years ahead are of this century


def answer_of(field: Field, cell: str, today: date) -> Any:
    """The raw answer a person would have typed for what stands in the cell."""
    text = clean(cell, lines=field.type == "long_text")
    if field.type == "date":
        return day_text(text, today)
    if field.type == "checkbox":
        word = fold(text)
        return True if word in TICKED else "" if word in UNTICKED else text
    if field.type == "choice" and field.options:
        return _option(field.options, text)
    if field.type == "multi":
        return _options(field, text)
    if field.type in {"number", "money"}:
        return _number(text)
    if field.type == "identity" and text.isascii() and text.isdigit() and len(text) == 11:
        return f"0{text}"  # spreadsheets drop the zero in front; no number of 11 digits exists
    return text


def cell_of(field: Field, raw: Any) -> str:
    """What to write into a cell so that reading it gives the same answer."""
    if is_blank(raw):
        return ""
    if field.type == "checkbox":
        return "x"
    if field.type == "date":
        parts = date_parts(raw)
        return f"{parts[0]:02d}/{parts[1]:02d}/{parts[2]:04d}" if parts else _joined(raw, "/")
    if field.type in {"choice", "multi"} and field.options:
        chosen = raw if isinstance(raw, list) else [raw]
        return "; ".join(_label(field.options, str(value)) for value in chosen)
    if field.type == "address" and isinstance(raw, dict):
        return ", ".join(str(raw[key]) for key in ("line", "unit") if raw.get(key))
    return clean(_joined(raw, "; "), lines=field.type == "long_text")


def shown_cell(field: Field, raw: Any) -> str:
    """How an answer that was understood reads in the preview: dates in full, the label of a choice."""
    if field.type == "choice" and isinstance(raw, str):
        return in_words(field, raw)
    return cell_of(field, raw)


def day_text(text: str, today: date) -> str:
    """A date in the styles of spreadsheets as "6/2/2024"; what is no date stays as it is.

    Understood: 6/2/2024, 06-02-2024, 6.2.2024, 2024-02-06, 6/2/24, with a time, in words, and Excel's count of days.
    """
    plain = fold(text)
    if found := _YEAR_FIRST.fullmatch(text):
        return f"{int(found[3])}/{int(found[2])}/{found[1]}"
    if found := _WORDED.fullmatch(plain):
        return f"{int(found[1])}/{int(found[2])}/{found[3]}"
    if found := _SHORT_YEAR.fullmatch(text):
        century = 2000 if int(found[3]) <= today.year % 100 + _COMES_SOON else 1900
        return f"{int(found[1])}/{int(found[2])}/{century + int(found[3])}"
    if found := _WITH_TIME.fullmatch(text):
        text = found[1]
    if text.isascii() and text.isdigit() and len(text) == 5 and int(text) in _EXCEL_DAYS:
        day = _EXCEL_ZERO + timedelta(days=int(text))
        return f"{day.day}/{day.month}/{day.year}"
    parts = date_parts(text)
    return f"{parts[0]}/{parts[1]}/{parts[2]}" if parts and parts[2] > 999 else text


def _number(text: str) -> str:
    """A number of either manner as ours: "1,234.50" and "1.234,50" are both "1234,50"."""
    if "," in text and "." in text:
        decimal = max(",", ".", key=text.rfind)
        text = text.replace("." if decimal == "," else ",", "").replace(decimal, ",")
    return text


def _option(options: Sequence[Option], text: str) -> str:
    """The value of the option that is meant: by its words, by its value, by its words without accents."""
    for option in options:
        if text == clean(option.label):
            return option.value
    for option in options:
        if text == option.value:
            return option.value
    alike = [option.value for option in options if fold(clean(option.label)) == fold(text)]
    return alike[0] if len(alike) == 1 else text


def _options(field: Field, text: str) -> list[str]:
    if not text:
        return []
    values = {option.value for option in field.options}
    for mark in (";", "\n", ","):
        found = [_option(field.options, part.strip()) for part in text.split(mark) if part.strip()]
        if not field.options or values.issuperset(found):
            return found
    return [_option(field.options, part.strip()) for part in text.split(";") if part.strip()]


def _label(options: Sequence[Option], value: str) -> str:
    """The words of an option where they lead back to it, else its value."""
    label = next((option.label for option in options if option.value == value), value)
    separable = not set(label) & set(";,\n")
    return label if separable and _option(options, clean(label)) == value else value


def _joined(raw: Any, mark: str) -> str:
    if isinstance(raw, list):
        return mark.join(str(part) for part in raw)
    return str(raw) if isinstance(raw, str | int | float) else ""
