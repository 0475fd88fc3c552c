"""Random forms and random answers, lawful or not: nothing crashes, and the evaluator keeps its promises."""

import json
import random
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.operate.eforms import rules
from motcua.operate.eforms.tests.strategies import JSON, answers, definitions, lookup

TODAY = date(2024, 2, 6)
FREELY = {"deadline": None, "database": None, "suppress_health_check": list(HealthCheck)}


def judge(form: rules.Definition, raw: Any) -> rules.Evaluation:
    return rules.evaluate(form, raw, today=TODAY, lookup=lookup)


def promises(form: rules.Definition, raw: dict[str, Any], extra: dict[str, Any]) -> rules.Evaluation:
    """What holds for every usable form and whatever is answered."""
    first = judge(form, raw)
    assert judge(form, raw) == first  # the same every time
    again = judge(form, first.values)
    assert _typed(form, again.values) == _typed(form, first.values)  # judging what was judged changes nothing
    tops = {path.split("-")[0] for path in first.visible}
    assert set(first.values) <= tops  # what is hidden never leaks a value
    for section in form.sections:
        for index, row in (
            zip(first.groups.get(section.key, ()), first.values.get(section.key, []), strict=True)
            if (section.repeat and section.key in first.values)
            else ()
        ):
            assert all(f"{section.key}-{index}-{key}" in first.visible for key in row)
    assert judge(form, {**extra, **raw}) == first  # answers to nothing change nothing
    json.dumps(first.values, allow_nan=False).encode()
    shown = rules.summary(form, first)
    assert {row.path for part in shown for row in part.rows} <= first.visible
    return first


def _typed(form: rules.Definition, values: dict[str, Any]) -> dict[str, Any]:
    """What was typed. A group that comes out blank is no group, and what is computed of groups follows them."""
    computed = {field.key for _, field in form.fields() if field.compute}
    found: dict[str, Any] = {}
    for key, value in values.items():
        if key.startswith("muc"):
            rows = [{name: one for name, one in row.items() if name not in computed} for row in value]
            found[key] = [row for row in rows if row]
        elif not key.startswith("tong"):
            found[key] = value
    return found


def shuffled(definition: dict[str, Any], seed: int) -> dict[str, Any]:
    """The same form with the questions of each section in another order."""
    dice = random.Random(seed)
    sections = [{**part, "fields": dice.sample(part["fields"], len(part["fields"]))} for part in definition["sections"]]
    return {**definition, "sections": sections}


EXTRA = st.dictionaries(st.sampled_from(["khong_co", "la_lung", "row", "x" * 300]), JSON, max_size=3)


def run_lawful(data: st.DataObject) -> None:
    definition = data.draw(definitions())
    raw = data.draw(answers(definition))
    assert rules.check_definition(definition) == []
    seed = data.draw(st.integers(0, 9))
    straight = promises(rules.parse(definition), raw, data.draw(EXTRA))
    mixed = judge(rules.parse(shuffled(definition, seed)), raw)
    assert (mixed.values, mixed.visible) == (straight.values, straight.visible)  # order only shows
    assert sorted(mixed.errors, key=str) == sorted(straight.errors, key=str)
    if seed == 0:
        rules.review_definition(definition)


# Broken on purpose: attributes of a lawful form exchanged for anything.
BROKEN = st.one_of(
    JSON,
    st.sampled_from(
        [
            10**9,
            -1,
            "a" * 5000,
            "<script>",
            "o0_0",
            "x.y.z",
            "muc0.all(a, muc0.all(b, true))",
            [],
            {},
            None,
            "file",
            "(((",
        ]
    ),
)


def run_broken(data: st.DataObject) -> None:
    definition = data.draw(definitions())
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.sampled_from(_places(definition)))
        name = data.draw(
            st.sampled_from([*place, "when", "compute", "repeat", "options", "type", "checks", "codelist"])
        )
        place[name] = data.draw(BROKEN)
    problems = rules.check_definition(definition)
    assert all(problem.message and problem.place is not None for problem in problems)
    if not problems:
        form = rules.parse(definition)
        rules.summary(form, judge(form, data.draw(answers(definition))))
        rules.review_definition(definition)


def _places(definition: dict[str, Any]) -> list[dict[str, Any]]:
    """The form, its sections and its questions, as far as they still are what they should be."""
    parts = [part for part in _list(definition.get("sections")) if isinstance(part, dict)]
    fields = [field for part in parts for field in _list(part.get("fields")) if isinstance(field, dict)]
    return [definition, *parts, *fields]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


@given(st.data())
@settings(max_examples=800, **FREELY)
def test_eight_hundred_lawful_forms_keep_every_promise(data: st.DataObject) -> None:
    run_lawful(data)


@given(st.data())
@settings(max_examples=1200, **FREELY)
def test_twelve_hundred_broken_forms_are_refused_in_words_or_still_work(data: st.DataObject) -> None:
    run_broken(data)


@pytest.mark.soak
@given(st.data())
@settings(max_examples=10_000, **FREELY)
def test_ten_thousand_lawful_forms_keep_every_promise(data: st.DataObject) -> None:
    run_lawful(data)


@pytest.mark.soak
@given(st.data())
@settings(max_examples=10_000, **FREELY)
def test_ten_thousand_broken_forms_are_refused_in_words_or_still_work(data: st.DataObject) -> None:
    run_broken(data)
