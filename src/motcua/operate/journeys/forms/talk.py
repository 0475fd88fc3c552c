"""Writing into the conversation of a dossier, and taking words out of it."""

from typing import Any

from django import forms
from django.conf import settings

from motcua.kernel.ui.fields import CleanCharField
from motcua.operate.conversations.rules import ERASE_REASONS, LONGEST, MOST_FILES
from motcua.operate.journeys.forms.steps import FilesField, FilesForm


class TalkForm(FilesForm):
    """A message or a note: words, and files beside them. Services judge length, number and content."""

    text = CleanCharField(
        lines=True, rows=4, label="Nội dung", max_length=LONGEST,
        error_messages={
            "required": "Hãy viết vài lời, dù bạn gửi kèm tệp.",
            "max_length": f"Mỗi tin không quá {LONGEST} ký tự. Hãy rút gọn hoặc gửi thành hai tin.",
        },
    )  # fmt: skip
    tep = FilesField(label="Tệp gửi kèm", required=False)

    def __init__(self, *args: Any, note: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = "Ghi chú" if note else "Nội dung"
        most = f"mỗi tệp không quá {settings.MOTCUA_UPLOAD_MB} MB"
        self.fields["tep"].help_text = f"Ảnh JPEG, PNG hoặc tệp PDF, tối đa {MOST_FILES} tệp, {most}."


class EraseForm(forms.Form):
    """Why the words of a message are taken away."""

    use_required_attribute = False
    reason = forms.ChoiceField(
        label="Lý do",
        widget=forms.RadioSelect,
        choices=list(ERASE_REASONS.items()),
        error_messages={"required": "Hãy chọn lý do xoá nội dung."},
    )
