"""The lines of a page: a control to fill in, a value that was computed, files that were attached; and where known
answers come from."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorDict, ErrorList

from motcua.operate.eforms.filling.codes import NO_CODES, Codes
from motcua.operate.eforms.filling.controls import Asking, control, initial
from motcua.operate.eforms.rules import Evaluation, Field, Section, path_of, storable
from motcua.operate.eforms.rules.summary import in_words
from motcua.operate.eforms.rules.values import is_blank

SOURCE_WORDS = {
    "filer": "thông tin người nộp",
    "owner": "thông tin chủ hồ sơ",
    "subject": "thông tin người mà hồ sơ nói đến",
    "earlier": "hồ sơ trước của bạn",
    "population": "Cơ sở dữ liệu quốc gia về dân cư",
    "store": "kết quả đã cấp cho bạn",
    "agency": "thông tin của cơ quan",
    "today": "ngày hôm nay",
}


class GroupForm(forms.Form):
    """Controls that show raw answers and the evaluator's errors. It never cleans: there is one set of rules."""

    use_required_attribute = False

    def __init__(
        self, controls: Mapping[str, forms.Field], shown: Mapping[str, Any], messages: Mapping[str, str]
    ) -> None:
        super().__init__(initial=dict(shown))
        self.fields.update(controls)
        self._errors = ErrorDict({path: ErrorList([text]) for path, text in messages.items()})


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a group: a control to fill in (`bound`), or a computed value to read. `files`: those attached."""

    label: str
    bound: BoundField | None = None
    value: str = ""
    help: str = ""
    files: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """How a page is to be shown: what is known (and from where), what was searched, which questions it asks, which
    files are attached under which component, where the rows of a section can be fetched as a table."""

    today: date
    codes: Codes = NO_CODES
    known: Mapping[str, Any] = field(default_factory=dict)
    finds: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    only: Collection[str] = ()
    table_url: Callable[[str], str] | None = None

    def asks(self, one: Field) -> bool:
        """Whether the page shows this question."""
        return not self.only or one.key in self.only


def items_of(
    section: Section,
    index: int | None,
    raw: Mapping[str, Any],
    values: Mapping[str, Any],
    evaluation: Evaluation,
    wrong: Mapping[str, str],
    view: View,
) -> tuple[Item, ...]:
    """The lines of one group; `raw`: its answers as typed, `values`: the clean ones."""
    paths = {one.key: path_of(section, one, index) for one in section.fields}
    visible = [one for one in section.fields if paths[one.key] in evaluation.visible and view.asks(one)]
    asked = {paths[one.key]: one for one in visible if not one.compute}
    compact = section.repeat is not None and section.layout == "table"
    form = GroupForm(
        {
            path: control(one, _asking(one, path, raw.get(one.key), evaluation, view, compact))
            for path, one in asked.items()
        },
        {path: initial(one, raw.get(one.key)) for path, one in asked.items()},
        {path: wrong[path] for path in asked if path in wrong},
    )
    # The number of a row is already in the title of its group.
    return tuple(_item(one, paths[one.key], form, values, view) for one in visible if one.compute != "row")


def _item(one: Field, path: str, form: forms.Form, values: Mapping[str, Any], view: View) -> Item:
    if one.compute:
        return Item(one.label, value=in_words(one, values.get(one.key)), help=one.help)
    files = tuple(view.files.get(one.paper, ())) if one.type == "file" else ()
    return Item(one.label, bound=form[path], files=files)


def _asking(one: Field, path: str, raw: Any, evaluation: Evaluation, view: View, compact: bool) -> Asking:
    return Asking(
        on=_day(one, evaluation, view.today),
        codes=view.codes,
        find=view.finds.get(path, ""),
        raw=raw,
        compact=compact,
        note=source_note(one, raw, view.known) or _strange_note(one, raw),
    )


def _day(one: Field, evaluation: Evaluation, today: date) -> date:
    """The day on which the codes of a question must hold."""
    told = evaluation.values.get(one.on, one.on) if one.on else ""
    try:
        return date.fromisoformat(told) if isinstance(told, str) and told else today
    except ValueError:
        return today


def _strange_note(one: Field, raw: Any) -> str:
    """What stands where a choice is asked and is none of the choices (from a pasted table): it is not lost to sight."""
    known = {option.value for option in one.options}
    if one.type != "choice" or not known or not isinstance(raw, str) or not raw.strip() or raw in known:
        return ""
    return f"Đã ghi “{raw[:80]}”, không có trong các lựa chọn."


def source_note(one: Field, raw: Any, known: Mapping[str, Any]) -> str:
    """Where an answer comes from that still says what was known; "" for what the person typed."""
    if not one.prefill or is_blank(raw) or one.prefill not in known:
        return ""
    value = known[one.prefill]
    value = value.isoformat() if isinstance(value, date) else storable(value)
    if raw != value:
        return ""
    source = SOURCE_WORDS.get(one.prefill.partition(".")[0], "dữ liệu đã có")
    return f"Đã điền sẵn từ {source}; bạn sửa được."
