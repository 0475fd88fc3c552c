"""The filled form as it is read: by the applicant before submitting, and by officials afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.kernel.money import format_money
from motcua.operate.eforms.rules.definition import Definition, Field, Section
from motcua.operate.eforms.rules.evaluate import Evaluation, path_of
from motcua.operate.eforms.rules.values import shown_number


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One question with its answer in words ("": not answered) and the error that still stands against it."""

    path: str
    label: str
    value: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class SummarySection:
    """The rows of one section, or of one group of a repeated section (`title` then carries its number).

    `section` is the key to go back to; `given` sections were answered at another step and have no page here.
    """

    section: str
    title: str
    rows: tuple[SummaryRow, ...]
    given: bool = False
    error: str = ""


def summary(definition: Definition, evaluation: Evaluation) -> tuple[SummarySection, ...]:
    """Every visible question with its answer. Empty optional answers that were never asked here are left out."""
    errors = {error.path: error.message for error in evaluation.errors}
    found: list[SummarySection] = []
    for section in definition.sections:
        if section.repeat is None:
            rows = _rows(section, evaluation, evaluation.values, errors, None)
            if rows:
                found.append(SummarySection(section.key, section.title, rows, section.given))
            continue
        if section.key in evaluation.visible:
            found += _groups(section, evaluation, errors)
    return tuple(found)


def _groups(section: Section, evaluation: Evaluation, errors: Mapping[str, str]) -> list[SummarySection]:
    groups = evaluation.values.get(section.key, [])
    error = errors.get(section.key, "")
    item = section.repeat.item if section.repeat else ""
    if not groups:
        return [SummarySection(section.key, section.title, (), error=error)]
    return [
        SummarySection(
            section.key,
            f"{item} {number}",
            _rows(section, evaluation, values, errors, index),
            error=error if number == 1 else "",
        )
        for number, (index, values) in enumerate(zip(evaluation.groups[section.key], groups, strict=True), start=1)
    ]


def _rows(
    section: Section,
    evaluation: Evaluation,
    values: Mapping[str, Any],
    errors: Mapping[str, str],
    index: int | None,
) -> tuple[SummaryRow, ...]:
    rows = []
    for field in section.fields:
        path = path_of(section, field, index)
        if path not in evaluation.visible or (section.given and field.key not in values):
            continue
        answer = evaluation.words.get(path) or in_words(field, values.get(field.key))
        rows.append(SummaryRow(path, field.label, answer, errors.get(path, "")))
    return tuple(rows)


def in_words(field: Field, value: Any) -> str:
    """A clean value as people read it: 27/03/2006, 50.000 đ, the label of a choice, "Có" or "Không"."""
    if field.type == "checkbox":
        return "Có" if value else "Không"
    if value is None:
        return ""
    if field.type == "date":
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    if field.type == "money":
        return format_money(value)
    if field.type == "number":
        return shown_number(value)
    if field.type == "choice":
        return field.option_label(value)
    if field.type == "file":
        return ", ".join(item["name"] for item in value)
    if field.type == "address" and isinstance(value, dict):
        return ", ".join(filter(None, (value["line"], value["unit"])))
    if field.type == "multi":
        return ", ".join(field.option_label(item) for item in value)
    return str(value)
