"""How dates, numbers and money are written for Vietnamese readers. None is left empty, never turned into 0."""

from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from motcua.kernel.money import format_money

NO_DATA: Final = "chưa có dữ liệu"
Number = int | float | Decimal


def local(value: object) -> date | datetime | None:
    """`value` as a date, or as an instant of the local zone; ISO text is read; None when it is neither."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value) if len(value) > 10 else date.fromisoformat(value)
        except ValueError:
            return None
    if isinstance(value, datetime):
        return timezone.localtime(value) if timezone.is_aware(value) else value
    return value if isinstance(value, date) else None


def vi_date(value: object) -> str:
    """06/02/2024; an instant gives the local date."""
    day = local(value)
    return f"{day:%d/%m/%Y}" if day else ""


def vi_datetime(value: object) -> str:
    """06/02/2024 15:20 in local time; a date alone has no time of day."""
    instant = local(value)
    return f"{instant:%d/%m/%Y %H:%M}" if isinstance(instant, datetime) else vi_date(instant)


def vi_short(value: object, now: datetime | None = None) -> str:
    """For tables: 06/02 15:20, with the year only when it is not this one."""
    instant = local(value)
    if instant is None:
        return ""
    this_year = now is not None and timezone.localtime(now).year == instant.year
    day = f"{instant:%d/%m}" if this_year else f"{instant:%d/%m/%Y}"
    return f"{day} {instant:%H:%M}" if isinstance(instant, datetime) else day


def number(value: object, digits: int | None = None) -> str:
    """1234567.5 → "1.234.567,5". `digits` after the comma; by default as many as there are, at most two."""
    found = _number(value)
    if found is None:
        return ""
    if digits is None:
        text = f"{found:,.2f}".rstrip("0").rstrip(".") if found != int(found) else f"{int(found):,}"
    else:
        text = f"{found:,.{digits}f}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")


def percent(value: object, digits: int | None = None) -> str:
    """93.5 → "93,5 %": `value` is already in hundredths (0 to 100)."""
    text = number(value, digits)
    return f"{text} %" if text else ""


def money(value: object) -> str:
    """50000 → "50.000 đ"; 0 is written as 0, only None is empty."""
    found = _number(value)
    return format_money(int(found)) if found is not None else ""


def unknown(value: object) -> object:
    """None and empty text become the grey words "chưa có dữ liệu"; 0 and False stay what they are."""
    if value is None or value == "":
        return format_html('<span class="unknown">{}</span>', NO_DATA)
    return value


def phone(value: str) -> str:
    """0912345678 → "0912 345 678": groups that are easy to read out."""
    digits = str(value)
    if digits.isdigit() and len(digits) == 10:
        return f"{digits[:4]} {digits[4:7]} {digits[7:]}"
    return digits


def _number(value: object) -> Number | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float | Decimal):
        return value
    if isinstance(value, str):
        try:
            return Decimal(value)
        except ArithmeticError:
            return None
    return None


def tag(kind: str, label: str) -> SafeString:
    """A status: a word with a shape, so that it never depends on colour."""
    shape = SHAPES.get(kind)
    if shape is None:
        raise LookupError(f"status tag {kind!r}: expected one of {', '.join(SHAPES)}")
    return format_html(
        '<span class="tag tag--{}"><span class="tag__shape" aria-hidden="true">{}</span>{}</span>', kind, shape, label
    )


SHAPES: Final = {"running": "●", "waiting": "◐", "done": "✓", "late": "!", "neutral": "○"}
