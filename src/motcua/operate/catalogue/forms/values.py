"""Form fields whose clean value is what a procedure record holds: None for "not said", ISO text for a date."""

from collections.abc import Iterable
from typing import Any

from django import forms

from motcua.kernel.ui.fields import CleanCharField, DateField

YES_NO = [("", "Chưa có dữ liệu"), ("yes", "Có"), ("no", "Không")]


class Words(CleanCharField):
    """Text; what is left empty is not said."""

    def __init__(self, *, most: int = 500, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(max_length=most, **kwargs)

    def clean(self, value: Any) -> str | None:
        return super().clean(value) or None


class Day(DateField):
    """A date in three boxes as ISO text."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str | None:
        day = super().clean(value)
        return day.isoformat() if day else None


class YesNo(forms.ChoiceField):
    """Yes, no, or not said."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=YES_NO, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no", None: ""}.get(value, value)

    def clean(self, value: Any) -> bool | None:
        return {"yes": True, "no": False}.get(super().clean(value))


class Pick(forms.ChoiceField):
    """One of a closed list; nothing chosen is None."""

    def __init__(self, *, of: Iterable[tuple[str, str]], nothing: str = "Chưa có dữ liệu", **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        empty = "Chọn" if kwargs["required"] else nothing
        super().__init__(choices=[("", empty), *((key, words[:1].upper() + words[1:]) for key, words in of)], **kwargs)

    def clean(self, value: Any) -> str | None:
        return super().clean(value) or None


class Count(forms.IntegerField):
    """A number of things from 0 to `most`."""

    def __init__(self, *, most: int, least: int = 0, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "input--4 input--number"})
        super().__init__(min_value=least, max_value=most, widget=widget, **kwargs)
