"""A definition as its maker reads it: sections and questions in words, with what is to be mended beside each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from motcua.operate.eforms.rules import computing, conditions, questions, uses
from motcua.operate.eforms.rules.conditions import OPERATORS, WITHOUT_VALUE, Condition
from motcua.operate.eforms.rules.definition import SILENT_TYPES
from motcua.operate.eforms.rules.questions import Question

TYPE_WORDS = {
    "text": "một dòng chữ", "long_text": "nhiều dòng chữ", "school": "trường học", "choice": "chọn một",
    "multi": "chọn nhiều", "checkbox": "ô đánh dấu", "number": "số", "money": "số tiền", "date": "ngày",
    "year": "năm", "identity": "số định danh", "phone": "điện thoại", "email": "thư điện tử", "address": "địa chỉ",
    "tax_code": "mã số thuế", "file": "tệp đính kèm", "official_only": "cơ quan ghi", "signature": "chỗ ký",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One question in the outline. `when` and `compute` in words; `errors` and `warnings` are counts."""

    key: str
    label: str
    type: str
    required: bool
    asked: bool
    when: str
    compute: str
    checks: int
    official: bool
    clause: str
    errors: int
    warnings: int
    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class SectionLine:
    """One section in the outline. `repeat`: how often it is answered, in words."""

    key: str
    title: str
    intro: str
    repeat: str
    when: str
    given: bool
    fields: tuple[FieldLine, ...]
    errors: int
    first: bool
    last: bool


def outline(data: Mapping[str, Any], found: Sequence[Any] = ()) -> tuple[SectionLine, ...]:
    """The sections of a definition; `found`: problems (see `workshop.problems`) to count beside their places."""
    errors = [(row.section, row.field) for row in found if row.is_error]
    warnings = [(row.section, row.field) for row in found if not row.is_error]
    parts = uses.sections(data)
    return tuple(_section(data, part, errors, warnings, place, len(parts)) for place, part in enumerate(parts))


def _section(
    data: Mapping[str, Any], part: Mapping[str, Any], errors: list[tuple[str, str]], warnings: list[tuple[str, str]],
    place: int, count: int,
) -> SectionLine:  # fmt: skip
    repeat = part.get("repeat")
    inner = questions.readable(data, part["key"])
    lines = tuple(
        _field(part, field, inner, errors, warnings, position) for position, field in enumerate(part["fields"])
    )
    return SectionLine(
        key=part["key"],
        title=part["title"],
        intro=part.get("intro", ""),
        repeat=f"{repeat.get('item', 'Dòng')}: từ {repeat['min']} đến {repeat['max']} lần" if repeat else "",
        when=condition_words(part.get("when", ""), questions.readable(data)),
        given=bool(part.get("given")),
        fields=lines,
        errors=errors.count((part["key"], "")),
        first=place == 0,
        last=place == count - 1,
    )


def _field(
    part: Mapping[str, Any], field: Mapping[str, Any], inner: tuple[Question, ...],
    errors: list[tuple[str, str]], warnings: list[tuple[str, str]], position: int,
) -> FieldLine:  # fmt: skip
    return FieldLine(
        key=field["key"],
        label=field["label"],
        type=TYPE_WORDS.get(field["type"], field["type"]),
        required=bool(field.get("required")),
        asked=field["type"] not in SILENT_TYPES,
        when=condition_words(field.get("when", ""), inner),
        compute=compute_words(field.get("compute", "")),
        checks=len(field.get("checks", ())),
        official=field.get("origin") == "official",
        clause=field.get("clause", ""),
        errors=errors.count((part["key"], field["key"])),
        warnings=warnings.count((part["key"], field["key"])),
        first=position == 0,
        last=position == len(part["fields"]) - 1,
    )


def condition_words(source: str, readable: tuple[Question, ...]) -> str:
    """«Giới tính» là Nữ và «Số môn» lớn hơn 2; a formula that rows cannot say as it is written."""
    if not source:
        return ""
    condition = conditions.read(source, questions.kinds(readable))
    if condition is None:
        return f"công thức: {source}"
    return _said(condition, {question.key: question for question in readable})


def _said(condition: Condition, by_key: Mapping[str, Question]) -> str:
    parts = []
    for row in condition.rows:
        question = by_key[row.key]
        words = OPERATORS[row.operator]
        if row.operator not in WITHOUT_VALUE:
            value = dict(question.options).get(row.value, row.value)
            value = "/".join(value.split("-")[::-1]) if question.kind == "date" else value
            other = by_key.get(row.other)
            shown = f"«{other.label}»" if other else "hôm nay" if row.other == "today" else value
            words = words.replace("…", shown) if "…" in words else f"{words} {shown}"
        parts.append(f"«{question.label}» {words}" if question.kind != "rows" else f"{question.label} {words}")
    return (" và " if condition.mode == "all" else " hoặc ").join(parts)


def compute_words(source: str) -> str:
    """The recipe of a computed value in words."""
    computation = computing.read(source)
    if computation is None:
        return ""
    return source if computation.recipe == computing.FREE else computing.RECIPES[computation.recipe].lower()
