"""From what somebody typed to a clean value, or to a sentence that says what is wrong with it.

Raw answers are whatever the screen or an API sent: text, true/false, a list of texts, three boxes of a date. Clean
values are plain JSON: text, whole numbers, decimals, ISO dates, lists. Nothing here raises.
"""

import math
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import phonenumbers

from motcua.kernel.money import parse_money
from motcua.kernel.text import clean
from motcua.operate.eforms.rules import compound, lookups, numbers
from motcua.operate.eforms.rules.definition import Field
from motcua.operate.eforms.rules.expressions import matches
from motcua.operate.eforms.rules.lookups import Lookup
from motcua.people import rules as people

Cleaned = tuple[Any, str]
"""A value (None: not answered) and an error message ("": none)."""

LENGTHS = {"text": 500, "long_text": 5000, "address": 300, "school": 200, "email": 254}
SHORT = 60  # no number, date, phone or identity number is longer, whatever the separators
EARLIEST, LATEST = 1900, 2100
_BIGGEST = 10**15
NO_NUMBER = "…"  # a number no form asks for (infinite, not a number, beyond all measure)
_EMAIL = re.compile(r"[^@\s<>,;:\"()\[\]\\]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,63}")
_NUMBER = re.compile(r"-?\d{1,15}(?:[.,]\d{1,9})?")
_GROUPED = re.compile(r"-?\d{1,3}(?:[. ]\d{3})+")
_PASSPORT = re.compile(r"[A-Z]{1,2}\d{6,8}")


def clean_value(
    field: Field, raw: Any, today: date, *, on: date | None = None, lookup: Lookup = lookups.nothing
) -> Cleaned:
    """The clean value of `raw` for `field`, or what is wrong with it, in Vietnamese.

    `on`: the day on which a code must be valid (None: today); `lookup`: the shared code lists.
    """
    if is_blank(raw):
        return None, ""
    if field.type == "address" and isinstance(raw, dict):
        return compound.address(field, raw, on or today, lookup)
    if field.codelist and field.type in _LISTED:
        return _LISTED[field.type](field, raw, on or today, lookup)
    return _CLEANERS[field.type](field, raw, today)


def is_blank(raw: Any) -> bool:
    """Whether nothing was answered: no text, an unticked box, empty boxes of a date."""
    if raw is None or raw is False:
        return True
    if isinstance(raw, str):
        begins = raw.strip()[:1]
        return not begins or (not begins.isalnum() and not clean(raw[:20_000]))
    if isinstance(raw, dict):
        raw = [value for key, value in raw.items() if key != "on"]  # the day of a list of units answers nothing
    if isinstance(raw, list | tuple):
        return all(not isinstance(item, list | tuple | dict) and is_blank(item) for item in raw)
    return False


def empty(field: Field) -> Any:
    """What an expression sees when `field` is not answered."""
    return {"checkbox": False, "multi": [], "file": []}.get(field.type)


def _typed(raw: Any, *, lines: bool = False) -> str:
    """The text of a raw answer; a number sent by an API reads as its text, anything else as nothing."""
    if isinstance(raw, bool):
        return ""
    if isinstance(raw, int | float):
        return str(raw) if abs(raw) < _BIGGEST else NO_NUMBER
    return clean(raw[:20_000], lines=lines) if isinstance(raw, str) else ""


def _short(raw: Any) -> str:
    """A short text, or "" when it is far too long to be what was asked."""
    text = "" if isinstance(raw, str) and len(raw) > 10 * SHORT else _typed(raw)
    return text if len(text) <= SHORT else ""


def _text(field: Field, raw: Any, today: date) -> Cleaned:
    longest = field.max_length or LENGTHS.get(field.type, 500)
    endless = isinstance(raw, str) and len(raw) > min(20_000, 4 * longest + 1000)  # not worth reading letter by letter
    text = "" if endless else _typed(raw, lines=field.type == "long_text")
    if not text and not endless:
        return None, f"Chúng tôi không đọc được nội dung của ô «{field.label}». Hãy nhập lại."
    if endless or len(text) > longest:
        return None, f"«{field.label}» dài quá {longest} ký tự. Hãy viết ngắn hơn."
    if field.pattern and not _fits(field, text):
        return None, field.pattern_message or f"«{field.label}» chưa đúng cách viết."
    return text, ""


