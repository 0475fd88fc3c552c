"""Whole Vietnamese đồng: writing, reading and amounts in words. Pure. There are no fractions of a đồng."""

import re

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_MARKS = re.compile(r"\s*(đ|₫|đồng|vnđ|vnd)\.?$", re.IGNORECASE)
_GROUPED = re.compile(r"[0-9]{1,3}(?:([.,\s])[0-9]{3}(?:\1[0-9]{3})*)?|[0-9]+")
_BILLION = 1_000_000_000


def format_money(amount: int) -> str:
    """50000 → "50.000 đ"."""
    return f"{amount:,}".replace(",", ".") + " đ"


def parse_money(text: str) -> int:
    """ "50.000", "50000" or "50.000 đồng" → 50000 (đồng). ValueError, in Vietnamese, when it is not a whole amount."""
    digits = _MARKS.sub("", text.strip())
    if not _GROUPED.fullmatch(digits):
        raise ValueError(f"“{text}” không phải là số tiền. Ví dụ đúng: 50.000")
    return int(re.sub(r"\D", "", digits))


def in_words(number: int) -> str:
    """A whole number as it is written out on receipts: 1005 → "một nghìn không trăm linh năm".

    A missing group is passed over ("một triệu không trăm linh năm"); "linh", "mốt" and "lăm" as in the north,
    which is the wording of state forms.
    """
    if number < 0:
        return "âm " + in_words(-number)
    return " ".join(_large(number, leading=True)) if number else _DIGITS[0]


def _large(number: int, *, leading: bool) -> list[str]:
    """Any number as billions of ("tỷ") and a rest below a billion; `leading`: nothing was said before it."""
    above, rest = divmod(number, _BILLION)
    words = [*_large(above, leading=leading), "tỷ"] if above else []
    started = bool(words) or not leading
    for size, name in ((1_000_000, "triệu"), (1000, "nghìn"), (1, "")):
        group = rest // size % 1000
        if group:
            words += [*_group(group, full=started), name] if name else _group(group, full=started)
            started = True
    return words


def _group(group: int, *, full: bool) -> list[str]:
    """1 to 999; `full` also says the hundreds that are zero."""
    hundreds, tens, units = group // 100, group // 10 % 10, group % 10
    words = [_DIGITS[hundreds], "trăm"] if hundreds or full else []
    if tens > 1:
        words += [_DIGITS[tens], "mươi"]
    elif tens:
        words += ["mười"]
    elif words and units:
        words += ["linh"]
    if units == 1 and tens > 1:
        words += ["mốt"]
    elif units == 5 and tens:
        words += ["lăm"]
    elif units:
        words += [_DIGITS[units]]
    return words
