"""Numbers that name a person or an organisation: normal form, plausibility, and the keyed index that finds them."""

import hashlib
import hmac
import re

IDENTITY_KINDS: dict[str, str] = {
    "cccd": "Căn cước công dân",
    "cmnd": "Chứng minh nhân dân",
    "passport": "Hộ chiếu",
    "other": "Giấy tờ khác",
}
_SHAPES: dict[str, tuple[re.Pattern[str], str]] = {
    "cccd": (re.compile(r"\d{12}"), "Số căn cước có đúng 12 chữ số."),
    "cmnd": (re.compile(r"\d{9}"), "Số chứng minh nhân dân có đúng 9 chữ số."),
    "passport": (re.compile(r"[A-Z]{1,2}\d{6,9}|\d{8,9}|[A-Z0-9]{6,12}"), "Số hộ chiếu gồm chữ cái và chữ số."),
    "other": (re.compile(r"[A-Z0-9/]{4,30}"), "Số giấy tờ gồm từ 4 đến 30 chữ cái và chữ số."),
}
_TAX_CODE = re.compile(r"\d{10}(-\d{3})?|\d{12}")


def normal_identity(typed: str) -> str:
    """`typed` without blanks, dots and hyphens, in capitals: two spellings of one number become the same."""
    return re.sub(r"[\s.\-]+", "", typed).upper()


def identity_kind(number: str) -> str:
    """The likely kind of a normalised number: 12 digits are a citizen card, 9 digits an old identity card."""
    if number.isdecimal() and len(number) in {9, 12}:
        return "cccd" if len(number) == 12 else "cmnd"
    return "passport"


def identity_problem(kind: str, number: str) -> str | None:
    """Why `number` cannot be of `kind`, in Vietnamese; None when it can. Whether it was issued is not known here."""
    if kind not in _SHAPES:
        return "Hãy chọn loại giấy tờ."
    shape, message = _SHAPES[kind]
    return None if shape.fullmatch(normal_identity(number)) else message


def tax_code_problem(typed: str) -> str | None:
    """Why `typed` cannot be a tax or enterprise code (10 digits, 10-3 for a branch, 12 for a household)."""
    if _TAX_CODE.fullmatch(typed.strip()):
        return None
    return "Mã số thuế có 10 chữ số, chi nhánh có thêm gạch ngang và 3 chữ số."


def normal_phone(typed: str) -> str:
    """A telephone number as it is stored: "+84 90…" and "090…" become the same, foreign numbers keep their plus.

    What is no telephone number comes back as its digits, which match nobody.
    """
    digits = re.sub(r"\D+", "", typed)
    foreign = typed.strip().startswith("+")
    if digits.startswith("84") and (foreign or len(digits) >= 11):
        return "0" + digits[2:]
    return "+" + digits if foreign and digits else digits


def blind_index(number: str, key: str) -> str:
    """The keyed fingerprint (HMAC-SHA256, hex) under which an identity number is found without reading any number.

    Without `key` nobody can test guesses against it. Empty for an empty number.
    """
    normal = normal_identity(number)
    if not normal:
        return ""
    return hmac.new(key.encode(), b"identity:" + normal.encode(), hashlib.sha256).hexdigest()
