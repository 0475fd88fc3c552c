"""Questions that can never appear: conditions are tried on every combination of answers that could matter.

Where the answers they read are few (boxes to tick, answers to choose), all combinations are tried and the verdict is
certain. Where they are not (numbers, dates, words), values around those the conditions name are tried; a question that
none of them brings up is only suspected.
"""

import random
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from dataclasses import field as default
from datetime import date, timedelta
from itertools import islice, pairwise, product
from math import prod
from typing import Any

from motcua.operate.eforms.rules.definition import Definition, Field, Section
from motcua.operate.eforms.rules.evaluate import evaluate, path_of
from motcua.operate.eforms.rules.order import names
from motcua.operate.eforms.rules.shape import Problem
from motcua.operate.eforms.rules.values import is_blank

MOST_TRIES = 400
MOST_WORK = 40_000  # fields judged over all tries of one form: a form of 600 conditions stays within seconds
_DATE = re.compile(r"[\"'](\d{4}-\d{2}-\d{2})[\"']")
_TEXT = re.compile(r"\"([^\"\\]*)\"|'([^'\\]*)'")
_NUMBER = re.compile(r"(?<![\w.\"'])\d{1,15}(?:\.\d{1,6})?(?![\w\"'])")
_USUAL_DAY = date(2024, 2, 6)


def unreachable(definition: Definition) -> Iterator[Problem]:
    """The questions and sections whose conditions nothing makes true, each once, where it begins."""
    verdicts: dict[tuple[str, str, str], tuple[bool, bool]] = {}
    work = _Work()
    for i, section in enumerate(definition.sections):
        if section.when and section.fields:
            reached, certain = _verdict(definition, section, None, verdicts, work)
            if not reached:
                yield _problem(f"sections[{i}].when", f"mục «{section.title}»", certain)
                continue
        for j, field in enumerate(section.fields):
            if field.when and field.asked:
                reached, certain = _verdict(definition, section, field, verdicts, work)
                if not reached:
                    work.dead.add(field.key)
                    yield _problem(f"sections[{i}].fields[{j}].when", f"«{field.label}»", certain)


def _problem(place: str, what: str, certain: bool) -> Problem:
    if certain:
        return Problem(place, f"{what} không bao giờ hiện: không có câu trả lời nào làm điều kiện đúng")
    message = f"{what} có vẻ không bao giờ hiện: thử nhiều câu trả lời mà điều kiện không lần nào đúng"
    return Problem(place, message, "warning")


@dataclass(slots=True)
class _Work:
    """How much was tried, and the questions found out of reach: what reads them need not look behind them."""

    done: int = 0
    dead: set[str] = default(default_factory=set)


def _verdict(
    definition: Definition,
    section: Section,
    field: Field | None,
    verdicts: dict[tuple[str, str, str], tuple[bool, bool]],
    work: _Work,
) -> tuple[bool, bool]:
    """(reached, certain); the same conditions are tried once."""
    scope = section.key if section.repeat else ""
    known = (scope, section.when, field.when if field else "")
    if known not in verdicts:
        verdicts[known] = _try(definition, section, field, work)
    return verdicts[known]


def _try(definition: Definition, section: Section, field: Field | None, work: _Work) -> tuple[bool, bool]:
    part, sources = _part(definition, section, field, work.dead)
    if section.repeat and not field:
        path = section.key
    else:
        path = path_of(section, field or part_target(part, section), 0)
    domains, finite = _domains(part, sources)
    for answers, today in _combinations(domains, sources):
        if work.done > MOST_WORK:
            return True, False  # nobody waits for ever; what is not proven is not told
        work.done += 1 + sum(len(one.fields) for one in part.sections)
        if path in evaluate(part, answers, today=today, lookup=lambda *_: "x").visible:
            return True, finite
    total = prod(len(domain) for domain in domains.values())
    return False, finite and total <= MOST_TRIES


def part_target(part: Definition, section: Section) -> Field:
    """A question of the section that has no condition of its own, standing for the section."""
    kept = part.section(section.key)
    if kept is None or not kept.fields:
        raise ValueError(f"section {section.key} has been cut away")
    return kept.fields[-1]


def _part(
    definition: Definition, section: Section, field: Field | None, dead: Collection[str]
) -> tuple[Definition, str]:
    """The form cut down to what decides whether `field` (or the section) appears, and the text of its conditions."""
    by_key = {one.key: (home, one) for home, one in definition.fields()}
    homes = {home.key: home for home in definition.sections}
    wanted: set[str] = set()
    sources = [section.when, field.when if field else ""]
    queue = list(names(*sources))
    while queue:
        key = queue.pop()
        if key in wanted:
            continue
        wanted.add(key)
        if key in dead:
            continue
        if key in by_key:
            home, one = by_key[key]
            sources += [one.when, one.compute, home.when]
            queue += [*names(one.when, one.compute, home.when), *([home.key] if home.repeat else [])]
        elif key in homes:
            home = homes[key]
            read = [text for one in home.fields for text in (one.when, one.compute)]
            sources += [home.when, *read]
            wanted |= {one.key for one in home.fields}
            queue += names(home.when, *read)
    target = field or Field(key=f"{section.key}_x", label="x", type="text")
    sections = []
    for home in definition.sections:
        kept = tuple(_bare(one, dead) for one in home.fields if one.key in wanted)
        if home.key == section.key:
            kept = (*(one for one in kept if one.key != target.key), replace(target, checks=(), required=False))
        if kept:
            repeat = replace(home.repeat, min=0) if home.repeat else None
            sections.append(replace(home, fields=kept, repeat=repeat, given=False))
    return replace(definition, sections=tuple(sections)), " ".join(filter(None, sources))


