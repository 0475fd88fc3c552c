"""Asking a unit or an agency for its opinion, and answering."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms

from motcua.kernel.ui.fields import CleanCharField, DateField
from motcua.operate.consultations.rules import LONGEST, MOST_DAYS, OPINION_WORDS, Asked
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.journeys.forms.desk_papers import ScansForm

Choices = Sequence[tuple[str, str]]


class AskForm(forms.Form):
    """Whom, what, until when, and which papers are shown with the question."""

    use_required_attribute = False
    whom = forms.ChoiceField(label="Xin ý kiến của", error_messages={"required": "Hãy chọn nơi được xin ý kiến."})
    question = CleanCharField(
        lines=True, rows=5, label="Nội dung xin ý kiến", max_length=LONGEST,
        help_text="Nêu rõ câu hỏi và căn cứ. Nơi được hỏi chỉ thấy nội dung này và giấy tờ bạn chọn.",
        error_messages={"required": "Hãy ghi rõ cần xin ý kiến về việc gì."},
    )  # fmt: skip
    days = forms.IntegerField(
        label="Thời hạn trả lời (ngày làm việc)", min_value=1, max_value=MOST_DAYS, initial=3,
        widget=forms.TextInput({"inputmode": "numeric", "class": "input--4 input--number"}),
        error_messages={"required": "Hãy nhập số ngày làm việc.", "invalid": "Hãy nhập một số."},
    )  # fmt: skip
    papers = forms.MultipleChoiceField(label="Giấy tờ cho xem kèm", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, units: Choices, agencies: Choices, papers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whom, shown = self.fields["whom"], self.fields["papers"]
        assert isinstance(whom, forms.ChoiceField)
        assert isinstance(shown, forms.MultipleChoiceField)
        whom.choices = [
            ("", "Chọn nơi được hỏi"),
            ("Đơn vị trong cơ quan", [(f"u:{key}", name) for key, name in units]),
            ("Cơ quan khác", [(f"a:{key}", name) for key, name in agencies]),
        ]
        shown.choices = papers
        if not papers:
            del self.fields["papers"]

    def asked(self) -> Asked:
        """What the service takes."""
        data = self.cleaned_data
        kind, _, key = data["whom"].partition(":")
        return Asked(
            unit=key if kind == "u" else "", agency=key if kind == "a" else "", question=data["question"],
            days=data["days"], papers=tuple(data.get("papers", ())),
        )  # fmt: skip


class AnswerForm(ScansForm):
    """The opinion with its reason; of another agency also number and date of its letter."""

    opinion = forms.ChoiceField(
        label="Ý kiến", choices=list(OPINION_WORDS.items()), widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn đồng ý, không đồng ý hoặc có ý kiến khác."},
    )  # fmt: skip
    text = CleanCharField(
        lines=True, rows=5, label="Nội dung trả lời", required=False, max_length=LONGEST,
        help_text="Phải ghi khi không đồng ý hoặc có ý kiến khác.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, outside: bool, dossier: Dossier, account_id: str, now: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, dossier=dossier, account_id=account_id, now=now, **kwargs)
        if outside:
            self.fields["letter"] = CleanCharField(
                label="Số, ký hiệu công văn trả lời", max_length=60,
                error_messages={"required": "Hãy nhập số công văn trả lời của cơ quan."},
            )  # fmt: skip
            self.fields["letter_on"] = DateField(
                label="Ngày công văn", error_messages={"required": "Hãy nhập ngày công văn."}
            )
        self.add_file("file", "Văn bản trả lời")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.take("file")
        return data

    def data_for_service(self) -> dict[str, Any]:
        data = self.cleaned_data
        scan = self.scans.get("file")
        return {
            "opinion": data["opinion"], "text": data["text"], "letter": data.get("letter", ""),
            "letter_on": data.get("letter_on"), "sha256": scan.sha256 if scan else "",
            "file_name": scan.name if scan else "",
        }  # fmt: skip
