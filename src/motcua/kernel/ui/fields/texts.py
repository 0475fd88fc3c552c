"""Text as it should be stored: one normal form, no invisible characters, single blanks."""

from typing import Any

from django import forms

from motcua.kernel.text import clean


class CleanCharField(forms.CharField):
    """Text of one line, or of several with `lines=True` (a text area that shows its limit)."""

    def __init__(self, *, lines: bool = False, rows: int = 5, **kwargs: Any) -> None:
        self.lines = lines
        if lines:
            kwargs.setdefault("widget", forms.Textarea({"rows": rows}))
        kwargs["strip"] = False
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return clean(super().to_python(value) or "", lines=self.lines)
