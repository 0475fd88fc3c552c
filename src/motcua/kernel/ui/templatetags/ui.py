"""Tags and filters of every template (no load needed). What they write is decided in `formats`, `due` and `charts`."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django import template
from django.forms import BoundField
from django.forms.widgets import MultiWidget
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from motcua.kernel.ids import new_id
from motcua.kernel.ui import charts, due, formats, icons, kit

register = template.Library()

for _filter in (
    formats.vi_date, formats.vi_datetime, formats.vi_short, formats.number, formats.percent, formats.money,
    formats.unknown, formats.phone,
):  # fmt: skip
    register.filter(_filter.__name__, _filter)

register.simple_tag(icons.icon, name="icon")
register.simple_tag(formats.tag, name="status_tag")


@register.simple_tag
def due_tag(
    due_at: object, now: datetime, finished_at: datetime | None = None, left_seconds: int | None = None
) -> SafeString:
    """A deadline as a tag. `due_at`: an instant, something with `.at` (a computed deadline), or None."""
    at = due_at if isinstance(due_at, datetime) or not due_at else getattr(due_at, "at", None)
    at = at if isinstance(at, datetime) else None
    words = due.finished_words(at, finished_at) if finished_at else due.due_words(at, now, left_seconds=left_seconds)
    return formats.tag(words.kind, words.text)


@register.simple_tag
def kit_stylesheet() -> SafeString:
    """The one link to the style sheet of the kit."""
    address = reverse("ui:stylesheet", kwargs={"digest": kit.sheet().digest})
    return format_html('<link rel="stylesheet" href="{}">', address)


@register.simple_tag
def command_id() -> SafeString:
    """A hidden field with a fresh command id: the server recognises a form that is sent twice."""
    return hidden("command_id", new_id())


@register.simple_tag
def hidden(name: str, value: object) -> SafeString:
    """A hidden field; None becomes empty."""
    return format_html('<input type="hidden" name="{}" value="{}">', name, "" if value is None else value)


@register.simple_tag
def row_check(name: str, value: object, label: str, checked: bool = False) -> SafeString:
    """A tick box in a row of a table; `label` says what it selects to those who do not see the row."""
    return format_html(
        '<input class="choice__box" type="checkbox" name="{}" value="{}" aria-label="{}"{}>',
        name, value, label, SafeString(" checked") if checked else "",
    )  # fmt: skip


@register.inclusion_tag("ui/_filter.html")
def filter_select(name: str, label: str, options: Iterable[Any], chosen: object = "", all_label: str = "Tất cả") -> Any:
    """A select of a filter form (class "filters"). `options`: (value, words); the first choice filters nothing."""
    pairs = [(str(value), words) for value, words in options]
    return {"name": name, "label": label, "options": pairs, "chosen": str(chosen or ""), "all_label": all_label}


@register.filter
def first_id(field: BoundField) -> str:
    """The id of the first control of a field, where a link of the error summary leads."""
    widget = field.field.widget
    # Django numbers the boxes of a MultiWidget in their ids, whatever their names are.
    several = isinstance(widget, MultiWidget) or (widget.use_fieldset and hasattr(widget, "choices"))
    return f"{field.auto_id}_0" if several else str(field.auto_id)


@register.filter
def shape(kind: str) -> str:
    """The shape that goes with a kind of status."""
    return formats.SHAPES[kind]


@register.filter
def get(mapping: Mapping[Any, Any] | None, key: Any) -> Any:
    """The value under `key`; None when there is none, or no mapping was handed to the template at all."""
    return mapping.get(key) if mapping else None


@register.inclusion_tag("ui/_bar_chart.html")
def bar_chart(
    data: Sequence[Any], title: str, desc: str = "", unit: str = "", target: float | None = None, table: str = "closed"
) -> dict[str, object]:
    """Bars side by side. `data`: (label, value) or {label, value, target, href, judge}; `table`: open, closed, none."""
    target = _known(target)
    rows, height = charts.bars(data, unit=unit, target=target)
    return {
        "bars": rows, "height": height, "title": title, "desc": desc, "target": target is not None, "table": table,
        "target_text": charts.shown(target, unit) if target is not None else "", "uid": _uid(), "unit": unit,
        "any_target": any(row.target is not None for row in rows),
    }  # fmt: skip


@register.inclusion_tag("ui/_line_chart.html")
def line_chart(
    series: Sequence[Any], labels: Sequence[str], title: str, desc: str = "", unit: str = "", table: str = "closed"
) -> dict[str, object]:
    """Lines over time. `series`: (label, values) or {label, values}, at most four; None is a gap."""
    drawn, grid, below = charts.lines(series, labels, unit=unit)
    named = [one["values"] if isinstance(one, Mapping) else one[1] for one in series]
    return {
        "lines": drawn, "grid": grid, "below": below, "title": title, "desc": desc, "table": table, "uid": _uid(),
        "height": charts.PLOT + 24, "plot": charts.PLOT,
        "rows": [
            (label, [charts.shown(values[i] if i < len(values) else None, unit) for values in named])
            for i, label in enumerate(labels)
        ],
    }  # fmt: skip


@register.inclusion_tag("ui/_sparkline.html")
def sparkline(values: Sequence[float | None], title: str) -> dict[str, object]:
    """A trend in the height of a word; `title` says it in words."""
    return {"path": charts.spark(values), "title": title}


@register.inclusion_tag("ui/_progress.html")
def progress(
    value: float | None, target: float | None = None, label: str = "", unit: str = "%", top: float | None = None
) -> dict[str, object]:
    """A value against its target as a bar with a mark. `top` is the full width; by default a round number above."""
    value, target = _known(value), _known(target)
    full = top or charts.ceiling([x for x in (value, target) if x is not None], unit)
    return {
        "label": label, "text": charts.shown(value, unit), "unknown": value is None,
        "width": None if value is None else charts.share(value, full),
        "mark": None if target is None else charts.share(target, full),
        "target_text": "" if target is None else charts.shown(target, unit),
        "met": None if value is None or target is None else value >= target,
    }  # fmt: skip


register.inclusion_tag("ui/_progress.html", name="progress_target")(progress)


@register.filter
def at(items: Sequence[Any], index: int) -> Any:
    """The item at `index`; None beyond the end."""
    return items[index] if index < len(items) else None


@register.filter
def starts(text: str, beginning: object) -> bool:
    """Whether `text` begins so; used to mark where the reader is."""
    return text.startswith(str(beginning))


@register.filter
def lead(label: object) -> str:
    """A label as the beginning of a sentence, without its own question mark or full stop."""
    return str(label).rstrip(".?:! ")


@register.filter
def dot(value: float) -> str:
    """A number as SVG wants it, with a dot, whatever the language of the page."""
    return f"{value:g}"


@register.filter
def iso(value: object) -> str:
    """A date or an instant as ISO 8601, for the datetime attribute."""
    found = formats.local(value)
    return found.isoformat() if found else ""


def _known(value: Any) -> float | None:
    """A variable the template does not have arrives as empty text: it is no value."""
    return None if value == "" else value


def _uid() -> str:
    """An id for the title of a drawing, unique on the page."""
    return f"c{new_id().hex[-10:]}"
