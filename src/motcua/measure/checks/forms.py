"""What is posted about a finding."""

from django import forms

from motcua.kernel.ui.fields import CleanCharField
from motcua.measure.checks.rules import OUTCOMES
from motcua.measure.checks.rules.deciding import LONGEST

CHOICES = {"explained": "Đã làm rõ, số liệu giữ nguyên", "sent": "Chuyển thanh tra: hỏi đơn vị vì sao"}


class DecideForm(forms.Form):
    """How the finding is settled, with the reason."""

    outcome = forms.ChoiceField(
        label="Cách xử lý", choices=[(key, CHOICES[key]) for key in OUTCOMES], widget=forms.RadioSelect
    )
    reason = CleanCharField(
        label="Lý do", lines=True, max_length=LONGEST, help_text="Không ghi tên, số định danh của người dân."
    )
