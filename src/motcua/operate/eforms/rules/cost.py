"""How many rows an expression goes over at most: what keeps the judging of a form within milliseconds."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from motcua.operate.eforms.rules.definition import Definition
from motcua.operate.eforms.rules.shape import Problem

MOST_IN_ONE = 2_500  # 50 rows compared with 50 rows
MOST_IN_ALL = 10_000
OTHER_LIST = 20  # a list that is no repeated section: answers ticked, files
_LOOP = re.compile(r"\b([A-Za-z_]\w*)?[^\w.]*\.\s*(?:all|exists|exists_one|map|filter)\s*\(")
_NAME = re.compile(r"[A-Za-z_]\w*")


@dataclass(frozen=True, slots=True)
class _Loop:
    start: int
    end: int
    rows: int


def visits(source: str, rows: Mapping[str, int]) -> int:
    """How often the inside of the loops of `source` runs at most, with `rows` (section key → most rows)."""
    loops = list(_loops(source, rows))
    total = 0
    for loop in loops:
        around = [other for other in loops if other.start < loop.start and loop.end <= other.end]
        count = loop.rows
        for other in around:
            count *= other.rows
        total += count
    return total


def _loops(source: str, rows: Mapping[str, int]) -> Iterator[_Loop]:
    longest = max([OTHER_LIST, *(rows[name] for name in _NAME.findall(source) if name in rows)])
    for match in _LOOP.finditer(source):
        yield _Loop(match.start(), _closing(source, match.end()), rows.get(match[1] or "", longest))


def _closing(source: str, position: int) -> int:
    """Where the bracket that was opened before `position` closes; brackets inside texts count too, which only errs
    towards more."""
    depth = 1
    for index in range(position, len(source)):
        depth += {"(": 1, ")": -1}.get(source[index], 0)
        if depth == 0:
            return index
    return len(source)


def cost_problems(definition: Definition) -> Iterator[Problem]:
    """Expressions that go over too many rows, each with its place; and a form whose expressions together do."""
    rows = {section.key: section.repeat.max for section in definition.sections if section.repeat}
    total = 0
    for place, source, times in _sources(definition):
        count = visits(source, rows) * times
        total += count
        if count > MOST_IN_ONE:
            yield Problem(place, f"biểu thức phải đi qua {count} dòng, tối đa {MOST_IN_ONE}: hãy giảm số dòng của bảng")
            return
    if total > MOST_IN_ALL:
        yield Problem("sections", f"các biểu thức phải đi qua {total} dòng mỗi lần tính, tối đa {MOST_IN_ALL}")


def _sources(definition: Definition) -> Iterator[tuple[str, str, int]]:
    """Every expression with its place and how many times one judgement runs it."""
    for i, section in enumerate(definition.sections):
        times = section.repeat.max if section.repeat else 1
        if section.when:
            yield f"sections[{i}].when", section.when, 1
        for j, field in enumerate(section.fields):
            at = f"sections[{i}].fields[{j}]"
            for name, source in (("when", field.when), ("compute", field.compute)):
                if source:
                    yield f"{at}.{name}", source, times
            for k, check in enumerate(field.checks):
                yield f"{at}.checks[{k}].expr", check.expr, times
