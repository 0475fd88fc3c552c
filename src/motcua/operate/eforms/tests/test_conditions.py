"""Conditions and computed values as rows of words: what is built can be read back and means what the words say."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.text import clean
from motcua.operate.eforms import rules
from motcua.operate.eforms.rules import computing
from motcua.operate.eforms.rules import conditions as words
from motcua.operate.eforms.rules.conditions import Condition, Row
from motcua.operate.eforms.rules.expressions import compiled, run
from motcua.operate.eforms.tests.samples import field, parsed, subjects

KINDS = {
    "ten": "text", "loai": "choice", "so": "number", "diem": "decimal", "ngay": "date", "dong_y": "checkbox",
    "giay": "multi", "mon": "rows", "tep": "opaque",
}  # fmt: skip
TEXTS = st.text(max_size=8).map(clean) | st.text(alphabet="\"'\\\r\nna", max_size=6)
NUMBERS = st.integers(-1000, 1000)
ANSWERS = st.fixed_dictionaries(
    {
        "ten": st.none() | TEXTS.filter(bool),
        "loai": st.sampled_from([None, "A", "B"]),
        "so": st.none() | NUMBERS,
        "diem": st.none() | st.floats(-10, 10).map(lambda n: round(n, 2)),
        "ngay": st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1)).map(date.isoformat),
        "dong_y": st.booleans(),
        "giay": st.lists(st.sampled_from(["A", "B"]), unique=True),
        "mon": st.lists(st.fixed_dictionaries({"x": st.integers(0, 9)}), max_size=3),
        "tep": st.none() | st.just("f"),
    }
)


@st.composite
def rows(draw: st.DrawFn) -> Row:
    key = draw(st.sampled_from(sorted(KINDS)))
    kind = KINDS[key]
    operator = draw(st.sampled_from(words.KINDS[kind]))
    if operator in words.WITHOUT_VALUE:
        return Row(key, operator)
    values = {
        "number": NUMBERS.map(str), "rows": st.integers(0, 4).map(str), "date": st.sampled_from(["2020-01-01"]),
        "decimal": st.sampled_from(["5", "8.25", "0"]), "choice": st.sampled_from("AB"), "multi": st.sampled_from("AB"),
    }  # fmt: skip
    return Row(key, operator, draw(values.get(kind, TEXTS)))


CONDITIONS = st.builds(Condition, st.sampled_from(["all", "any"]), st.lists(rows(), max_size=4).map(tuple))


def meant(row: Row, answers: dict[str, Any]) -> bool:
    """What a row says, told without any expression."""
    value, kind = answers[row.key], KINDS[row.key]
    value = len(value) if kind == "rows" else value
    other: Any = float(row.value) if kind in {"number", "decimal", "rows"} and row.value else row.value
    if row.operator in {words.ANSWERED, words.BLANK}:
        return bool(value not in (None, [])) == (row.operator == words.ANSWERED)
    if row.operator in {words.TICKED, words.NOT_TICKED}:
        return value == (row.operator == words.TICKED)
    if row.operator in {words.HAS, words.HAS_NOT}:
        return (other in value) == (row.operator == words.HAS)
    if value is None:
        return False
    return {
        words.IS: lambda: value == other,
        words.IS_NOT: lambda: value != other,
        words.MORE: lambda: value > other,
        words.LESS: lambda: value < other,
        words.AT_LEAST: lambda: value >= other,
        words.AT_MOST: lambda: value <= other,
        words.CONTAINS: lambda: other in value,
    }[row.operator]()


@given(CONDITIONS, st.booleans())
def test_what_is_built_is_read_back(condition: Condition, guarded: bool) -> None:
    source = words.build(condition, KINDS, guarded=guarded)
    again = words.read(source, KINDS, guarded=guarded)
    assert again is not None
    assert again.rows == condition.rows
    assert again.mode == (condition.mode if len(condition.rows) > 1 else "all")


@given(CONDITIONS.filter(lambda condition: bool(condition.rows)), ANSWERS)
def test_a_condition_means_what_its_words_say(condition: Condition, answers: dict[str, Any]) -> None:
    outcome = run(words.build(condition, KINDS), answers)
    says = [meant(row, answers) for row in condition.rows]
    assert outcome.status == "ok", outcome
    assert outcome.value == (all(says) if condition.mode == "all" else any(says))


@given(st.text(max_size=60) | st.text(alphabet="abms()[]&|!=<>. \"'\\n05", max_size=40))
def test_reading_never_breaks_and_never_invents(source: str) -> None:
    condition = words.read(source, KINDS)
    if condition is not None and condition.rows:
        assert words.read(words.build(condition, KINDS), KINDS) == condition


@pytest.mark.parametrize(
    ("source", "rows"),
    [
        ('loai != null && loai != "A"', [Row("loai", "is_not", "A")]),
        ('loai == "A" || loai == "B"', [Row("loai", "is", "A"), Row("loai", "is", "B")]),
        ("!dong_y", [Row("dong_y", "not_ticked")]),
        ("so > 5 && dong_y", [Row("so", "more", "5"), Row("dong_y", "ticked")]),
        ("ngay <= today", [Row("ngay", "at_most", other="today")]),
    ],
)
def test_conditions_written_by_hand_are_read(source: str, rows: list[Row]) -> None:
    found = words.read(source, KINDS)
    assert found is not None
    assert list(found.rows) == rows


@pytest.mark.parametrize(
    "source",
    ['loai != "A"', "so > 5 || dong_y", "years(ngay, today) >= 18", "mon.exists(m, m.x > 1)", "la == 1", "so > ten.x"],
)
def test_what_rows_cannot_say_stays_text(source: str) -> None:
    """`loai != "A"` alone also holds while nothing is chosen, which no row says."""
    assert words.read(source, KINDS) is None


def test_a_check_passes_where_the_other_question_is_not_answered() -> None:
    source = words.build(
        Condition("all", (Row("den", "more", other="tu"),)), {"den": "date", "tu": "date"}, guarded=False
    )
    form = parsed(field("tu", "date"), field("den", "date", checks=[{"expr": source, "message": "Sau ngày bắt đầu."}]))
    judged = rules.evaluate(form, {"den": "1/2/2024"}, today=date(2024, 3, 1))
    assert judged.errors == ()
    judged = rules.evaluate(form, {"den": "1/2/2024", "tu": "2/2/2024"}, today=date(2024, 3, 1))
    assert [error.message for error in judged.errors] == ["Sau ngày bắt đầu."]


@pytest.mark.parametrize(
    "computation",
    [
        computing.Computation(computing.SUM, "mon", "diem"),
        computing.Computation(computing.SUM, "dong", "diem"),
        computing.Computation(computing.COUNT, "mon"),
        computing.Computation(computing.YEARS, "sinh", "today"),
        computing.Computation(computing.PRODUCT, "gia", "so"),
        computing.Computation(computing.SAME, "gia"),
        computing.Computation(computing.TODAY),
        computing.Computation(computing.ROW),
        computing.Computation(computing.FREE, source='ten + " " + ho'),
    ],
)
def test_a_recipe_compiles_and_is_read_back(computation: computing.Computation) -> None:
    source = computing.build(computation)
    compiled(source)
    assert computing.read(source) == computation


def test_a_sum_of_a_column_is_computed() -> None:
    total = computing.build(computing.Computation(computing.SUM, "mon", "diem"))
    form = parsed(
        sections=[
            subjects(),
            {"key": "het", "title": "Hết", "fields": [field("tong", "number", decimals=2, compute=total)]},
        ]
    )
    judged = rules.evaluate(
        form, {"mon": [{"ten": "a", "diem": "8,5"}, {"ten": "b", "diem": "7"}]}, today=date(2024, 3, 1)
    )
    assert judged.values["tong"] == 15.5
