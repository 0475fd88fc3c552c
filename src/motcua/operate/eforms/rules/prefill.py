"""Answers that are already known: from the person's own data, or a usual value. Never over what somebody typed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from motcua.operate.eforms.rules.definition import Definition
from motcua.operate.eforms.rules.merge import storable
from motcua.operate.eforms.rules.values import is_blank


def prefilled(
    definition: Definition,
    answers: Mapping[str, Any],
    known: Mapping[str, Any],
    before: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """`answers` with what is `known` ({"owner.full_name": …}) put where it is asked and nothing was typed yet.

    Sections marked `given` are not asked here at all: they always follow what is known. So does an answer that still
    says what was known `before`: nobody has typed over it.
    """
    filled = dict(answers)
    for section, field in definition.fields():
        if section.repeat is not None or not field.asked or field.prefill not in known:
            continue
        answer = filled.get(field.key)
        followed = before is not None and field.prefill in before and answer == _stored(before[field.prefill])
        if section.given or followed or is_blank(answer):
            filled[field.key] = _stored(known[field.prefill])
    return filled


def _stored(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else storable(value)


def defaults(definition: Definition) -> dict[str, Any]:
    """The usual values a fresh form starts with."""
    return {
        field.key: field.default
        for section, field in definition.fields()
        if section.repeat is None and field.asked and field.default is not None
    }
