"""The plan of parts that other agencies handle: order, and for each part whom, what, how long and which papers."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from motcua.kernel.ui.fields import CleanCharField
from motcua.operate.linking.queries import KnownPlan, Receiver
from motcua.operate.linking.rules import LONGEST, MOST_DAYS, MOST_LEGS, ORDER_WORDS, LegIn, Order

Choices = Sequence[tuple[str, str]]
PARTS = "parts"


class PlanForm(forms.Form):
    """`parts`: how many are asked for. A form with one more is a fresh one that begins with what was typed."""

    use_required_attribute = False

    def __init__(self, *args: Any, parts: int, units: Choices, papers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = parts
        if parts > 1:
            self.fields["order"] = forms.ChoiceField(
                label="Gửi lần lượt hay đồng thời", choices=list(ORDER_WORDS.items()), widget=forms.RadioSelect,
                error_messages={"required": "Hãy chọn gửi lần lượt hay đồng thời."},
            )  # fmt: skip
        for number in range(1, parts + 1):
            self._add(number, units, papers)

    def _add(self, number: int, units: Choices, papers: Choices) -> None:
        self.fields[f"unit_{number}"] = forms.ChoiceField(
            label="Cơ quan giải quyết", choices=[("", "Chọn cơ quan"), *units],
            error_messages={"required": f"Phần {number}: hãy chọn cơ quan giải quyết."},
        )  # fmt: skip
        self.fields[f"what_{number}"] = CleanCharField(
            lines=True, rows=3, label="Việc cần giải quyết", max_length=LONGEST,
            error_messages={"required": f"Phần {number}: hãy ghi việc cần giải quyết."},
        )  # fmt: skip
        self.fields[f"days_{number}"] = forms.IntegerField(
            label="Thời hạn (ngày làm việc)", min_value=1, max_value=MOST_DAYS, initial=1,
            widget=forms.TextInput({"inputmode": "numeric", "class": "input--4 input--number"}),
            error_messages={
                "required": f"Phần {number}: hãy nhập số ngày làm việc.",
                "invalid": f"Phần {number}: hãy nhập một số ngày.",
            },
        )  # fmt: skip
        if papers:
            self.fields[f"papers_{number}"] = forms.MultipleChoiceField(
                label="Giấy tờ gửi kèm", choices=papers, required=False, widget=forms.CheckboxSelectMultiple
            )

    @property
    def groups(self) -> list[tuple[int, list[Any]]]:
        """The fields of each part, by its number."""
        names = ("unit", "what", "days", "papers")
        return [
            (number, [self[f"{name}_{number}"] for name in names if f"{name}_{number}" in self.fields])
            for number in range(1, self.parts + 1)
        ]

    @property
    def order_field(self) -> Any:
        return self["order"] if "order" in self.fields else None

    @property
    def may_grow(self) -> bool:
        return self.parts < MOST_LEGS

    def order(self) -> str:
        return str(self.cleaned_data.get("order", Order.IN_ORDER.value))

    def legs(self) -> list[LegIn]:
        """What the service takes."""
        data = self.cleaned_data
        return [
            LegIn(
                unit=data[f"unit_{number}"], what=data[f"what_{number}"], days=data[f"days_{number}"],
                papers=tuple(data.get(f"papers_{number}", ())),
            )
            for number in range(1, self.parts + 1)
        ]  # fmt: skip


def typed(post: Any) -> Mapping[str, Any]:
    """What was typed, to begin a longer form with."""
    return {name: post.getlist(name) if name.startswith("papers_") else post.get(name) for name in post}


def from_known(known: KnownPlan, receivers: Sequence[Receiver]) -> Mapping[str, Any]:
    """The plan that data knows for the procedure, to be changed by the official who sends it."""
    units = {one.agency: one.unit for one in reversed(receivers)}
    initial: dict[str, Any] = {"order": known.order}
    for number, (agency, what, days) in enumerate(known.legs, 1):
        initial |= {f"unit_{number}": units.get(agency, ""), f"what_{number}": what, f"days_{number}": days}
    return initial
