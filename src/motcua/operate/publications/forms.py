"""The forms of publication: a decision with its procedures, a step, a proof, the own rule, what to print."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from motcua.kernel.ui.fields import CleanCharField, DateField
from motcua.kernel.ui.fields.dates import read_date, split_date
from motcua.operate.publications.rules import CHANGES, SCOPES, UNITS, DecisionInput, EntryInput, Level, Step

PDF = forms.FileInput(attrs={"accept": ".pdf,application/pdf"})
PROOF = {"accept": ".pdf,.jpg,.jpeg,.png"}
BLANK_ROWS = 3
MOST_ROWS = 500


class DayField(forms.CharField):
    """A day in one box, for rows of a table: 15/03/2024."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", forms.TextInput({"class": "input input--10", "inputmode": "numeric", "placeholder": "15/03/2024"})
        )
        super().__init__(required=False, max_length=20, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        parts = split_date(text)
        if parts is None:
            raise forms.ValidationError(f"“{text}” không phải ngày dạng 15/03/2024")
        try:
            return read_date(*parts)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None


def _box(label: str, width: int) -> forms.TextInput:
    return forms.TextInput({"class": f"input input--{width}", "aria-label": label, "autocomplete": "off"})


class EntryForm(forms.Form):
    """One procedure of a decision, in one row."""

    code = CleanCharField(label="Mã thủ tục", max_length=40, required=False, widget=_box("Mã thủ tục", 10))
    name = CleanCharField(
        label="Tên thủ tục nội bộ", max_length=1000, required=False, widget=_box("Tên thủ tục nội bộ", 20)
    )
    change = forms.ChoiceField(
        label="Nội dung",
        choices=[("", "Chọn"), *CHANGES.items()],
        required=False,
        widget=forms.Select({"class": "input", "aria-label": "Nội dung công bố"}),
    )
    successor = CleanCharField(
        label="Thay bằng thủ tục", max_length=40, required=False, widget=_box("Mã thủ tục thay thế", 10)
    )
    texts = CleanCharField(
        label="Văn bản căn cứ",
        max_length=600,
        required=False,
        widget=_box("Số văn bản, cách nhau bằng dấu chấm phẩy", 10),
    )
    effective_on = DayField(label="Hiệu lực mới nhất")
    text_signed_on = DayField(label="Ngày ký văn bản (rút gọn)")

    def value(self) -> EntryInput:
        said = self.cleaned_data
        texts = tuple(text.strip() for text in (said.get("texts") or "").split(";") if text.strip())
        return EntryInput(
            code=said.get("code") or "",
            change=said.get("change") or "",
            successor=said.get("successor") or "",
            texts=texts,
            effective_on=said.get("effective_on"),
            text_signed_on=said.get("text_signed_on"),
            name=said.get("name") or "",
        )


EntryForms: Any = forms.formset_factory(EntryForm, extra=BLANK_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


class HeadForm(forms.Form):
    """The head of a decision. `kind`: "du-thao" (a draft), "tinh" or "bo" (signed already)."""

    issuer = CleanCharField(label="Cơ quan ban hành", max_length=300)
    summary = CleanCharField(label="Trích yếu", max_length=600, lines=True, rows=2)
    scope = forms.ChoiceField(label="Phạm vi", choices=list(SCOPES.items()), widget=forms.RadioSelect, initial="public")
    follows = forms.ChoiceField(
        label="Thực hiện quyết định của bộ",
        required=False,
        help_text="Nếu dự thảo này công bố lại thủ tục bộ đã công bố.",
    )
    drafted_on = DateField(label="Ngày trình dự thảo", required=False)
    number = CleanCharField(label="Số, ký hiệu", max_length=80, help_text="Ví dụ 125/QĐ-UBND.")
    signed_on = DateField(label="Ngày ký")
    effective_on = DateField(label="Ngày có hiệu lực")
    seen_on = DateField(
        label="Ngày thấy trên cơ sở dữ liệu quốc gia",
        required=False,
        help_text="Từ ngày này cơ quan bắt đầu dự thảo; dùng để theo dõi, không phải để tính hạn của luật.",
    )
    file = forms.FileField(
        label="Bản quyết định (PDF)", widget=PDF, help_text="Nếu phải sửa chỗ khác, trình duyệt yêu cầu chọn lại tệp."
    )
    shortened = forms.BooleanField(
        label="Văn bản ban hành theo trình tự, thủ tục rút gọn",
        required=False,
        help_text="Hạn tính từ ngày ký văn bản: 3 ngày để ra quyết định, 2 ngày làm việc để công khai.",
    )

    ONLY = {
        "du-thao": ("issuer", "summary", "scope", "follows", "drafted_on", "shortened"),
        "tinh": ("issuer", "number", "signed_on", "effective_on", "summary", "scope", "follows", "file", "shortened"),
        "bo": ("issuer", "number", "signed_on", "effective_on", "seen_on", "summary", "file", "shortened"),
    }

    def __init__(self, *args: Any, kind: str, followable: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for name in set(self.fields) - set(self.ONLY[kind]):
            del self.fields[name]
        self.order_fields(self.ONLY[kind])
        if "follows" in self.fields:
            chooser: Any = self.fields["follows"]
            chooser.choices = [("", "Không"), *followable]

    def value(self) -> DecisionInput:
        said = self.cleaned_data
        return DecisionInput(
            level=(Level.MINISTRY if self.kind == "bo" else Level.PROVINCE).value,
            issuer=said["issuer"],
            summary=said["summary"],
            scope=said.get("scope") or "public",
            shortened=said["shortened"],
            number=said.get("number") or "",
            signed_on=said.get("signed_on"),
            effective_on=said.get("effective_on"),
            drafted_on=said.get("drafted_on"),
            seen_on=said.get("seen_on"),
        )


class ReviseForm(forms.Form):
    """What can be changed in a draft besides its procedures."""

    summary = CleanCharField(label="Trích yếu", max_length=600, lines=True, rows=2)
    shortened = forms.BooleanField(label="Văn bản ban hành theo trình tự, thủ tục rút gọn", required=False)


class StepForm(forms.Form):
    """One step of the chain: its day and its evidence."""

    number = CleanCharField(label="Số, ký hiệu quyết định", max_length=80, help_text="Ví dụ 125/QĐ-UBND.")
    on = DateField(label="Ngày thực hiện")
    effective_on = DateField(label="Ngày quyết định có hiệu lực")
    reference = CleanCharField(
        label="Minh chứng",
        max_length=300,
        required=False,
        help_text="Số văn bản hoặc đường dẫn tới trang; có thể đính kèm tệp thay cho dòng này.",
    )
    file = forms.FileField(label="Tệp minh chứng", required=False, widget=forms.FileInput(attrs=PROOF))

    def __init__(self, *args: Any, step: Step, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if step == Step.DECIDE:
            self.fields["on"].label = "Ngày ký"
            del self.fields["reference"]
            self.fields["file"] = forms.FileField(label="Bản quyết định (PDF)", widget=PDF)
        else:
            del self.fields["number"], self.fields["effective_on"]
        if step in (Step.SEND_BACK, Step.WITHDRAW):
            reason: Any = self.fields["reference"]
            reason.label, reason.help_text = "Lý do, số văn bản", ""


class ProofForm(forms.Form):
    """A proof that a place shows the procedures."""

    on = DateField(label="Công khai từ ngày")
    url = CleanCharField(label="Đường dẫn", max_length=500, required=False, help_text="Bắt đầu bằng https://")
    file = forms.FileField(
        label="Ảnh chụp hoặc tệp",
        required=False,
        help_text="Ảnh bảng niêm yết hoặc ảnh màn hình: JPEG, PNG hoặc PDF.",
        widget=forms.FileInput(attrs=PROOF),
    )


class OwnRuleForm(forms.Form):
    """The province's own limits."""

    source = CleanCharField(label="Văn bản quy định", max_length=500, help_text="Số, ngày, cơ quan ban hành.")
    effective_from = DateField(label="Áp dụng từ ngày")
    decide_days = forms.IntegerField(
        label="Ra quyết định trước khi văn bản có hiệu lực",
        min_value=1,
        max_value=365,
        widget=forms.TextInput({"class": "input--4"}),
    )
    decide_unit = forms.ChoiceField(label="Đơn vị", choices=list(UNITS.items()))
    post_days = forms.IntegerField(
        label="Công khai sau khi ký", min_value=1, max_value=365, widget=forms.TextInput({"class": "input--4"})
    )
    post_unit = forms.ChoiceField(label="Đơn vị", choices=list(UNITS.items()), initial="working_day")
    enabled = forms.BooleanField(label="Đang áp dụng", required=False, initial=True)


def day_or_none(text: str) -> date | None:
    """A day from the address; None when it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
