"""What the second person types: the code of the invitation, then who they are and what they decide."""

from typing import Any

from django import forms

from motcua.kernel.ui.fields import CleanCharField
from motcua.operate.journeys.forms.persons import ConditionalText

DECISIONS = [("agree", "Tôi đã đọc và đồng ý với nội dung tờ khai"), ("decline", "Tôi không đồng ý")]


class CodeForm(forms.Form):
    """The code of an invitation to sign."""

    use_required_attribute = False
    ma = CleanCharField(
        label="Mã mời ký",
        max_length=20,
        help_text="Mười ký tự, ví dụ 7KQ2M-9XW4T. Người khai gửi mã này cho bạn.",
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "input--20"}
        ),
        error_messages={"required": "Hãy nhập mã mời ký."},
    )


class DecisionForm(forms.Form):
    """Who signs, and whether they agree. A refusal needs its reason, so that the first person can mend the form."""

    use_required_attribute = False
    full_name = CleanCharField(
        label="Họ và tên của bạn",
        max_length=200,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": "Hãy ghi họ và tên của bạn."},
    )
    decision = forms.ChoiceField(
        label="Ý kiến của bạn",
        choices=DECISIONS,
        widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn đồng ý hoặc không đồng ý."},
    )
    reason = ConditionalText(
        label="Lý do không đồng ý",
        max_length=1000,
        help_text="Chỉ cần khi bạn không đồng ý. Người khai đọc được lý do này.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("decision") == "decline" and not data.get("reason"):
            self.add_error("reason", "Hãy ghi lý do, để người khai sửa được tờ khai.")
        return data
