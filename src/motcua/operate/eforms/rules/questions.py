"""Which questions of a draft a condition, a check or a computed value may read from where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.operate.eforms.rules import uses
from motcua.operate.eforms.rules.conditions import kind_of
from motcua.operate.eforms.rules.definition import SILENT_TYPES


@dataclass(frozen=True, slots=True)
class Question:
    """A question that can be read. `kind`: see `conditions.KINDS`; `options`: (value, words) of a choice."""

    key: str
    label: str
    kind: str
    section: str
    options: tuple[tuple[str, str], ...] = ()


def readable(data: Mapping[str, Any], section: str = "", *, without: str = "") -> tuple[Question, ...]:
    """What can be read in `section` ("": at the top of the form): plain questions, tables as a whole, own columns.

    `without`: the question that asks; none may depend on itself.
    """
    found: list[Question] = []
    for part in uses.sections(data):
        if part.get("repeat") and part["key"] != section:
            found.append(Question(part["key"], f"Bảng «{part['title']}» (số dòng)", "rows", part["title"]))
        if not part.get("repeat") or part["key"] == section:
            found += [_question(field, part) for field in part["fields"] if _answered(field)]
    return tuple(question for question in found if question.key != without)


def columns(data: Mapping[str, Any]) -> tuple[Question, ...]:
    """The columns of number of every table, under "table.column"."""
    return tuple(
        Question(f"{part['key']}.{field['key']}", field["label"], kind_of(field), part["title"])
        for part in uses.sections(data)
        if part.get("repeat")
        for field in part["fields"]
        if kind_of(field) in {"number", "decimal"}
    )


def kinds(questions: tuple[Question, ...]) -> dict[str, str]:
    """The kind of each question by its key."""
    return {question.key: question.kind for question in questions}


def _answered(field: Mapping[str, Any]) -> bool:
    return field.get("type") not in SILENT_TYPES


def _question(field: Mapping[str, Any], section: Mapping[str, Any]) -> Question:
    options = tuple((option["value"], option["label"]) for option in field.get("options", ()))
    kind = kind_of(field)
    kind = "text" if kind == "choice" and field.get("codelist") else kind
    return Question(field["key"], field["label"], kind, section["title"], options)
