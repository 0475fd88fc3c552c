"""The form with which an official records an online service level."""

from django import forms

from motcua.kernel.ui.fields import CleanCharField, DateField
from motcua.operate.catalogue.models import ServiceLevel

UNKNOWN = [("", "Chưa có dữ liệu")]
YES_NO = [("", "Chưa có dữ liệu"), ("yes", "Đủ điều kiện"), ("no", "Không đủ điều kiện")]


class LevelForm(forms.Form):
    """Level, eligibility, day and ground; the service decides whether they go together."""

    level = forms.ChoiceField(
        label="Mức độ dịch vụ công trực tuyến",
        choices=[*UNKNOWN, *ServiceLevel.Level.choices],
        required=False,
    )
    eligible = forms.ChoiceField(label="Điều kiện cung cấp toàn trình", choices=YES_NO, required=False)
    since = DateField(label="Áp dụng từ ngày")
    source = CleanCharField(
        label="Căn cứ",
        max_length=500,
        help_text="Số quyết định hoặc danh mục công bố, ví dụ 12/QĐ-UBND ngày 15/01/2024.",
    )

    def eligible_value(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data["eligible"])
