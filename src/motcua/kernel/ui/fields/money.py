"""An amount of whole đồng, typed with or without dots."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from motcua.kernel.money import format_money, parse_money
from motcua.kernel.ui.formats import number


class MoneyWidget(forms.TextInput):
    template_name = "ui/widgets/money.html"

    def format_value(self, value: Any) -> str | None:
        """A number with dots; what was typed wrongly stays as it was typed."""
        return number(value) if isinstance(value, int) else super().format_value(value)


class MoneyField(forms.Field):
    """Whole đồng as int. `least` and `most` are allowed themselves; 0 is an amount, empty is none."""

    widget = MoneyWidget

    def __init__(self, *, least: int = 0, most: int | None = None, **kwargs: Any) -> None:
        self.least, self.most = least, most
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric", "class": "input--10 input--number", "autocomplete": "off"}

    def to_python(self, value: Any) -> int | None:
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        if not str(value).strip():
            return None
        try:
            return parse_money(str(value))
        except ValueError:
            raise ValidationError(
                f"“{str(value)[:40]}” không phải là số tiền. Hãy nhập số đồng, ví dụ 50.000.", code="invalid"
            ) from None

    def validate(self, value: int | None) -> None:
        super().validate(value)
        if value is not None and value < self.least:
            raise ValidationError(f"Số tiền phải từ {format_money(self.least)} trở lên.", code="too_small")
        if value is not None and self.most is not None and value > self.most:
            raise ValidationError(f"Số tiền không được quá {format_money(self.most)}.", code="too_large")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True
