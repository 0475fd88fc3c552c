"""The form of one rule by which a unit gives out its dossiers, and of handing over all that one officer has."""

from collections.abc import Sequence
from typing import Any

from django import forms

from motcua.kernel.ui.fields import CleanCharField
from motcua.operate.catalogue import queries as catalogue
from motcua.operate.dossiers.rules.assigning import METHODS


class RuleForm(forms.Form):
    """Which dossiers, among whom, how; given out by itself or only suggested."""

    use_required_attribute = False
    method = forms.ChoiceField(
        label="Cách chọn người", choices=list(METHODS.items()), widget=forms.RadioSelect, initial="least_open"
    )
    officers = forms.MultipleChoiceField(
        label="Chọn trong những người này", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Không đánh dấu ai: chọn trong cả phòng.",
    )  # fmt: skip
    procedure = CleanCharField(
        label="Chỉ cho thủ tục", required=False, max_length=60, help_text="Mã thủ tục. Để trống: mọi thủ tục.",
        widget=forms.TextInput({"class": "input--20", "autocomplete": "off"}),
    )  # fmt: skip
    field = CleanCharField(label="Chỉ cho lĩnh vực", required=False, max_length=200)
    place = CleanCharField(
        label="Chỉ cho địa bàn", required=False, max_length=100, help_text="Tên xã, phường trong địa chỉ của chủ hồ sơ."
    )
    order = forms.IntegerField(
        label="Thứ tự xét", initial=100, min_value=1, max_value=999,
        help_text="Số nhỏ xét trước; quy tắc khớp đầu tiên được dùng.",
        widget=forms.TextInput({"inputmode": "numeric", "class": "input--4"}),
        error_messages={"required": "Hãy nhập thứ tự.", "invalid": "Thứ tự phải là một số nguyên."},
    )  # fmt: skip
    automatic = forms.BooleanField(
        label="Tự phân công ngay khi hồ sơ đến phòng (không đánh dấu: chỉ gợi ý)", required=False
    )
    reason = CleanCharField(label="Lý do, căn cứ", required=False, max_length=300)

    def __init__(self, *args: Any, officers: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["officers"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = officers

    def clean_procedure(self) -> int | None:
        code = str(self.cleaned_data["procedure"])
        found = catalogue.procedure(code) if code else None
        if code and found is None:
            raise forms.ValidationError("Không có thủ tục với mã này.")
        return found.pk if found is not None else None
