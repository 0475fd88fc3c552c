"""A part of a text as a page: its own questions and a list of rows that are added, removed and moved by buttons.

Every button sends the whole page, so nothing typed is lost; only "save" is judged. A row left empty is no row.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django import forms
from django.http import QueryDict

from motcua.kernel.ui.templatetags.ui import first_id
from motcua.operate.catalogue import rules

KEY = "hang"
MOST_ROWS = 300


class RowForm(forms.Form):
    """One row. `was`: its place in the text the page was made from; empty for a new one."""

    was = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @property
    def is_blank(self) -> bool:
        """True when nothing was typed or chosen in it."""
        return not any(_said(self[name].data) for name in self.fields if name != "was")


@dataclass(frozen=True)
class Part:
    """One page of the editor. `read` gives the initial values of form and rows, `write` the new content.

    `keys`: the parts of the record (`rules.LABELS`) whose lack the task list shows here.
    """

    key: str
    title: str
    hint: str
    keys: tuple[str, ...]
    form: type[forms.Form] | None
    row: type[RowForm] | None
    row_name: str
    read: Callable[[rules.ProcedureContent], tuple[dict[str, Any], list[dict[str, Any]]]]
    write: Callable[[rules.ProcedureContent, Mapping[str, Any], list[dict[str, Any]]], rules.ProcedureContent]


@dataclass
class Page:
    """The forms of one part, filled from the draft or from what was posted."""

    part: Part
    content: rules.ProcedureContent
    form: forms.Form | None
    rows: list[RowForm]
    errors: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def of(cls, part: Part, content: rules.ProcedureContent) -> "Page":
        """The page as the draft has it; an empty list offers one empty row."""
        initial, rows = part.read(content)
        made = [_row(part, content, index, row) for index, row in enumerate(rows or [{}])] if part.row else []
        return cls(part, content, part.form(initial=initial) if part.form else None, made)

    @classmethod
    def rearranged(cls, part: Part, content: rules.ProcedureContent, data: QueryDict, do: str) -> "Page":
        """The page as posted, with one row added ("them"), removed ("bo-2") or moved ("len-2", "xuong-2")."""
        typed = [_typed(row) for row in _posted(part, content, data)]
        verb, _, number = do.partition("-")
        at = int(number) if number.isascii() and number.isdigit() else -1
        if verb == "them" and len(typed) < MOST_ROWS:
            typed.append({})
        elif verb == "bo" and 0 <= at < len(typed):
            del typed[at]
        elif verb == "len" and 0 < at < len(typed):
            typed[at - 1], typed[at] = typed[at], typed[at - 1]
        elif verb == "xuong" and 0 <= at < len(typed) - 1:
            typed[at + 1], typed[at] = typed[at], typed[at + 1]
        form = part.form(initial=_typed(part.form(data))) if part.form else None
        return cls(part, content, form, [_row(part, content, index, row) for index, row in enumerate(typed)])

    @classmethod
    def posted(cls, part: Part, content: rules.ProcedureContent, data: QueryDict) -> "Page":
        """The page to be judged and saved; new rows in which nothing was typed are left out."""
        rows = [row for row in _posted(part, content, data) if row["was"].data or not row.is_blank]
        return cls(part, content, part.form(data) if part.form else None, rows)

    def result(self) -> rules.ProcedureContent | None:
        """The new content; None when something is wrong, which `errors` then names with its place."""
        for form, name in self._forms():
            for key, words in form.errors.items():
                label = form.fields[key].label if key in form.fields else ""
                target = _target(form, key) if key in form.fields else ""
                lead = ", ".join(filter(None, (name, str(label or ""))))
                self.errors += [(target, f"{lead}: {word}" if lead else str(word)) for word in words]
        if self.errors:
            return None
        own = self.form.cleaned_data if self.form else {}
        try:
            made = self.part.write(self.content, own, [row.cleaned_data for row in self.rows])
            return rules.ProcedureContent.from_json(made.to_json())
        except rules.BadContent as error:
            self.errors.append(("", f"{error.place}: {error.problem}"))
            return None

    def _forms(self) -> list[tuple[forms.Form, str]]:
        named = [(row, f"{self.part.row_name.capitalize()} {index}") for index, row in enumerate(self.rows, 1)]
        return [*([(self.form, "")] if self.form else []), *named]


def merged(cls: type[Any], known: Sequence[Any] | None, row: Mapping[str, Any], **fixed: Any) -> Any:
    """The dataclass of one row: what the page does not ask stays as it was in the text."""
    values = {key: value for key, value in row.items() if key != "was"} | fixed
    was = row.get("was")
    if was is not None and known and was < len(known):
        return replace(known[was], **values)
    return cls(**values)


def listed(found: Sequence[Any], empty: str | None) -> tuple[Any, ...] | None:
    """The rows; none at all is "known to have none" or "not known", as the person said."""
    return tuple(found) if found or empty == "none" else None


def _row(part: Part, content: rules.ProcedureContent, index: int, initial: Mapping[str, Any]) -> RowForm:
    if part.row is None:
        raise TypeError(f"part {part.key} has no rows")
    form = part.row(initial=dict(initial), prefix=f"{KEY}-{index}")
    _fit(form, content)
    return form


def _posted(part: Part, content: rules.ProcedureContent, data: QueryDict) -> list[RowForm]:
    text = data.get(KEY, "0")
    count = min(int(text), MOST_ROWS) if text.isascii() and text.isdigit() and len(text) < 5 else 0
    made = [part.row(data, prefix=f"{KEY}-{index}") for index in range(count)] if part.row else []
    for form in made:
        _fit(form, content)
    return made


def _fit(form: RowForm, content: rules.ProcedureContent) -> None:
    """Let a row that offers other rows of the text (a fee its channel, a form its paper) know them."""
    fit = getattr(form, "fit", None)
    if fit is not None:
        fit(content)


def _typed(form: forms.Form) -> dict[str, Any]:
    """What stands in the boxes, right or wrong."""
    return {name: form[name].data for name in form.fields}


def _said(value: Any) -> bool:
    """Whether a box, or one of the boxes of a date, holds something."""
    boxes = value if isinstance(value, (list, tuple)) else [value]
    return any(str(box or "").strip() for box in boxes)


def _target(form: forms.Form, key: str) -> str:
    """The id of the first box of a question."""
    return first_id(form[key])
