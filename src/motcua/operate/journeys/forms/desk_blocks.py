"""Blocks of numbers: how many for which day, the list that comes back, why the rest is voided."""

from typing import Any

from django import forms

from motcua.kernel.ui.fields import CleanCharField, DateField

MOST_BYTES = 512 * 1024


class ReserveForm(forms.Form):
    use_required_attribute = False
    on = DateField(label="Ngày dùng", error_messages={"required": "Hãy nhập ngày dùng."})
    count = forms.IntegerField(
        label="Số mã cần lấy",
        widget=forms.TextInput({"class": "input--2 input--number", "inputmode": "numeric", "autocomplete": "off"}),
        help_text="Từ 1 đến 50. Mã chưa dùng sẽ phải huỷ có lý do.",
        error_messages={"required": "Hãy nhập số mã.", "invalid": "Số mã phải là số nguyên."},
    )


class TakeInForm(forms.Form):
    """A pasted table, or a saved file of the same."""

    use_required_attribute = False
    text = forms.CharField(
        label="Dán danh sách",
        required=False,
        widget=forms.Textarea({"rows": 6, "spellcheck": "false"}),
        help_text="Mỗi dòng một hồ sơ, chép từ bảng tính hoặc từ trang ngoại tuyến.",
    )
    file = forms.FileField(label="Hoặc chọn tệp CSV", required=False, help_text="Tệp đã lưu từ trang ngoại tuyến.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        upload = data.get("file")
        if upload is not None:
            if upload.size > MOST_BYTES:
                raise forms.ValidationError("Tệp quá lớn. Danh sách của một dải số không quá 512 KB.")
            try:
                data["text"] = upload.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                raise forms.ValidationError("Tệp không phải văn bản UTF-8. Hãy lưu lại thành CSV UTF-8.") from None
        if not data.get("text"):
            raise forms.ValidationError("Hãy dán danh sách hoặc chọn tệp.")
        return data


class CloseForm(forms.Form):
    use_required_attribute = False
    reason = CleanCharField(label="Lý do huỷ các mã chưa dùng", max_length=300)
