"""What is wrong with a form definition, each with its place: checked before a version is stored or published."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from motcua.operate.eforms.rules.cost import cost_problems
from motcua.operate.eforms.rules.definition import CODED_TYPES, LAYOUTS, PAGES, Definition, Field, Section, parse
from motcua.operate.eforms.rules.expressions import (
    BUILT_IN,
    MAX_PATTERN,
    RESERVED,
    ExpressionError,
    compiled,
    matches,
    run,
)
from motcua.operate.eforms.rules.shape import MAX_CELLS, MAX_REPEAT, Problem, shape_problems

SOURCES = frozenset(
    f"{who}.{what}"
    for who in ("owner", "filer", "subject")
    for what in (
        "full_name", "date_of_birth", "gender", "identity_number", "identity_date", "identity_place", "nationality",
        "kind", "organisation_name", "tax_code", "province", "commune", "address", "phone", "email",
    )
) | {"filer.is_owner", "agency.name", "today"}  # fmt: skip
"""What a field may be pre-filled from; whoever starts the draft gives the values it knows."""
_OUTSIDE = re.compile(r"(?:earlier\.[A-Za-z]\w{0,59}|population\.[a-z_]{1,60}|store\.[A-Za-z0-9][A-Za-z0-9._-]{0,59})")
_LIST_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")

KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,59}")
_HEAVY_CLASS = re.compile(r"\\[pPwWbBX]")
_COMPONENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
_CHOICES = {"choice", "multi"}
_MOST_PROBLEMS = 200


def check_definition(data: Any, *, codelists: Collection[str] | None = None) -> list[Problem]:
    """The mistakes of a definition as read from JSON; an empty list means it may be used. Never raises.

    `codelists`: the keys of the shared code lists there are; None: not known here, so any name may stand.
    """
    problems = list(shape_problems(data))
    if not problems:
        definition = parse(data)
        problems = [*_keys(definition), *_details(definition), *_lists(definition, codelists)]
        if not problems:
            problems = [*_expressions(definition), *_cycles(definition)] or list(cost_problems(definition))
    return problems[:_MOST_PROBLEMS]


def _lists(definition: Definition, known: Collection[str] | None) -> Iterator[Problem]:
    """Code lists that nobody keeps; an address may do without: it is then written by hand."""
    for place, field in fields_with_place(definition):
        if known is not None and field.codelist and field.codelist not in known:
            has = f"; các danh mục có: {', '.join(sorted(known))}" if known else ""
            yield Problem(f"{place}.codelist", f"không có danh mục «{field.codelist[:60]}»{has}")


def fields_with_place(definition: Definition) -> Iterator[tuple[str, Field]]:
    """Every field with its place in the JSON ("sections[0].fields[2]")."""
    for i, section in enumerate(definition.sections):
        for j, field in enumerate(section.fields):
            yield f"sections[{i}].fields[{j}]", field


def _keys(definition: Definition) -> Iterator[Problem]:
    """Keys are names in expressions and in addresses: simple, unlike reserved words, each used once."""
    seen: dict[str, str] = {}
    if not KEY.fullmatch(definition.key):
        yield Problem("key", "mã biểu mẫu chỉ gồm chữ thường không dấu, chữ số, gạch nối, gạch dưới")
    for place, key in _named(definition):
        if not _KEY.fullmatch(key):
            yield Problem(f"{place}.key", "mã chỉ gồm chữ không dấu, chữ số, gạch dưới, bắt đầu bằng chữ")
        elif key in RESERVED | BUILT_IN:
            yield Problem(f"{place}.key", f"«{key}» là từ dành riêng")
        elif key in seen:
            yield Problem(f"{place}.key", f"mã «{key}» đã dùng ở {seen[key]}")
        seen.setdefault(key, place)


def _named(definition: Definition) -> Iterator[tuple[str, str]]:
    for i, section in enumerate(definition.sections):
        yield f"sections[{i}]", section.key
        for j, field in enumerate(section.fields):
            yield f"sections[{i}].fields[{j}]", field.key


def _details(definition: Definition) -> Iterator[Problem]:
    if definition.completeness not in {"full", "partial", "generic"}:
        yield Problem("completeness", "phải là full, partial hoặc generic")
    if definition.pages not in PAGES:
        yield Problem("pages", f"phải là một trong {', '.join(PAGES)}")
    if definition.cosign and definition.cosign.section and definition.section(definition.cosign.section) is None:
        yield Problem("cosign.section", f"không có mục «{definition.cosign.section[:60]}»")
    for i, section in enumerate(definition.sections):
        place = f"sections[{i}]"
        yield from _repeat(section, place)
        if section.layout not in LAYOUTS:
            yield Problem(f"{place}.layout", f"phải là một trong {', '.join(LAYOUTS)}")
        yield from _origin(section.origin, place)
        for j, field in enumerate(section.fields):
            yield from _field(field, f"{place}.fields[{j}]")
            yield from _coded(field, definition, f"{place}.fields[{j}]")
            if field.type == "file" and (section.repeat or section.given):
                yield Problem(f"{place}.fields[{j}].type", "ô tệp không đặt trong mục lặp hoặc mục lấy từ bước khác")


def _coded(field: Field, definition: Definition, place: str) -> Iterator[Problem]:
    """What belongs to shared code lists and to files, and to nothing else."""
    if field.codelist and field.type not in CODED_TYPES:
        yield Problem(f"{place}.codelist", "chỉ ô lựa chọn và ô địa chỉ lấy câu trả lời từ danh mục dùng chung")
    elif field.codelist and not _LIST_KEY.fullmatch(field.codelist):
        yield Problem(f"{place}.codelist", "mã danh mục chỉ gồm chữ thường không dấu, chữ số, gạch nối, gạch dưới")
    elif field.codelist and field.options:
        yield Problem(f"{place}.options", "đã lấy câu trả lời từ danh mục thì không ghi câu trả lời riêng")
    if field.component and (field.type != "file" or not _COMPONENT.fullmatch(field.component)):
        yield Problem(f"{place}.component", "chỉ ô tệp mới ghi mã thành phần hồ sơ, gồm chữ không dấu, số, dấu . _ -")
    if field.type == "file" and (field.compute or field.default is not None or field.prefill):
        yield Problem(f"{place}.type", "ô tệp không tính tự động, không có giá trị sẵn")
    dates = {other.key for section, other in definition.fields() if other.type == "date" and not section.repeat}
    if field.on and field.type not in CODED_TYPES:
        yield Problem(f"{place}.on", "chỉ ô lấy từ danh mục mới cần ngày hiệu lực")
    elif field.on and field.on not in dates and not _is_day(field.on):
        yield Problem(f"{place}.on", "phải là một ngày (2024-07-01) hoặc mã của một ô ngày không lặp")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _origin(origin: str, place: str) -> Iterator[Problem]:
    if origin not in {"ours", "official"}:
        yield Problem(f"{place}.origin", "phải là official (của mẫu chính thức) hoặc ours (do đơn vị thêm)")


def _repeat(section: Section, place: str) -> Iterator[Problem]:
    repeat = section.repeat
    if repeat is None:
        return
    if not 0 <= repeat.min <= repeat.max or repeat.max < 1:
        yield Problem(f"{place}.repeat", "số dòng ít nhất và nhiều nhất không hợp lý")
    elif repeat.max > MAX_REPEAT:
        yield Problem(f"{place}.repeat.max", f"lặp {repeat.max} lần, tối đa {MAX_REPEAT}")
    elif repeat.max * len(section.fields) > MAX_CELLS:
        yield Problem(f"{place}.repeat.max", f"{repeat.max} dòng × {len(section.fields)} ô vượt {MAX_CELLS} ô")
    if section.given:
        yield Problem(f"{place}.given", "mục lặp không thể lấy từ bước khác")


def _field(field: Field, place: str) -> Iterator[Problem]:
    yield from _origin(field.origin, place)
    values = [option.value for option in field.options]
    if field.type in _CHOICES and not values and not field.codelist:
        yield Problem(f"{place}.options", "ô lựa chọn phải có ít nhất một câu trả lời")
    if field.type not in _CHOICES and values:
        yield Problem(f"{place}.options", f"ô loại {field.type} không có câu trả lời để chọn")
    if len(set(values)) != len(values) or any(value != value.strip() for value in values):
        yield Problem(f"{place}.options", "các câu trả lời phải khác nhau, không có dấu cách ở đầu hoặc cuối")
    if field.prefill and not is_source(field.prefill):
        yield Problem(f"{place}.prefill", f"nguồn điền sẵn «{field.prefill[:40]}» không có")
    if field.decimals not in range(7):
        yield Problem(f"{place}.decimals", "số chữ số sau dấu phẩy từ 0 đến 6")
    if field.max_length is not None and not 1 <= field.max_length <= 20_000:
        yield Problem(f"{place}.max_length", "độ dài tối đa từ 1 đến 20000")
    if field.min is not None and field.max is not None and field.min > field.max:
        yield Problem(f"{place}.min", "giá trị nhỏ nhất lớn hơn giá trị lớn nhất")
    if field.pattern:
        yield from _pattern(field.pattern, place)


def is_source(name: str) -> bool:
    """Whether `name` is something a field may be pre-filled from: `SOURCES`, an earlier dossier, a partner."""
    return name in SOURCES or bool(_OUTSIDE.fullmatch(name))


def _pattern(pattern: str, place: str) -> Iterator[Problem]:
    if len(pattern) > MAX_PATTERN:
        yield Problem(f"{place}.pattern", f"mẫu dài {len(pattern)} ký tự, tối đa {MAX_PATTERN}")
    elif _HEAVY_CLASS.search(pattern):
        yield Problem(f"{place}.pattern", "mẫu chỉ dùng các lớp như [A-Z0-9] hoặc \\d")
    else:
        outcome = matches(pattern, "x")
        if outcome.status != "ok":
            yield Problem(f"{place}.pattern", "mẫu so khớp viết sai hoặc quá nặng")


def _expressions(definition: Definition) -> Iterator[Problem]:
    """Every expression compiles, reads only what exists where it stands, and works on sample answers."""
    top = _samples(definition)
    for i, section in enumerate(definition.sections):
        place, scope = f"sections[{i}]", dict(top)
        if section.when:
            yield from _expression(section.when, scope, f"{place}.when", condition=True)
        if section.repeat:
            scope |= {field.key: _sample(field) for field in section.fields} | {"row": 1}
        for j, field in enumerate(section.fields):
            at = f"{place}.fields[{j}]"
            if field.when:
                yield from _expression(field.when, scope, f"{at}.when", condition=True)
            if field.compute:
                yield from _expression(field.compute, scope, f"{at}.compute", condition=False)
            for k, check in enumerate(field.checks):
                yield from _expression(check.expr, scope, f"{at}.checks[{k}].expr", condition=True)


def _expression(source: str, scope: Mapping[str, Any], place: str, *, condition: bool) -> Iterator[Problem]:
    try:
        names = compiled(source).names
    except ExpressionError as error:
        yield Problem(place, str(error))
        return
    unknown = sorted(names - set(scope))
    if unknown:
        yield Problem(place, f"nhắc đến ô không có: {', '.join(unknown)}")
        return
    outcome = run(source, scope)
    if outcome.wrong:
        yield Problem(place, f"không tính được với câu trả lời mẫu: {outcome.detail}")
    elif condition and outcome.status == "ok" and not isinstance(outcome.value, bool):
        yield Problem(place, "điều kiện phải cho kết quả đúng hoặc sai")


def _samples(definition: Definition) -> dict[str, Any]:
    scope: dict[str, Any] = {"today": "2024-02-06"}
    for section in definition.sections:
        if section.repeat:
            scope[section.key] = [{field.key: _sample(field) for field in section.fields}]
        else:
            scope |= {field.key: _sample(field) for field in section.fields}
    return scope


def _sample(field: Field) -> Any:
    """An answer of the right kind; null where nobody online ever answers."""
    if not field.asked:
        return None
    first = field.options[0].value if field.options else ""
    samples: dict[str, Any] = {
        "number": 1.5 if field.decimals else 1,
        "money": 50_000,
        "year": 2006,
        "date": "2006-03-27",
        "checkbox": True,
        "choice": first,
        "multi": [first],
        "file": [{"sha256": "0" * 64, "name": "tệp.pdf"}],
    }
    return samples.get(field.type, "chữ")


def _cycles(definition: Definition) -> Iterator[Problem]:
    cycle = definition.plan.cycle
    if cycle:
        yield Problem("sections", f"các ô phụ thuộc vòng tròn: {' → '.join(cycle)}")
