"""What a person may complete in an item of the plan, and which values make sense."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from motcua.kernel.text import clean

from .deadlines import RECURRENCES

FIELDS: Final = {
    "task": ("owner", "coordinators", "deadline", "recurrence", "product"),
    "target": ("owner", "coordinators"),
}
LABELS: Final = {
    "owner": "Đơn vị chủ trì",
    "coordinators": "Đơn vị phối hợp",
    "deadline": "Thời hạn",
    "recurrence": "Làm định kỳ",
    "product": "Sản phẩm",
}
SHORT_LABELS: Final = {"owner": "đơn vị chủ trì", "deadline": "thời hạn", "product": "sản phẩm"}
LONGEST_PRODUCT: Final = 500
YEARS_AFTER: Final = 2
"""A task of a plan for one year may run on into the two that follow."""

Value = str | list[str] | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """An expected no. `message` is Vietnamese and for people; `who` could do it instead."""

    code: str
    message: str
    rule: str = ""
    who: str = ""


def judge(field: str, value: Value, *, units: Collection[str], year: int | None) -> Value | Refusal:
    """The value as it is kept: unit keys, an ISO date, the key of a recurrence, clean text; None takes it back."""
    if value is None or value in ("", []):
        return None
    if field == "coordinators":
        keys = [value] if isinstance(value, str) else list(dict.fromkeys(value))
        strange = [key for key in keys if key not in units]
        return Refusal("unknown_unit", f"Không có đơn vị {strange[0]!r} trong cơ quan.") if strange else keys
    if not isinstance(value, str):
        return Refusal("bad_value", f"{LABELS[field]} chỉ nhận một giá trị.")
    if field == "owner":
        return value if value in units else Refusal("unknown_unit", f"Không có đơn vị {value!r} trong cơ quan.")
    if field == "recurrence":
        return value if value in RECURRENCES else Refusal("unknown_recurrence", f"Không có chu kỳ {value!r}.")
    if field == "deadline":
        return _deadline(value, year)
    return _product(value)


def _deadline(value: str, year: int | None) -> str | Refusal:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return Refusal("bad_date", f"{value!r} không phải là ngày có thật.")
    first, last = (year, year + YEARS_AFTER) if year else (2000, 2100)
    if not first <= day.year <= last:
        return Refusal(
            "deadline_out_of_range",
            f"Thời hạn {day:%d/%m/%Y} nằm ngoài các năm {first} đến {last} của kế hoạch. Hãy kiểm tra lại năm.",
        )
    return day.isoformat()


def _product(value: str) -> str | Refusal | None:
    text = clean(value)
    if len(text) > LONGEST_PRODUCT:
        return Refusal("too_long", f"Sản phẩm dài {len(text)} ký tự, nhiều nhất là {LONGEST_PRODUCT}.")
    return text or None
