"""What the control officer records beside the text: papers the State holds, decentralisation."""

from django import forms

from motcua.kernel.ui.fields import CleanCharField, DateField
from motcua.operate.catalogue.forms.values import Pick
from motcua.operate.catalogue.models import HeldMark
from motcua.operate.catalogue.rules import LEVELS
from motcua.operate.catalogue.services import Option


class MarkForm(forms.Form):
    """Who holds what one paper says."""

    held_by = Pick(label="Nhà nước đã có tại", of=HeldMark.HeldBy.choices, nothing="Chưa xem xét", required=True)
    note = CleanCharField(label="Ghi chú", max_length=500, required=False)


class DecentralisationForm(forms.Form):
    """An approved option and its execution."""

    decision = CleanCharField(
        label="Quyết định của Thủ tướng Chính phủ", max_length=200, help_text="Ví dụ 1015/QĐ-TTg."
    )
    decided_on = DateField(label="Ngày quyết định")
    from_level = Pick(label="Từ cấp", of=LEVELS.items(), required=True)
    to_level = Pick(label="Đến cấp", of=LEVELS.items(), required=True)
    due_on = DateField(label="Thời hạn thực hiện", required=False)
    started_on = DateField(label="Bắt đầu thực hiện ngày", required=False)
    executed_on = DateField(label="Thực hiện xong ngày", required=False)
    evidence = CleanCharField(
        label="Văn bản hoặc đường dẫn chứng minh",
        max_length=500,
        required=False,
        help_text="Cần khi đã thực hiện xong.",
    )

    def option(self) -> Option:
        return Option(**self.cleaned_data)
