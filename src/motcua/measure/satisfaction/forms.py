"""Rating a dossier; coming to it with code and PIN."""

from typing import Final

from django import forms

from motcua.kernel.ui.fields import CleanCharField

SCORES: Final = (
    (5, "Rất hài lòng"),
    (4, "Hài lòng"),
    (3, "Bình thường"),
    (2, "Không hài lòng"),
    (1, "Rất không hài lòng"),
)


class RateForm(forms.Form):
    """One rating from 1 to 5 with a few words."""

    use_required_attribute = False
    score = forms.TypedChoiceField(
        label="Bạn hài lòng đến mức nào về việc giải quyết hồ sơ này?",
        widget=forms.RadioSelect,
        choices=SCORES,
        coerce=int,
        error_messages={"required": "Hãy chọn một mức.", "invalid_choice": "Hãy chọn một mức trong danh sách."},
    )
    comment = CleanCharField(
        lines=True,
        rows=4,
        label="Bạn muốn nói thêm điều gì?",
        required=False,
        max_length=2000,
        help_text="Có thể bỏ trống. Cán bộ giải quyết hồ sơ sẽ đọc được lời này.",
    )


class PinForm(forms.Form):
    """Code and PIN of the receipt."""

    use_required_attribute = False
    ma = CleanCharField(
        label="Mã hồ sơ hoặc mã theo dõi",
        max_length=60,
        help_text="Ghi trên giấy tiếp nhận hồ sơ.",
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "input--20"}
        ),
        error_messages={"required": "Hãy nhập mã hồ sơ hoặc mã theo dõi."},
    )
    pin = CleanCharField(
        label="Mã PIN",
        max_length=12,
        help_text="Sáu chữ số ghi cạnh mã theo dõi.",
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "input--10 input--number"}),
        error_messages={"required": "Hãy nhập mã PIN gồm sáu chữ số."},
    )

    def clean_pin(self) -> str:
        pin = "".join(self.cleaned_data["pin"].split())
        if not (pin.isascii() and pin.isdigit() and len(pin) == 6):
            raise forms.ValidationError("Mã PIN gồm đúng sáu chữ số.")
        return pin