def _bare(field: Field, dead: Collection[str]) -> Field:
    return replace(field, checks=(), required=False, when="false" if field.key in dead else field.when)


def _domains(part: Definition, sources: str) -> tuple[dict[str, list[Any]], bool]:
    """For each top question and each repeated section, the raw answers worth trying; and whether these are all."""
    finite = "today" not in sources
    domains: dict[str, list[Any]] = {}
    for section in part.sections:
        fields = [field for field in section.fields if field.asked and not field.compute]
        answers = {field.key: _answers(field, sources) for field in fields}
        finite = finite and all(_few(field) for field in fields if field.key in sources)
        if section.repeat is None:
            domains |= answers
        else:
            finite = False
            domains[section.key] = _rows(answers, section.repeat.max)
    return domains, finite


def _few(field: Field) -> bool:
    return field.type == "checkbox" or (field.type == "choice" and not field.codelist)


def _rows(answers: dict[str, list[Any]], most: int) -> list[Any]:
    rows = [dict(zip(answers, values, strict=True)) for values in islice(_mixed(list(answers.values())), 60)]
    full = [{key: next((value for value in values if not is_blank(value)), "") for key, values in answers.items()}]
    return [*([row] for row in rows), full * min(most, 2), full * min(most, 3), full * most, []]


def _answers(field: Field, sources: str) -> list[Any]:
    """Raw answers to one question: those named in conditions, those beside them, none at all, a usual one."""
    numbers = [float(text) for text in _NUMBER.findall(sources)][:12]
    match field.type:
        case "checkbox":
            return [True, False]
        case "choice" if not field.codelist:
            return [option.value for option in field.options] + [""]
        case "multi" if not field.codelist:
            every = [option.value for option in field.options]
            return [every, *([value] for value in every), []]
        case "number" | "money" | "year":
            small = 10**-field.decimals
            near = {value + step for value in numbers for step in (-1, -small, 0, small, 1)}
            near |= {(one + two) / 2 for one, two in pairwise(sorted(numbers))}
            bounds = {value for value in (field.min, field.max, 0, 1, 2006) if value is not None}
            return [_typed(field, value) for value in sorted(near | bounds)] + [""]
        case "date":
            named = [date.fromisoformat(text) for text in _DATE.findall(sources) if _is_date(text)]
            ages = [_USUAL_DAY - timedelta(days=round(365.25 * value)) for value in numbers if value < 120]
            days = {day + timedelta(days=step) for day in [*named, *ages] for step in (-366, -1, 0, 1, 366)}
            return [day.isoformat() for day in sorted(days | {_USUAL_DAY})] + [""]
        case "file":
            return [[{"sha256": "0" * 64, "name": "tệp.pdf"}], []]
    texts = {a or b for a, b in _TEXT.findall(sources)} - {""}
    return [_plausible(field), *sorted(texts)[:20], "chữ", "0905123456 " * 20, ""]


def _plausible(field: Field) -> str:
    usual = {"identity": "099180000011", "tax_code": "9900000016", "phone": "0905123456", "email": "a@example.vn"}
    return usual.get(field.type, "1")


def _typed(field: Field, value: float) -> str:
    return f"{value:.{field.decimals}f}" if field.decimals else str(int(value))


def _is_date(text: str) -> bool:
    try:
        return 1900 < date.fromisoformat(text).year < 2100
    except ValueError:
        return False


def _combinations(domains: dict[str, list[Any]], sources: str) -> Iterator[tuple[dict[str, Any], date]]:
    days = [date.fromisoformat(text) for text in _DATE.findall(sources) if _is_date(text)][:4]
    todays = [_USUAL_DAY, *(day + timedelta(days=step) for day in days for step in (-1, 0, 1))]
    todays = todays if "today" in sources else [_USUAL_DAY]
    for values in islice(_mixed([*domains.values(), todays]), MOST_TRIES):
        yield dict(zip(domains, values[:-1], strict=True)), values[-1]


def _mixed(domains: list[list[Any]]) -> Iterator[tuple[Any, ...]]:
    """All combinations when they are few, else a fixed random choice of them."""
    if prod(len(domain) for domain in domains) <= MOST_TRIES:
        yield from product(*domains)
        return
    yield tuple(domain[0] for domain in domains)  # the usual answer to everything
    dice = random.Random(1)  # the same verdict every time
    for _ in range(MOST_TRIES - 1):
        yield tuple(dice.choice(domain) for domain in domains)
