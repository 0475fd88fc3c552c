"""Dossier codes: agency identifier, receipt date, number of that agency on that day (TT 01/2018 art. 19).

Two orders of the identifier occur. "child_first" (TT 01/2018): V1V2V3.Z1Z2.Y1Y2.MX1X2, the level-1 code last and
empty levels written as zeros. "root_first" (QĐ 20/2020): the level-1 code first, children to the right, at most 35
characters. An identifier may be given in either order; it is written in the order asked for.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

Order = Literal["child_first", "root_first"]
ORDERS: Final[tuple[Order, ...]] = ("child_first", "root_first")
LONGEST_IDENTIFIER: Final = 35

_CHILD_FIRST = re.compile(r"([0-9]{3})\.([0-9]{2})\.([0-9]{2})\.([A-Y][0-9]{2})")
_ROOT_FIRST = re.compile(
    r"[A-Y][0-9]{2}(?:\.[A-Z0-9]+)*"  # level-1 code and children
    r"|Z[A-Z0-9]{2}[A-Z0-9.]{0,32}"  # bodies outside the state apparatus
    r"|[0-9]{10}(?:[0-9]{3})?"  # businesses: their business code
)
_CODE = re.compile(r"(.+)-([0-9]{6})-([0-9]{4}|[0-9]{6,7})")


@dataclass(frozen=True, slots=True)
class ParsedCode:
    """A dossier code taken apart. `levels`: from the level-1 code down, without empty levels.

    `ministry`: the first two digits of the 6 or 7 digit numbers that central systems give, else None.
    """

    text: str
    order: Order
    identifier: str
    levels: tuple[str, ...]
    on: date
    sequence: int
    ministry: str | None


def format_code(order: Order, agency_identifier: str, on: date, sequence: int, digits: int = 4) -> str:
    """Write a dossier code. ValueError when the identifier does not fit the order or the number the digits."""
    if order not in ORDERS:
        raise ValueError(f"Không có thứ tự mã “{order}”.")
    if not 1 <= sequence < 10**digits:
        raise ValueError(f"Số thứ tự {sequence} không viết được bằng {digits} chữ số.")
    if not 2000 <= on.year <= 2099:
        raise ValueError(f"Năm {on.year} không viết được bằng hai chữ số.")
    levels = identifier_levels(agency_identifier)[1]
    return f"{_written(order, levels)}-{on:%y%m%d}-{sequence:0{digits}}"


def parse_code(text: str) -> ParsedCode:
    """Take a dossier code of either order apart; spaces around and small letters are forgiven. ValueError says why."""
    clean = "".join(text.split()).upper()
    match = _CODE.fullmatch(clean)
    if match is None:
        raise ValueError(f"“{text[:60]}” không có dạng mã hồ sơ: mã định danh-năm tháng ngày-số thứ tự.")
    identifier, day, number = match.groups()
    order, levels = identifier_levels(identifier)
    try:
        on = date(2000 + int(day[:2]), int(day[2:4]), int(day[4:]))
    except ValueError:
        raise ValueError(f"Ngày “{day}” trong mã hồ sơ không có thật.") from None
    if not int(number):
        raise ValueError("Số thứ tự trong mã hồ sơ phải từ 1.")
    ministry = number[:2] if len(number) > 4 else None
    return ParsedCode(clean, order, identifier, levels, on, int(number), ministry)


def identifier_levels(identifier: str) -> tuple[Order, tuple[str, ...]]:
    """The order an agency identifier is written in, and its levels from the top; ValueError when it is none."""
    old = _CHILD_FIRST.fullmatch(identifier)
    if old is not None:
        fourth, third, second, root = old.groups()
        levels = [root, second, third, fourth.removeprefix("0")]
        while len(levels) > 1 and not int(levels[-1]):
            levels.pop()
        return "child_first", tuple(levels)
    tidy = not identifier.endswith(".") and ".." not in identifier and len(identifier) <= LONGEST_IDENTIFIER
    if not tidy or _ROOT_FIRST.fullmatch(identifier) is None:
        raise ValueError(f"“{identifier[:60]}” không phải mã định danh cơ quan.")
    return "root_first", tuple(identifier.split("."))


def _written(order: Order, levels: tuple[str, ...]) -> str:
    if order == "root_first":
        return ".".join(levels)
    second, third, fourth = (*levels[1:], "0", "0", "0")[:3]
    old = f"{fourth:0>3}.{third:0>2}.{second:0>2}.{levels[0]}"
    if len(levels) > 4 or _CHILD_FIRST.fullmatch(old) is None:
        raise ValueError(f"Mã định danh “{'.'.join(levels)}” không viết được theo thứ tự của Thông tư 01/2018/TT-VPCP.")
    return old
