"""After submission: following by code, handing in what was asked, withdrawing, rating."""

from typing import Any, Final

from django import forms

from motcua.kernel.ui.fields import CleanCharField
from motcua.operate.journeys.forms.steps import FilesField, FilesForm

SCORES: Final = (
    (5, "Rất hài lòng"),
    (4, "Hài lòng"),
    (3, "Bình thường"),
    (2, "Không hài lòng"),
    (1, "Rất không hài lòng"),
)


class TrackForm(forms.Form):
    """Code and PIN of the receipt. They travel in the address, so that the page can be reloaded."""

    use_required_attribute = False
    ma = CleanCharField(
        label="Mã theo dõi hoặc mã hồ sơ",
        max_length=60,
        help_text="Ghi trên trang xác nhận hoặc giấy tiếp nhận hồ sơ.",
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "input--20"}
        ),
        error_messages={"required": "Hãy nhập mã theo dõi hoặc mã hồ sơ."},
    )
    pin = CleanCharField(
        label="Mã PIN",
        max_length=12,
        help_text="Sáu chữ số ghi ngay dưới mã theo dõi.",
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "input--10 input--number"}),
        error_messages={"required": "Hãy nhập mã PIN gồm sáu chữ số."},
    )

    def clean_pin(self) -> str:
        pin = "".join(self.cleaned_data["pin"].split())
        if not (pin.isascii() and pin.isdigit() and len(pin) == 6):
            raise forms.ValidationError("Mã PIN gồm đúng sáu chữ số.")
        return pin


class SupplementForm(FilesForm):
    """What was asked for: files for each asked item, and words."""

    answer = CleanCharField(
        lines=True,
        rows=4,
        label="Lời nhắn hoặc nội dung giải trình",
        required=False,
        max_length=3000,
        help_text="Ví dụ: nói rõ đã sửa chỗ nào. Có thể bỏ trống nếu bạn đã tải giấy tờ lên.",
    )

    def __init__(self, *args: Any, items: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in items:
            self.fields[item.field] = FilesField(
                label=item.what, help_text=" ".join(filter(None, (item.hint, item.how)))
            )
        self.order_fields([*(item.field for item in items), "answer"])


class WithdrawForm(forms.Form):
    """Taking a dossier back."""

    use_required_attribute = False
    reason = CleanCharField(
        lines=True, rows=3, label="Lý do rút hồ sơ", required=False, max_length=1000, help_text="Bạn có thể bỏ trống."
    )
    sure = forms.BooleanField(
        label="Tôi hiểu hồ sơ sẽ không được giải quyết nữa và muốn rút.",
        error_messages={"required": "Hãy đánh dấu vào ô này nếu bạn thật sự muốn rút hồ sơ."},
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
    comment = CleanCharField(lines=True, rows=4, label="Bạn muốn nói thêm điều gì?", required=False, max_length=2000)
