"""Data on its way into a template: plain JSON values, and only letters that the shipped fonts can draw."""

import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from .engine import FONTS

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
# Stands for a letter that no shipped face has (an emoji, a Chinese character in a free text).
UNKNOWN = "?"


@cache
def coverage() -> frozenset[int]:
    """Every character that all shipped faces can draw."""
    points: set[int] = set()
    for line in (FONTS / "coverage.txt").read_text(encoding="ascii").splitlines():
        if not line.startswith("#"):
            first, last = line.split("-")
            points.update(range(int(first, 16), int(last, 16) + 1))
    return frozenset(points)


def printable(text: str) -> str:
    """`text` in NFC, without control characters, each letter outside the fonts as "?"."""
    if text.isascii() and text.isprintable():
        return text
    covered = coverage()
    kept = []
    for letter in unicodedata.normalize("NFC", text.replace("\r\n", "\n")):
        if letter == "\n" or (ord(letter) in covered and unicodedata.category(letter) != "Cf"):
            kept.append(letter)
        elif letter.isspace():
            kept.append(" ")
        elif unicodedata.category(letter) not in {"Cc", "Cf", "Mn", "Me"}:
            kept.append(UNKNOWN)
    return "".join(kept)


def plain(value: Any, where: str = "data") -> Any:
    """`value` as JSON holds it: instants in local time, dates in ISO form, dataclasses as dictionaries."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise TypeError(f"{where}: an instant without a time zone")
        return value.astimezone(LOCAL).strftime("%Y-%m-%dT%H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value), where)
    if isinstance(value, Mapping):
        return {str(key): plain(item, f"{where}.{key}") for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item, f"{where}[{index}]") for index, item in enumerate(value)]
    raise TypeError(f"{where}: {type(value).__name__} cannot be printed")


def long_day(on: date) -> str:
    """ "ngày 06 tháng 02 năm 2024", "ngày 15 tháng 3 năm 2024": a zero before days 1 to 9 and months 1 and 2 only.

    NĐ 30/2020/NĐ-CP, phụ lục I, phần II, mục 4.
    """
    month = f"{on.month:02d}" if on.month < 3 else str(on.month)
    return f"ngày {on.day:02d} tháng {month} năm {on.year}"
