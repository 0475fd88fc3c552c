"""The form with which a published list is brought in."""

from django import forms


class PublishedForm(forms.Form):
    """One file in the shape of the published list."""

    file = forms.FileField(
        label="Tệp số liệu Cổng đã công bố",
        help_text="CSV (bảng mã UTF-8) hoặc XLSX, tối đa 50 MB; mỗi dòng là một chỉ số của một đơn vị trong một kỳ.",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
        error_messages={"required": "Hãy chọn tệp cần nhập.", "empty": "Tệp rỗng. Hãy chọn tệp có số liệu."},
    )
