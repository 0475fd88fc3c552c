"""Filters of the list of dossiers, read from the address."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django import forms

from motcua.kernel.ui.fields import CleanCharField, DateField
from motcua.operate.dossiers.queries import Filters
from motcua.operate.dossiers.rules import LABELS
from motcua.operate.journeys.queries.desk import CHANNEL_WORDS
from motcua.people import queries as people

NAMES = ("q", "trang-thai", "phong", "thu-tuc", "kenh", "tu", "den", "qua-han")


def _day(label: str) -> DateField:
    return DateField(
        label=label, required=False, widget=forms.TextInput({"class": "input--10", "placeholder": "ngày/tháng/năm"})
    )


class FilterForm(forms.Form):
    """All optional; a filter that cannot be read is said so and leaves the others standing."""

    use_required_attribute = False

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.fields["q"] = CleanCharField(label="Tìm", required=False, max_length=200)
        self.fields["trang-thai"] = forms.TypedChoiceField(
            label="Trạng thái", required=False, coerce=int, empty_value=None, choices=_all(LABELS.items())
        )
        units = [(unit.key, unit.name) for unit in people.units()]
        self.fields["phong"] = forms.ChoiceField(label="Phòng xử lý", required=False, choices=_all(units))
        self.fields["thu-tuc"] = CleanCharField(label="Mã thủ tục", required=False, max_length=60)
        self.fields["kenh"] = forms.TypedChoiceField(
            label="Cách nộp", required=False, coerce=int, empty_value=None, choices=_all(CHANNEL_WORDS.items())
        )
        self.fields["tu"] = _day("Nộp từ ngày")
        self.fields["den"] = _day("Đến ngày")
        self.fields["qua-han"] = forms.BooleanField(label="Chỉ hồ sơ quá hạn", required=False)

    def filters(self) -> Filters:
        """What the query takes; a field with an error filters nothing."""
        self.full_clean()
        data = self.cleaned_data
        return Filters(
            text=data.get("q") or "",
            state=data.get("trang-thai"),
            unit=data.get("phong") or "",
            procedure=data.get("thu-tuc") or "",
            channel=data.get("kenh"),
            received_from=data.get("tu"),
            received_to=data.get("den"),
            overdue=bool(data.get("qua-han")),
        )

    def address(self, **more: str) -> str:
        """The filters in use as the query of an address, with `more`."""
        kept = {name: self.data.get(name, "").strip() for name in NAMES}
        return urlencode({name: value for name, value in (kept | more).items() if value})

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """The boxes between the search and the tick."""
        return [self[name] for name in NAMES[1:-1]]

    @property
    def late_box(self) -> forms.BoundField:
        return self["qua-han"]

    @property
    def narrowed(self) -> bool:
        """Whether anything but the search text filters."""
        return any(self.data.get(name, "").strip() for name in NAMES[1:])


def _all(choices: Any) -> list[tuple[Any, str]]:
    return [("", "Tất cả"), *((key, words) for key, words in choices)]
