"""The forms with which officials bring in a register or declare a figure."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from motcua.kernel.ui.fields import CleanCharField, DateField
from motcua.measure.registers.queries import Declarable


class UploadForm(forms.Form):
    """One file of a register."""

    file = forms.FileField(
        label="Tệp số liệu",
        help_text="CSV (bảng mã UTF-8) hoặc XLSX, tối đa 50 MB. Dòng đầu là tên cột như tệp mẫu.",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
        error_messages={"required": "Hãy chọn tệp cần nhập.", "empty": "Tệp rỗng. Hãy chọn tệp có số liệu."},
    )


class DeclareForm(forms.Form):
    """A figure of one indicator and period, with its evidence. What was typed stays when something is wrong."""

    indicator = forms.ChoiceField(label="Chỉ tiêu")
    first = DateField(label="Kỳ báo cáo, từ ngày")
    last = DateField(label="Đến ngày", help_text="Chỉ dùng cho đúng kỳ này, không cộng dồn.")
    numerator = forms.IntegerField(
        label="Tử số (được tính)", min_value=0, max_value=2_000_000_000, widget=forms.TextInput({"class": "input--10"})
    )
    denominator = forms.IntegerField(
        label="Mẫu số (tổng số)", min_value=0, max_value=2_000_000_000, widget=forms.TextInput({"class": "input--10"})
    )
    note = CleanCharField(label="Ghi chú", lines=True, rows=3, max_length=1000, required=False)
    evidence = forms.FileField(
        label="Tệp minh chứng",
        help_text="Báo cáo hoặc ảnh chụp màn hình có con số này: PDF, JPEG hoặc PNG. Nếu phải sửa chỗ khác, "
        "trình duyệt yêu cầu chọn lại tệp.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={"required": "Hãy chọn tệp minh chứng.", "empty": "Tệp minh chứng rỗng."},
    )

    def __init__(self, *args: Any, indicators: Sequence[Declarable], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser: Any = self.fields["indicator"]
        chooser.choices = [("", "Chọn chỉ tiêu"), *((item.code, f"{item.code}. {item.name}") for item in indicators)]
        first: Any = self.fields["first"]
        first.latest = today

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        first, last = said.get("first"), said.get("last")
        if first and last and first > last:
            self.add_error("last", "Ngày cuối kỳ phải từ ngày đầu kỳ trở đi.")
        numerator, denominator = said.get("numerator"), said.get("denominator")
        if numerator is not None and denominator is not None and numerator > denominator:
            self.add_error("numerator", f"Tử số {numerator} lớn hơn mẫu số {denominator}.")
        return said