def _fits(field: Field, text: str) -> bool:
    outcome = matches(field.pattern, text)
    return outcome.status != "ok" or bool(outcome.value)


def _number(field: Field, raw: Any, today: date) -> Cleaned:
    text = _short(raw)
    if _GROUPED.fullmatch(text) and not field.decimals:
        text = re.sub(r"[. ]", "", text)
    if not text.isascii() or not _NUMBER.fullmatch(text):
        return None, f"«{field.label}» phải là một số, ví dụ {'8,25' if field.decimals else '12'}."
    number = float(text.replace(",", "."))
    if round(number, field.decimals) != number:
        spare = f"tối đa {field.decimals} chữ số sau dấu phẩy" if field.decimals else "số nguyên"
        return None, f"«{field.label}» phải là {spare}."
    return _in_range(field, number if field.decimals else int(number))


def _money(field: Field, raw: Any, today: date) -> Cleaned:
    try:
        amount = parse_money(_short(raw))
    except ValueError:
        return None, f"«{field.label}» phải là số tiền tính bằng đồng, ví dụ 50.000."
    if amount > _BIGGEST:
        return None, f"«{field.label}» lớn hơn mức có thể có."
    return _in_range(field, amount)


def _in_range(field: Field, number: float | int) -> Cleaned:
    if field.min is not None and number < field.min:
        return None, f"«{field.label}» nhỏ nhất là {shown_number(field.min)}."
    if field.max is not None and number > field.max:
        return None, f"«{field.label}» lớn nhất là {shown_number(field.max)}."
    return number, ""


def shown_number(number: float | int) -> str:
    """8.25 → "8,25"; 1200.0 → "1200"."""
    if isinstance(number, float) and (not math.isfinite(number) or number == int(number)):
        return str(int(number)) if math.isfinite(number) else ""
    return str(number).replace(".", ",")


def _year(field: Field, raw: Any, today: date) -> Cleaned:
    text = _short(raw)
    if not (text.isascii() and text.isdigit() and len(text) == 4 and EARLIEST <= int(text) <= LATEST):
        return None, f"«{field.label}» phải là năm có 4 chữ số, ví dụ 2006."
    if field.not_future and int(text) > today.year:
        return None, f"«{field.label}» không được sau năm {today.year}."
    return _in_range(field, int(text))


def _date(field: Field, raw: Any, today: date) -> Cleaned:
    parts = date_parts(raw)
    if parts is None:
        return None, f"«{field.label}» cần đủ ngày, tháng và năm bằng số, ví dụ 27 / 3 / 2006."
    try:
        day = date(parts[2], parts[1], parts[0])
    except ValueError:
        return None, f"«{field.label}»: không có ngày {parts[0]}/{parts[1]}/{parts[2]}. Hãy xem lại ngày và tháng."
    if not EARLIEST <= day.year <= LATEST:
        return None, f"«{field.label}»: năm phải từ {EARLIEST} đến {LATEST}, viết đủ 4 chữ số."
    if field.not_future and day > today:
        return None, f"«{field.label}» không được sau hôm nay ({today:%d/%m/%Y})."
    if field.not_past and day < today:
        return None, f"«{field.label}» không được trước hôm nay ({today:%d/%m/%Y})."
    return day.isoformat(), ""


def date_parts(raw: Any) -> tuple[int, int, int] | None:
    """Day, month, year of three boxes, "1/2/2024" or "2024-02-01"; None when they are not three numbers."""
    if isinstance(raw, dict):
        raw = [raw.get("day"), raw.get("month"), raw.get("year")]
    if isinstance(raw, list | tuple):
        pieces = [_short(piece) for piece in raw]
    else:
        text = _short(raw)
        pieces = text.split("-")[::-1] if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", text) else re.split(r"[/.\- ]+", text)
    if len(pieces) != 3 or not all(piece.isascii() and piece.isdigit() and len(piece) <= 4 for piece in pieces):
        return None
    return int(pieces[0]), int(pieces[1]), int(pieces[2])


