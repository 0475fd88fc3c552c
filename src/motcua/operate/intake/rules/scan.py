"""What a scanner types at the counter: the code of a receipt, or the QR text of a citizen identity card.

The card's QR holds seven fields in one line: number|old number|name|date of birth|sex|address|date of issue, with days
as ddmmyyyy. Anything else typed is taken as a number or a code. Pure and total: no text makes it raise.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import parse_qs, urlsplit

from motcua.kernel.text import clean

CARD_FIELDS: Final = (6, 7)  # the first edition of the card left out the old number's place only when it was empty
LONGEST: Final = 500
_CODE = re.compile(r"[A-Za-z0-9.-]{6,60}")


@dataclass(frozen=True, slots=True)
class Card:
    """A citizen identity card as its QR tells it; empty or None what it does not say."""

    number: str
    old_number: str
    full_name: str
    date_of_birth: date | None
    sex: str
    address: str
    issued_on: date | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """The code on a receipt: that of the dossier, or its tracking code."""

    code: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """Neither: the words say what was expected."""

    message: str


def read(text: str) -> Card | Receipt | Nothing:
    """What was scanned or typed."""
    text = clean(text)[:LONGEST]
    if "|" in text:
        return card(text) or Nothing("Mã QR này không phải của thẻ căn cước. Hãy quét lại, hoặc nhập số định danh.")
    code = _code_of(text)
    if code:
        return Receipt(code)
    return Nothing("Không đọc được mã vừa quét. Hãy quét lại giấy tiếp nhận hoặc thẻ căn cước.")


def card(text: str) -> Card | None:
    """The card of a QR text; None when the text is not one."""
    parts = [clean(part) for part in text.split("|")]
    if len(parts) not in CARD_FIELDS:
        return None
    if len(parts) == CARD_FIELDS[0]:
        parts.insert(1, "")
    number, old, name, born, sex, address, issued = parts
    if not (number.isascii() and number.isdigit() and len(number) == 12 and name):
        return None
    if old and not (old.isascii() and old.isdigit() and len(old) in {9, 12}):
        return None
    return Card(number, old, name, _day(born), sex, address, _day(issued))


def _day(text: str) -> date | None:
    if not (text.isascii() and text.isdigit() and len(text) == 8):
        return None
    try:
        return date(int(text[4:]), int(text[2:4]), int(text[:2]))
    except ValueError:
        return None


def _code_of(text: str) -> str:
    """The code in an address of the tracking page, or the text itself when it looks like a code."""
    if text.startswith(("http://", "https://")):
        try:
            found = parse_qs(urlsplit(text).query).get("ma", [""])
        except ValueError:
            return ""
        text = clean(found[0])
    return text.upper() if _CODE.fullmatch(text) else ""
