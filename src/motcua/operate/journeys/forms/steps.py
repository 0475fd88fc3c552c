"""The other pages of an application: one paper, how to get the result, the declaration, the code to go on with."""

from typing import Any, Final

from django import forms

from motcua.kernel.ui.fields import CleanCharField
from motcua.operate.journeys.forms.persons import ConditionalText

ACCEPT: Final = ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"
SENT_FORM: Final = "form"
UPLOAD: Final = "upload"
BRING: Final = "bring"
NOT_NEEDED: Final = "none"
REUSE: Final = "reuse-"

DELIVERY: Final = {
    "electronic": "Bản điện tử, xem và tải ở “Hồ sơ của tôi”",
    "counter": "Đến nhận tại Bộ phận Một cửa",
    "post": "Gửi qua bưu chính đến địa chỉ của tôi",
}


class FilesInput(forms.FileInput):
    """Several files at once; telephones offer the camera because images are accepted."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A box for files. What they are is judged by the service, not here; see `FilesForm.sent`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", FilesInput({"multiple": True, "accept": ACCEPT, "class": "input--file"}))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        return data


class FilesForm(forms.Form):
    """A form with boxes for files."""

    use_required_attribute = False

    def sent(self, name: str) -> list[Any]:
        """Every file of one box, empty ones too: they are judged, not dropped."""
        return list(self.files.getlist(name)) if self.files else []


class PaperForm(FilesForm):
    """How one paper is handed in, and the files of it."""

    how = forms.ChoiceField(
        label="Bạn nộp giấy tờ này bằng cách nào?",
        widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn một cách."},
    )
    tep = FilesField(label="Chọn tệp")

    def __init__(self, *args: Any, choices: list[tuple[str, str]], limit_mb: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        how = self.fields["how"]
        assert isinstance(how, forms.ChoiceField)
        how.choices = choices
        self.fields["tep"].help_text = (
            f"Ảnh JPEG, PNG hoặc tệp PDF, mỗi tệp không quá {limit_mb} MB. "
            "Chụp thẳng, đủ bốn góc, không loá. Giấy nhiều trang: chụp từng trang rồi chọn tất cả ảnh một lần, "
            "chúng tôi ghép thành một tệp."
        )


class DeliveryForm(forms.Form):
    """How the applicant wants the result."""

    use_required_attribute = False
    delivery = forms.ChoiceField(
        label="Bạn muốn nhận kết quả bằng cách nào?",
        widget=forms.RadioSelect,
        choices=list(DELIVERY.items()),
        error_messages={"required": "Hãy chọn cách nhận kết quả."},
    )
    delivery_address = ConditionalText(
        label="Địa chỉ nhận thư",
        max_length=500,
        widget=forms.TextInput({"autocomplete": "street-address"}),
        help_text="Chỉ cần khi nhận qua bưu chính: số nhà, đường, xã hoặc phường, tỉnh, tên và số điện thoại.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("delivery") == "post" and not data.get("delivery_address"):
            self.add_error("delivery_address", "Hãy nhập địa chỉ để bưu chính giao kết quả.")
        return data


class DeclarationForm(forms.Form):
    """The last word before sending; and why, when a dossier like it is running already (`twin`)."""

    use_required_attribute = False
    go_on_reason = CleanCharField(
        label="Vì sao vẫn nộp thêm hồ sơ này",
        lines=True,
        rows=2,
        max_length=500,
        help_text="Ví dụ: cần bản thứ hai, hồ sơ trước xin cho việc khác. Cán bộ tiếp nhận đọc được lý do này.",
        error_messages={"required": "Hãy ghi lý do nộp thêm hồ sơ giống hồ sơ đã có."},
    )
    declared = forms.BooleanField(
        label="Tôi đã xem lại. Thông tin và giấy tờ là đúng sự thật; tôi chịu trách nhiệm trước pháp luật.",
        error_messages={"required": "Hãy đánh dấu vào ô cam đoan trước khi nộp."},
    )

    def __init__(self, *args: Any, twin: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not twin:
            del self.fields["go_on_reason"]


class ResumeForm(forms.Form):
    """The code that opens a draft on another device."""

    use_required_attribute = False
    ma = CleanCharField(
        label="Mã tiếp tục",
        max_length=20,
        help_text="Mười ký tự, ví dụ 7KQ2M-9XW4T. Mã hiện ở trang bản khai khi bạn bấm “Lấy mã tiếp tục”.",
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "input--20"}
        ),
        error_messages={"required": "Hãy nhập mã tiếp tục."},
    )
