"""What the control officer says when closing a period."""

from django import forms

from motcua.kernel.ui.fields import CleanCharField
from motcua.measure.indicators.rules import BadPeriod, Period, parse_period

LONGEST_REASON = 1000


class CloseForm(forms.Form):
    """Which period to close."""

    period = CleanCharField(
        label="Kỳ", max_length=40, help_text="Ví dụ 2024-03 (tháng), 2024-Q1 (quý), 2024 (năm), 2024-03-15..2024-04-14"
    )

    def clean_period(self) -> Period:
        try:
            return parse_period(self.cleaned_data["period"])
        except BadPeriod as error:
            raise forms.ValidationError(str(error)) from error


class RestateForm(forms.Form):
    """Why a closed period is stated again."""

    reason = CleanCharField(
        label="Lý do chốt lại",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Số liệu nào đến muộn, ai báo, vì sao. Lần chốt trước vẫn giữ nguyên và hiện bên cạnh.",
    )
