"""What somebody should look at before a form is published: nothing that breaks it, much that makes it worse.

Errors keep it from being published: a question that can never appear, a paper demanded that the State already holds.
Warnings are told and left to the official: no clause, no help where it is needed, the same thing asked twice.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from motcua.kernel.text import search_key
from motcua.operate.eforms.rules.definition import Definition, Field, parse
from motcua.operate.eforms.rules.reaching import unreachable
from motcua.operate.eforms.rules.shape import Problem

# Facts everybody may be asked to confirm more than once: they say nothing about a person.
_COMMON = frozenset({"today", "agency.name", "filer.is_owner"})
_NEEDS_HELP = {
    "identity": "Cho biết số này ghi ở đâu trên thẻ, có mấy chữ số.",
    "tax_code": "Cho biết mã số thuế của ai, có mấy chữ số.",
}


def review_definition(
    data: Mapping[str, Any],
    *,
    asked_elsewhere: Mapping[str, str] | None = None,
    held: Mapping[str, str] | None = None,
    components: Collection[str] | None = None,
) -> list[Problem]:
    """What to look at in a definition that `check_definition` finds usable, in the order of the form.

    `asked_elsewhere`: where a fact (a source of prefill such as "owner.full_name") or a question (its label as
    `kernel.text.search_key`) is asked already. `held`: component code → who in the State holds the paper.
    `components`: the component codes of the procedures that use the form; None: not known here.
    """
    definition = parse(data)
    found = [
        *unreachable(definition),
        *_each(definition, held or {}, components),
        *_twice(definition, asked_elsewhere or {}),
    ]
    places = [place for place, _ in _places(definition)]
    order = {place: number for number, place in enumerate(places)}
    return sorted(found, key=lambda problem: (order.get(_owner(problem.place), -1), problem.severity))


def _owner(place: str) -> str:
    """From "sections[0].fields[2].when" to "sections[0].fields[2]"."""
    return ".".join(place.split(".")[:2])


def _places(definition: Definition) -> Iterator[tuple[str, Field]]:
    """The fields that an applicant is asked, with their places."""
    for i, section in enumerate(definition.sections):
        for j, field in enumerate(section.fields):
            if field.asked and not section.given:
                yield f"sections[{i}].fields[{j}]", field


def _each(definition: Definition, held: Mapping[str, str], components: Collection[str] | None) -> Iterator[Problem]:
    """What one question alone can lack."""
    for place, field in _places(definition):
        if not field.clause and not field.compute:
            yield _warning(f"{place}.clause", f"«{field.label}» chưa ghi căn cứ: điều khoản nào cho phép hỏi câu này?")
        if field.type in _NEEDS_HELP and not field.help:
            yield _warning(f"{place}.help", f"«{field.label}» nên có lời giải thích. {_NEEDS_HELP[field.type]}")
        if field.type == "file" and field.component in held:
            message = f"Nhà nước đã có giấy tờ này ({held[field.component]}), không được yêu cầu nộp lại"
            yield Problem(f"{place}.component", message, "error" if field.required else "warning")
        elif field.type == "file" and field.component and components is not None and field.component not in components:
            yield _warning(f"{place}.component", f"thủ tục dùng biểu mẫu không có thành phần «{field.component}»")
        if field.prefill.startswith("earlier.") and not _asks(definition, field.prefill.removeprefix("earlier.")):
            yield _warning(f"{place}.prefill", "hồ sơ trước của biểu mẫu này chưa từng có ô ấy để lấy lại")


def _asks(definition: Definition, key: str) -> bool:
    return any(field.key == key for _, field in definition.fields())


def _twice(definition: Definition, elsewhere: Mapping[str, str]) -> Iterator[Problem]:
    """The same fact or the same words asked again, here or elsewhere."""
    facts: dict[str, str] = {}
    labels: dict[tuple[str, str], str] = {}
    sections = {field.key: section for section, field in definition.fields()}
    for place, field in _places(definition):
        if field.compute:
            continue
        label = search_key(field.label)
        if field.prefill and field.prefill not in _COMMON:
            if field.prefill in facts:
                yield _warning(f"{place}.prefill", f"«{field.label}» đã hỏi ở «{facts[field.prefill]}»")
            facts.setdefault(field.prefill, field.label)
        part = sections[field.key].key
        if (part, label) in labels:
            yield _warning(f"{place}.label", f"trong cùng mục đã có câu hỏi «{field.label}»")
        labels.setdefault((part, label), field.label)
        asked_at = elsewhere.get(field.prefill) or ("" if field.prefill else elsewhere.get(label))
        if asked_at:
            yield _warning(f"{place}.label", f"«{field.label}» đã hỏi ở {asked_at}: nên điền sẵn hoặc bỏ")


def _warning(place: str, message: str) -> Problem:
    return Problem(place, message, "warning")
