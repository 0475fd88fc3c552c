"""Telephone numbers, Vietnamese unless they start with +."""

from typing import Any, Final

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError

HOME: Final = "VN"


class PhoneField(forms.Field):
    """A number that can exist: home numbers as "0912345678", foreign ones as "+4930123456"."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput({"type": "tel"}))
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"autocomplete": "tel", "class": "input--10 input--number", "maxlength": "32"}

    def to_python(self, value: Any) -> str:
        typed = str(value or "").strip()
        if not typed:
            return ""
        try:
            parsed = phonenumbers.parse(typed, HOME)
        except phonenumbers.NumberParseException:
            raise self._wrong(typed) from None
        if not phonenumbers.is_valid_number(parsed):
            raise self._wrong(typed)
        if parsed.country_code == phonenumbers.country_code_for_region(HOME):
            return f"0{phonenumbers.national_significant_number(parsed)}"
        return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)

    def _wrong(self, typed: str) -> ValidationError:
        return ValidationError(
            f"“{typed[:32]}” không phải là số điện thoại đang dùng. Số di động có 10 chữ số, ví dụ 0912 345 678.",
            code="invalid",
        )
