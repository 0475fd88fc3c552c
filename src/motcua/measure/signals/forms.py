"""What is posted about a signal."""

from django import forms

from motcua.kernel.ui.fields import CleanCharField
from motcua.measure.signals.rules import OUTCOMES
from motcua.measure.signals.rules.standing import LONGEST


class AnswerForm(forms.Form):
    """How it came about, in the words of the official who is asked."""

    text = CleanCharField(
        label="Giải trình",
        lines=True,
        max_length=LONGEST,
        help_text="Việc đã diễn ra thế nào, theo căn cứ nào. Không ghi tên, số định danh của người dân.",
    )


class JudgeForm(forms.Form):
    """What the inspector concludes, with the reason."""

    outcome = forms.ChoiceField(label="Kết luận", choices=list(OUTCOMES.items()), widget=forms.RadioSelect)
    reason = CleanCharField(label="Lý do", lines=True, max_length=LONGEST)
