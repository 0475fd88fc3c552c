"""Numbers the State gave: personal identity number (CCCD), old identity card (CMND), tax code."""

import re
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

_GAPS: Final = re.compile(r"[\s.\-\u00a0]+")
_TAX_WEIGHTS: Final = (31, 29, 23, 19, 17, 13, 7, 5, 3)


def identity_problem(digits: str) -> str:
    """What is wrong with a 12-digit identity number, in Vietnamese; empty: its structure is right.

    Three digits for the place where the birth was registered, one for century and sex, two for the year of birth,
    six by chance (NĐ 137/2015/NĐ-CP Điều 13; TT 59/2021/TT-BCA). Whether it was ever issued only the population
    database knows. Centuries after the 21st cannot be yet.
    """
    if int(digits[3]) > 3:
        return "Chữ số thứ tư cho biết thế kỷ sinh và giới tính, hiện chỉ có thể từ 0 đến 3. Hãy xem lại số trên thẻ."
    return ""


def birth_year_of(digits: str) -> int:
    """The year of birth in a 12-digit identity number."""
    return 1900 + 100 * (int(digits[3]) // 2) + int(digits[4:6])


def is_male(digits: str) -> bool:
    """The sex in a 12-digit identity number: even for men, odd for women."""
    return int(digits[3]) % 2 == 0


class IdentityField(forms.Field):
    """An identity number as bare digits. `old_card=True` also takes the nine digits of the old card (CMND)."""

    def __init__(self, *, old_card: bool = False, **kwargs: Any) -> None:
        self.old_card = old_card
        kwargs.setdefault("widget", forms.TextInput)
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric", "class": "input--10 input--number", "autocomplete": "off", "maxlength": "24"}

    def to_python(self, value: Any) -> str:
        digits = _GAPS.sub("", str(value or ""))
        if not digits:
            return ""
        if not (digits.isascii() and digits.isdigit()):
            raise ValidationError("Số định danh chỉ gồm chữ số. Hãy bỏ các ký tự khác.", code="not_digits")
        if self.old_card and len(digits) == 9:
            return digits
        if len(digits) != 12:
            also = " (hoặc 9 chữ số của chứng minh nhân dân)" if self.old_card else ""
            raise ValidationError(
                f"Số định danh cá nhân có 12 chữ số{also}, nhưng bạn đã nhập {len(digits)} chữ số.", code="length"
            )
        if problem := identity_problem(digits):
            raise ValidationError(problem, code="structure")
        return digits


def tax_check_digit(first_nine: str) -> int:
    """The tenth digit of a tax code; 10 means that no code begins with these nine."""
    return 10 - sum(weight * int(digit) for weight, digit in zip(_TAX_WEIGHTS, first_nine, strict=True)) % 11


class TaxCodeField(forms.Field):
    """A tax code: "0101234567" or, for a branch, "0101234567-001". `person=True` also takes an identity number,

    which has been the tax code of individuals since 01/07/2025 (TT 86/2024/TT-BTC Điều 5).
    """

    def __init__(self, *, person: bool = False, **kwargs: Any) -> None:
        self.person = person
        kwargs.setdefault("widget", forms.TextInput)
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric", "class": "input--10 input--number", "autocomplete": "off", "maxlength": "24"}

    def to_python(self, value: Any) -> str:
        digits = _GAPS.sub("", str(value or ""))
        if not digits:
            return ""
        if not (digits.isascii() and digits.isdigit()):
            raise ValidationError("Mã số thuế chỉ gồm chữ số. Hãy bỏ các ký tự khác.", code="not_digits")
        if self.person and len(digits) == 12 and not identity_problem(digits):
            return digits
        if len(digits) not in {10, 13}:
            raise ValidationError(
                f"Mã số thuế có 10 chữ số, hoặc 13 chữ số với chi nhánh; bạn đã nhập {len(digits)} chữ số.",
                code="length",
            )
        if int(digits[9]) != tax_check_digit(digits[:9]):
            raise ValidationError(
                "Mã số thuế không đúng: chữ số kiểm tra không khớp. Hãy xem lại từng số.", code="check"
            )
        return digits if len(digits) == 10 else f"{digits[:10]}-{digits[10:]}"
