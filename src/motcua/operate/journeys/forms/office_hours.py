"""What the page of office hours asks for."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms

from motcua.kernel.ui.fields import CleanCharField, DateField
from motcua.law.rules import RuleSet
from motcua.law.rules.calendars import read_hours

WEEKDAYS: Final = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu")
EXAMPLE: Final = "07:30-11:30, 13:30-17:00"
Spans = list[list[str]]


class HoursField(CleanCharField):
    """Spans of a day as people write them: "07:30-11:30, 13:30-17:00"."""

    def clean(self, value: Any) -> Spans:
        text = str(super().clean(value) or "").replace(" ", "").replace("–", "-")
        if not text:
            return []
        spans = [part.split("-") for part in text.split(",")]
        try:
            read_hours([(since, to) for since, to in spans])
        except ValueError:
            raise forms.ValidationError(f"Giờ phải theo thứ tự và có dạng {EXAMPLE}.") from None
        return spans


class OfficeHoursForm(forms.Form):
    """The office hours of one agency from a day on, with days of the week that differ (a half day, for example)."""

    use_required_attribute = False

    agency = forms.ChoiceField(label="Cơ quan")
    effective_from = DateField(label="Áp dụng từ ngày", error_messages={"required": "Hãy nhập ngày bắt đầu."})
    effective_to = DateField(label="Đến hết ngày", required=False, help_text="Để trống nếu không có ngày kết thúc.")
    spans = HoursField(
        label="Giờ làm việc hằng ngày", max_length=100, help_text=f"Ví dụ: {EXAMPLE}.",
        error_messages={"required": "Hãy nhập giờ làm việc."},
    )  # fmt: skip
    source = CleanCharField(
        label="Số quyết định", max_length=300, error_messages={"required": "Hãy ghi số quyết định về giờ làm việc."}
    )

    def __init__(self, *args: Any, agencies: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["agency"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(agencies)
        for number, name in enumerate(WEEKDAYS):
            self.fields[f"weekday{number}"] = HoursField(
                label=f"Riêng {name.lower()}", required=False, max_length=100,
                help_text="Chỉ điền khi khác; nửa ngày ví dụ 07:30-11:30." if not number else "",
            )  # fmt: skip

        self.order_fields(["agency", "effective_from", "effective_to", "spans", *(f"weekday{n}" for n in range(5))])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        since, to = data.get("effective_from"), data.get("effective_to")
        if since and to and to < since:
            self.add_error("effective_to", "Ngày kết thúc phải sau ngày bắt đầu.")
        return data

    def rule(self) -> RuleSet:
        """The rule as the law keeps it; entered again for the same agency and day, it is a new wording of the same."""
        data = self.cleaned_data
        since: date = data["effective_from"]
        own = {str(number): data[f"weekday{number}"] for number in range(5) if data[f"weekday{number}"]}
        return RuleSet(
            id=f"office_hours:{data['agency']}:{since:%Y%m%d}",
            kind="office_hours",
            effective_from=since,
            effective_to=data["effective_to"],
            source=data["source"],
            status="recalled",
            content={"agencies": [data["agency"]], "spans": data["spans"], **({"weekdays": own} if own else {})},
        )