def _choice(field: Field, raw: Any, today: date) -> Cleaned:
    value = "" if isinstance(raw, str) and len(raw) > 10_000 else _typed(raw)
    if any(option.value == value for option in field.options):
        return value, ""
    return None, f"Hãy chọn một trong các câu trả lời có sẵn cho «{field.label}»."


def _multi(field: Field, raw: Any, today: date) -> Cleaned:
    chosen = {_typed(item) for item in (raw if isinstance(raw, list | tuple) else [raw])} - {""}
    known = [option.value for option in field.options if option.value in chosen]
    if len(known) != len(chosen):
        return None, f"Hãy chọn trong các câu trả lời có sẵn cho «{field.label}»."
    return known or None, ""


def _checkbox(field: Field, raw: Any, today: date) -> Cleaned:
    ticked = raw is True or (isinstance(raw, str) and raw.strip().lower() in {"on", "true", "1", "yes"})
    return (True, "") if ticked else (None, "")


def _identity(field: Field, raw: Any, today: date) -> Cleaned:
    number = people.normal_identity(_short(raw))
    if number.isascii() and number.isdigit() and people.identity_kind(number) in {"cccd", "cmnd"}:
        problem = numbers.identity_problem(number, today) if len(number) == 12 else ""
        return (None, f"«{field.label}» {problem}") if problem else (number, "")
    if field.passport and number.isascii() and _PASSPORT.fullmatch(number):
        return number, ""
    also = " hoặc số hộ chiếu" if field.passport else ""
    return None, f"«{field.label}» phải có 12 chữ số (căn cước) hoặc 9 chữ số (chứng minh nhân dân cũ){also}."


def _tax_code(field: Field, raw: Any, today: date) -> Cleaned:
    number = re.sub(r"[\s.\-]+", "", _short(raw))
    number = f"{number[:10]}-{number[10:]}" if len(number) == 13 else number
    if not number.isascii() or people.tax_code_problem(number):
        return None, f"«{field.label}» phải có 10 chữ số, hoặc 13 chữ số với đơn vị phụ thuộc, ví dụ 0312345673-001."
    if len(number) == 12:  # a household's code is the identity number of its head (TT 86/2024/TT-BTC Điều 5)
        problem = numbers.identity_problem(number, today)
        return (None, f"«{field.label}» {problem}") if problem else (number, "")
    if numbers.tax_check_fails(number):
        return None, f"«{field.label}» không đúng: chữ số kiểm tra không khớp. Hãy xem lại từng số."
    return number, ""


def _phone(field: Field, raw: Any, today: date) -> Cleaned:
    try:
        number = phonenumbers.parse(_short(raw), "VN")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        return None, f"«{field.label}» không phải số điện thoại. Ví dụ đúng: 0905 123 456."
    if number.country_code == 84:
        return "0" + phonenumbers.national_significant_number(number), ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), ""


def _email(field: Field, raw: Any, today: date) -> Cleaned:
    address = "" if isinstance(raw, str) and len(raw) > 2 * LENGTHS["email"] else _typed(raw)
    if len(address) > LENGTHS["email"] or not _EMAIL.fullmatch(address):
        return None, f"«{field.label}» phải là địa chỉ thư điện tử, ví dụ ten@example.vn."
    return address, ""


def _files(field: Field, raw: Any, today: date) -> Cleaned:
    return compound.files(field, raw)


_LISTED = {"choice": compound.listed, "multi": compound.several}
_CLEANERS: dict[str, Callable[[Field, Any, date], Cleaned]] = {
    "text": _text,
    "long_text": _text,
    "address": _text,
    "school": _text,
    "number": _number,
    "money": _money,
    "year": _year,
    "date": _date,
    "choice": _choice,
    "multi": _multi,
    "checkbox": _checkbox,
    "identity": _identity,
    "tax_code": _tax_code,
    "phone": _phone,
    "email": _email,
    "file": _files,
    # Kept as they are: an applicant never sends them, the office fills them in (see evaluate, which skips them).
    "official_only": _text,
    "signature": _text,
}
