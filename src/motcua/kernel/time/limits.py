"""Time limits: a number and a unit, read from the words a procedure uses."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal, get_args

Unit = Literal["working_hour", "working_day", "day", "month"]
UNITS: Final[tuple[Unit, ...]] = get_args(Unit)

NAMES: Final[dict[Unit, str]] = {
    "working_hour": "giờ làm việc",
    "working_day": "ngày làm việc",
    "day": "ngày",
    "month": "tháng",
}
# Administrative limits are hours, days or months; anything longer than these is a slip of the keyboard.
MOST: Final[dict[Unit, int]] = {"working_hour": 2_000, "working_day": 1_000, "day": 3_650, "month": 120}
# "giờ" alone is read as office hours: an office cannot act while it is closed.
_WORDS: Final[dict[str, Unit]] = {"giờ": "working_hour", **{name: unit for unit, name in NAMES.items()}}
_SHAPE = re.compile(r"(-?[0-9]+)\s*(.*)")
_EXAMPLES = "Ví dụ đúng: “5 ngày làm việc”, “8 giờ làm việc”, “15 ngày”, “2 tháng”"


@dataclass(frozen=True, slots=True)
class Limit:
    """`value` units of `unit`; `text` is what people wrote, or the plain words. ValueError when not lawful."""

    value: int
    unit: Unit
    text: str = ""

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise ValueError(f"Không có đơn vị thời hạn “{self.unit}”.")
        if type(self.value) is not int or self.value <= 0:
            raise ValueError(f"Thời hạn phải là số nguyên lớn hơn 0, không phải “{self.value}”.")
        if self.value > MOST[self.unit]:
            raise ValueError(f"Thời hạn {self.value} {NAMES[self.unit]} quá dài (nhiều nhất {MOST[self.unit]}).")
        if not self.text:
            object.__setattr__(self, "text", f"{self.value} {NAMES[self.unit]}")


def parse_limit(text: str) -> Limit:
    """Read "05 ngày làm việc", "8 giờ", "02 tháng"…; ValueError (Vietnamese) names what was not understood."""
    words = " ".join(unicodedata.normalize("NFC", text).split())
    if not words:
        raise ValueError(f"Thời hạn để trống. {_EXAMPLES}.")
    match = _SHAPE.fullmatch(words.lower())
    if match is None:
        raise ValueError(f"Không hiểu thời hạn “{_short(words)}”: không bắt đầu bằng một số nguyên. {_EXAMPLES}.")
    number, unit_words = match.groups()
    unit = _WORDS.get(unit_words.removesuffix(".").rstrip())
    if unit is None:
        what = f"không hiểu “{_short(unit_words)}”" if unit_words else "thiếu đơn vị"
        raise ValueError(f"Không hiểu thời hạn “{_short(words)}”: {what}. {_EXAMPLES}.")
    if len(number) > 9:
        raise ValueError(f"Thời hạn “{_short(words)}” quá dài.")
    return Limit(int(number), unit, words)


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:59] + "…"
