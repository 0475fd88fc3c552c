"""Forms of plans: what a person completes in an item, and the file of a plan."""

from collections.abc import Sequence
from typing import Any

from django import forms

from motcua.kernel.ui.fields import CleanCharField, DateField
from motcua.steer.plans.queries import ItemView
from motcua.steer.plans.rules.completing import FIELDS, LABELS, LONGEST_PRODUCT, Value
from motcua.steer.plans.rules.deadlines import RECURRENCES


class CompletionForm(forms.Form):
    """The fields of one item. An empty field leaves what the plan's text says."""

    owner = forms.ChoiceField(label=LABELS["owner"], required=False)
    coordinators = forms.MultipleChoiceField(
        label=LABELS["coordinators"], required=False, widget=forms.CheckboxSelectMultiple
    )
    deadline = DateField(
        label=LABELS["deadline"], required=False, help_text="Ví dụ: 30 9 2024. Để trống nếu làm định kỳ."
    )
    recurrence = forms.ChoiceField(label=LABELS["recurrence"], required=False)
    product = CleanCharField(
        label=LABELS["product"],
        required=False,
        max_length=LONGEST_PRODUCT,
        lines=True,
        rows=3,
        help_text="Văn bản, danh mục hoặc kết quả mà nhiệm vụ tạo ra.",
    )

    def __init__(self, data: Any = None, *, view: ItemView, units: Sequence[tuple[str, str]]) -> None:
        super().__init__(data, initial=_entered(view))
        self.view = view
        for name in set(self.fields) - set(FIELDS[view.item.kind]):
            del self.fields[name]
        said = ", ".join(view.content.get("owner", ())) or "chưa nêu"
        self._choose("owner", [("", f"Theo văn bản ({said})"), *units])
        self._choose("coordinators", list(units))
        self._choose("recurrence", [("", "Không định kỳ, hoặc theo văn bản"), *RECURRENCES.items()])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields.get(name)
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def changes(self) -> dict[str, Value]:
        """What the person changed, as the service takes it; None takes an earlier value back."""
        before = _entered(self.view)
        values = {name: _plain(value) for name, value in self.cleaned_data.items()}
        changed = {name: value for name, value in values.items() if value != _plain(before.get(name))}
        return {name: value for name, value in changed.items() if value is not None or name in self.view.edited}


def _entered(view: ItemView) -> dict[str, Any]:
    return {
        "owner": view.owner_key,
        "coordinators": list(view.coordinator_keys),
        "deadline": view.deadline,
        "recurrence": view.recurrence,
        "product": view.product,
    }


def _plain(value: Any) -> Value:
    """A form's value as text, a list of keys, or None for nothing."""
    if not value:
        return None
    return value.isoformat() if hasattr(value, "isoformat") else value  # type: ignore[no-any-return]


class PlanFileForm(forms.Form):
    """The file of a plan."""

    file = forms.FileField(
        label="Tệp văn bản của kế hoạch",
        help_text="Tệp chữ (.txt, UTF-8): mở văn bản, chọn Lưu thành, kiểu Văn bản thuần. Tối đa 1 MB.",
        allow_empty_file=True,  # the service says it better
        widget=forms.ClearableFileInput(attrs={"accept": ".txt,text/plain"}),
    )
