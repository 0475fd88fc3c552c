"""The form with which an official brings in an edition of a code list."""

from typing import Any

from django import forms

from motcua.kernel.ui.fields import CleanCharField, DateField


class EditionForm(forms.Form):
    """List, file, first day and source. For a list that exists already, key and name are given."""

    key = CleanCharField(
        label="Mã danh mục",
        max_length=40,
        help_text="Chữ thường không dấu, ví dụ dan_toc. Biểu mẫu gọi danh mục bằng mã này.",
    )
    name = CleanCharField(label="Tên danh mục", max_length=200)
    starts_on = DateField(label="Áp dụng từ ngày", help_text="Ngày có hiệu lực của văn bản ban hành danh mục.")
    source = CleanCharField(label="Nguồn", max_length=500, help_text="Số văn bản, hoặc nơi lấy danh mục.")
    file = forms.FileField(
        label="Tệp danh mục",
        help_text="CSV (bảng mã UTF-8) hoặc XLSX. Phải có cột mã, tên; có thể thêm mã cha, loại, từ ngày, đến ngày.",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
        error_messages={"required": "Hãy chọn tệp danh mục.", "empty": "Tệp rỗng. Hãy chọn tệp có dữ liệu."},
    )

    def __init__(self, *args: Any, known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known:
            del self.fields["key"], self.fields["name"]
