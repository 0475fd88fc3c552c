"""Tables by month and unit, lists behind a figure and the single figure say the same about the same data."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.measure.indicators import queries
from motcua.measure.indicators.queries import Scope
from motcua.measure.indicators.rules import parse_period, period_of
from motcua.measure.indicators.tests.building import at, fact, keep, paper, register

pytestmark = pytest.mark.django_db
CODES = [item.code for item in queries.definitions()]
UNITS = ("sgddt-qlcl", "sgddt-gdtrh")
DAYS = st.integers(0, 120).map(lambda n: date(2023, 12, 1) + timedelta(days=n))


@st.composite
def rows(draw):
    """A dossier of whatever fate between December and March."""
    accepted = draw(st.one_of(st.none(), DAYS))
    finished = accepted and draw(st.one_of(st.none(), st.integers(0, 60).map(lambda n: accepted + timedelta(days=n))))
    due = accepted and draw(st.one_of(st.none(), st.integers(0, 20).map(lambda n: accepted + timedelta(days=n))))
    return fact(
        accepted=accepted,
        finished=finished,
        due=due,
        code=draw(st.sampled_from(["", "A", "B"])) and f"K-{draw(st.integers(0, 10**9))}",
        unit=draw(st.sampled_from(UNITS)),
        channel=draw(st.sampled_from([None, 1, 2, 3])),
        assisted=draw(st.booleans()),
        closed_by=draw(st.sampled_from(["result", "result", "withdrawn"])) if finished else "",
        limit_unit=draw(st.sampled_from(["working_day", "working_hour", ""])),
        paper_result=draw(st.sampled_from([None, True, False])),
        result_electronic=draw(st.booleans()),
        result_signed=draw(st.booleans()),
        rating=draw(st.sampled_from([None, 1, 2, 3, 5])),
        papers={"p": paper(file=draw(st.booleans()), reused=draw(st.booleans()))},
    )


periods = st.sampled_from(["2024", "2024-Q1", "2024-02", "2023-12-15..2024-02-14", "2024-02-20..2024-05-03"])


def agree(code, period, now):
    whole = queries.compute(code, period, now=now)
    if queries.definition(code).feeds_from == "dossiers":
        asked, plain = queries.recount(code, period, now=now)[0], queries.recount(code, period, now=now)[1:]
        assert (whole.numerator, whole.denominator) == (asked.numerator, asked.denominator)
        assert list(whole.lines) == plain
    for part, cell in zip(period.parts, queries.by_month(code, period, now=now), strict=True):
        single = queries.compute(code, part, now=now)
        assert (cell.numerator, cell.denominator) == (single.numerator, single.denominator), (code, part.words)
    for cell in queries.by_unit(code, period, now=now):
        single = queries.compute(code, period, now=now, scope=Scope(unit=cell.key))
        assert (cell.numerator, cell.denominator) == (single.numerator, single.denominator), (code, cell.key)
    if code in queries.BY_UNIT:
        assert sum(cell.denominator for cell in queries.by_unit(code, period, now=now)) == (whole.denominator or 0)
    for side, expected in (
        ("denominator", whole.denominator),
        ("numerator", whole.numerator),
        ("rest", None if whole.denominator is None else whole.denominator - whole.numerator),
    ):
        listed = list(queries.members(code, period, now=now, side=side))
        assert len(listed) == (expected or 0), (code, side)
        assert all(member.counts == (side == "numerator") for member in listed if side != "denominator")
        assert all(bool(member.why) == (not member.counts) for member in listed)
        assert _paged(code, period, now, side) == [member.cursor for member in listed]


def _paged(code, period, now, side):
    cursors, after = [], ""
    while True:
        page = list(queries.members(code, period, now=now, side=side, after=after, limit=2))
        if not page:
            return cursors
        cursors += [member.cursor for member in page]
        after = page[-1].cursor


@pytest.mark.parametrize("code", ["I.3", "I.4", "II.2", "II.3", "II.6"])
def test_facts_counted_by_month_by_unit_and_one_by_one_agree(cast, code):
    @settings(max_examples=15)
    @given(st.lists(rows(), max_size=8), periods, DAYS)
    def check(made, text, day):
        with transaction.atomic():
            keep(*made)
            agree(code, parse_period(text), at(day, 14))
            transaction.set_rollback(True)

    check()


@pytest.fixture
def brought(cast, now):
    """Every register, with rows before, in and after the quarter."""
    made = keep(
        fact(accepted=date(2024, 1, 3), finished=date(2024, 1, 9), unit=UNITS[0]),
        fact(accepted=date(2024, 1, 30), finished=date(2024, 2, 9), unit=UNITS[1]),
        fact(accepted=date(2024, 2, 28), finished=date(2024, 3, 1), unit=UNITS[1]),
    )
    register(cast, now, "sync", *(
        {"dossier": row.code, "confirmed_on": "02/03/2024", "final_state": "x", "progress": "x", "result_link": link}
        for row, link in zip(made[:2], ("x", ""), strict=True)
    ))  # fmt: skip
    register(
        cast, now, "payments",
        *({"transaction": f"G{n}", "paid_on": f"{n:02d}/0{1 + n % 3}/2024", "amount": 1000 * (n % 4),
           "channel": ("DVCQG", "tiền mặt", "cổng tỉnh")[n % 3], "state": ("thành công", "huỷ")[n % 5 == 0]}
          for n in range(1, 25) if not (n % 3 == 2 and n > 4)),
    )  # fmt: skip
    register(cast, now, "business_regulations", *(
        {"regulation": f"{n}/QĐ", "due_on": f"{n:02d}/0{1 + n % 4}/2024", "updated_on": f"{n + 2:02d}/01/2024"}
        for n in range(1, 12)
    ))  # fmt: skip
    register(cast, now, "publication", *(
        {"procedure": f"1.00{n % 5}", "decision": f"{n}/QĐ", "due_on": f"{n:02d}/0{1 + n % 4}/2024",
         "effective_on": "20/01/2024", "decided_on": f"{n:02d}/01/2024", "posted_on": f"{n + 7:02d}/01/2024"}
        for n in range(1, 12)
    ))  # fmt: skip
    register(cast, now, "feedback", *(
        {"code": f"P{n}", "received_on": f"{n:02d}/01/2024", "closed_on": f"{n:02d}/02/2024" if n % 3 else ""}
        for n in range(1, 25)
    ))  # fmt: skip
    register(cast, now, "documents", *(
        {"symbol": f"{n}/CV", "on_date": f"{n:02d}/0{1 + n % 2}/2024", "kind": "đến",
         "secret": "x" if n % 7 == 0 else "", "online": "x" if n % 2 else ""}
        for n in range(1, 25)
    ))  # fmt: skip


@pytest.mark.parametrize("code", ["I.2", "I.5", "II.1", "II.4", "II.5", "III.1"])
@pytest.mark.parametrize("text", ["2024", "2024-Q1", "2024-01-10..2024-02-20", "2025-01"])
def test_registers_counted_by_month_and_one_by_one_agree(cast, now, brought, code, text):
    agree(code, parse_period(text), now)


def test_a_table_by_unit_and_month_adds_up_to_the_agency(cast, now, brought):
    period = parse_period("2024-Q1")
    for code in ("I.3", "I.5"):
        table = queries.unit_month_table(code, period, now=now)
        whole = queries.by_month(code, period, now=now)
        assert set(table) == set(UNITS)
        for index, cell in enumerate(whole):
            assert sum(cells[index].denominator for cells in table.values()) == cell.denominator
            assert {cells[index].key for cells in table.values()} == {cell.key}


@pytest.mark.parametrize("code", CODES)
def test_a_table_of_a_year_asks_no_more_than_a_table_of_a_month(
    cast, now, brought, code, django_assert_max_num_queries
):
    for text in ("2024-01", "2024"):
        with django_assert_max_num_queries(16 if code == "I.1" else 6):
            queries.by_month(code, parse_period(text), now=now)


@given(DAYS, st.integers(0, 500))
def test_the_parts_of_a_period_are_the_period_and_its_key_reads_back(first, length):
    period = period_of(first, first + timedelta(days=length))
    parts = period.parts
    assert (parts[0].first, parts[-1].last) == (period.first, period.last)
    assert all(a.last + timedelta(days=1) == b.first for a, b in pairwise(parts))
    again = parse_period(period.key)
    assert (again.first, again.last) == (period.first, period.last)
