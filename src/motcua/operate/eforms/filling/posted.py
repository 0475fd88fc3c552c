"""What came back from a section's page: raw answers as typed, and which button was pressed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from motcua.operate.eforms.filling.controls import control
from motcua.operate.eforms.rules import Field, Section, path_of


@dataclass(frozen=True, slots=True)
class Posted:
    """`action`: "save", "add", "remove" or "refresh". `shown`: paths the page had asked; None when it did not say."""

    action: str
    answers: dict[str, Any]
    shown: frozenset[str] | None
    base_version: int | None


def read_posted(section: Section, data: QueryDict, stored: Mapping[str, Any]) -> Posted:
    """Read a POST of `section`'s page. Questions that were not on the page are left out, so they keep their answers.

    `stored`: the draft's answers, for the hidden questions of repeated groups. Nothing here judges.
    """
    shown = frozenset(str(data["_shown"]).split()) if "_shown" in data else None
    action, _, position = str(data.get("_action", "save")).partition("-")
    action = action if action in {"add", "remove", "refresh"} else "save"
    fields = [field for field in section.fields if field.typed]
    if section.repeat is None:
        answers = _read(section, fields, data, shown, None)
    else:
        rows = _rows(section, fields, data, shown, stored.get(section.key))
        if action == "add":
            rows.append({})
        elif action == "remove" and position.isascii() and position.isdigit() and len(position) < 4:
            del rows[int(position) : int(position) + 1]
        answers = {section.key: rows[: section.repeat.max]}
    return Posted(action, answers, shown, _whole(data.get("_version")))


def _rows(
    section: Section, fields: list[Field], data: QueryDict, shown: frozenset[str] | None, stored: Any
) -> list[dict[str, Any]]:
    most = section.repeat.max if section.repeat else 0
    count = min(_whole(data.get("_rows")) or 0, most)
    before = [row if isinstance(row, dict) else {} for row in stored] if isinstance(stored, list) else []
    before += [{}] * (count - len(before))
    return [{**before[index], **_read(section, fields, data, shown, index)} for index in range(count)]


def _read(
    section: Section, fields: list[Field], data: QueryDict, shown: frozenset[str] | None, index: int | None
) -> dict[str, Any]:
    found = {}
    for field in fields:
        path = path_of(section, field, index)
        widget = control(field).widget
        omitted = widget.value_omitted_from_data(data, {}, path)
        if (shown is not None and path in shown) or (shown is None and not omitted):
            value = widget.value_from_datadict(data, {}, path)
            found[field.key] = "" if value is None else value
    return found


def _whole(text: Any) -> int | None:
    text = str(text or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
