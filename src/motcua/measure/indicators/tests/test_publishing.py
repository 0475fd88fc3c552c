"""I.1 and II.4 from what is kept here: decisions with their clocks, declared levels with their contradictions."""

from datetime import date

import pytest

from motcua.measure.indicators import queries
from motcua.measure.indicators.rules import parse_period
from motcua.measure.indicators.tests.building import register
from motcua.measure.indicators.tests.test_desk import page
from motcua.operate.catalogue import services as catalogue
from motcua.operate.publications.rules import Step
from motcua.operate.publications.tests.office import FIRST, SECOND, THIRD, at, drafted, entry, procedures, signed, walk

pytestmark = pytest.mark.django_db
YEAR = parse_period("2024")
NOW = at(date(2025, 1, 10))


@pytest.fixture
def kiem(cast):
    procedures()
    return cast.actor("kiem")


def published(kiem, number: str, code: str, *, signed_on: date, effect: date, posted: date):
    decision = signed(
        kiem, number=number, on=signed_on, effect=effect, entries=(entry(code, effective_on=effect),), now=NOW
    )
    walk(decision, kiem, (Step.ENTER, posted), (Step.POST, posted))
    return decision


def test_decisions_are_the_source_and_each_reading_stands_apart(cast, kiem):
    march = date(2024, 3, 15)
    published(kiem, "1/QĐ", FIRST, signed_on=date(2024, 3, 8), effect=march, posted=date(2024, 3, 13))
    tight = published(kiem, "2/QĐ", SECOND, signed_on=date(2024, 3, 9), effect=march, posted=date(2024, 3, 13))
    late = published(kiem, "3/QĐ", THIRD, signed_on=date(2024, 3, 4), effect=march, posted=date(2024, 3, 20))
    figure = queries.compute("II.4", YEAR, now=NOW)
    assert (figure.numerator, figure.denominator, figure.source_kind) == (2, 3, "facts")
    assert "Quyết định công bố" in figure.source
    assert [(line.name[:20], line.numerator) for line in figure.lines] == [("Theo cách tính của C", 1)]
    members = {member.key: member for member in queries.members("II.4", YEAR, now=NOW)}
    assert members[THIRD].why == "3/QĐ: công khai muộn, hạn 11/03/2024, công khai ngày 20/03/2024"
    assert members[SECOND].decisions == ((str(tight.pk), "2/QĐ"),)
    listed = page(cast.client("kiem"), "/lam-viec/chi-tieu/II.4/danh-sach/?ky=2024")
    assert listed.select(f"a[href$='/cong-bo/quyet-dinh/{late.pk}/']")
    assert page(cast.client("hoa"), "/lam-viec/chi-tieu/II.4/danh-sach/?ky=2024").select(
        f"a[href='/quyet-dinh-cong-bo/{late.pk}/']"
    )


def test_months_add_up_to_what_each_says_alone(kiem):
    published(kiem, "1/QĐ", FIRST, signed_on=date(2024, 3, 4), effect=date(2024, 3, 15), posted=date(2024, 3, 13))
    published(kiem, "2/QĐ", FIRST, signed_on=date(2024, 6, 3), effect=date(2024, 6, 28), posted=date(2024, 6, 5))
    for cell, part in zip(queries.by_month("II.4", YEAR, now=NOW), YEAR.parts, strict=True):
        figure = queries.compute("II.4", part, now=NOW)
        assert (cell.numerator, cell.denominator) == (figure.numerator, figure.denominator)
    assert queries.compute("II.4", YEAR, now=NOW).denominator == 1


def test_a_register_speaks_for_the_periods_that_no_decision_covers_and_stands_beside_the_others(cast, kiem):
    listed = {"decision": "9/QĐ", "effective_on": "31/01/2024", "decided_on": "15/01/2024", "posted_on": "18/01/2024"}
    register(cast, NOW, "publication", {**listed, "procedure": SECOND, "due_on": "22/01/2024"})
    published(kiem, "1/QĐ", FIRST, signed_on=date(2024, 3, 4), effect=date(2024, 3, 15), posted=date(2024, 3, 8))
    january = queries.compute("II.4", parse_period("2024-01"), now=NOW)
    assert (january.denominator, january.source_kind) == (1, "register")
    year = queries.compute("II.4", YEAR, now=NOW)
    assert (year.denominator, year.source_kind) == (1, "facts")
    assert ("Theo sổ nhập từ ngoài", 1) in [(line.name, line.denominator) for line in year.lines]


def test_an_overdue_draft_is_late_and_an_unknown_date_of_effect_is_said(kiem):
    drafted(kiem, entry(effective_on=date(2024, 3, 15)))
    signed(kiem, number="5/QĐ", on=date(2024, 3, 4), entries=(entry(SECOND),), now=NOW)
    figure = queries.compute("II.4", YEAR, now=NOW)
    assert (figure.numerator, figure.denominator) == (0, 2)
    assert "1 thủ tục chưa có ngày hiệu lực" in figure.gaps[0]
    why = {member.key: member.why for member in queries.members("II.4", YEAR, now=NOW)}
    assert why[FIRST] == "quyết định công bố muộn, hạn 10/03/2024, chưa ký"
    assert "chưa công khai" in why[SECOND]


def declare(kiem, code: str, level: str | None, eligible: bool | None):
    catalogue.set_level(
        code=code, agency_key="sgddt", level=level, eligible_full_online=eligible, since=date(2024, 1, 2),
        source="Danh mục thử", by=kiem, now=NOW,
    )  # fmt: skip


def test_declarations_that_contradict_themselves_are_listed_by_kind(cast, kiem):
    procedures("9.000004")
    declare(kiem, FIRST, "full", None)
    declare(kiem, SECOND, None, True)
    declare(kiem, THIRD, "partial", None)
    figure = queries.compute("I.1", YEAR, now=NOW)
    assert (figure.numerator, figure.denominator) == (0, 1)
    assert len(figure.gaps) == 3
    found = {(error.kind, error.code) for error in queries.eligibility_errors(YEAR, now=NOW)}
    assert found == {
        ("full_not_eligible", FIRST), ("full_no_form", FIRST), ("eligible_no_level", SECOND),
        ("level_not_judged", THIRD), ("not_declared", "9.000004"),
    }  # fmt: skip
    text = page(cast.client("kiem"), "/lam-viec/chi-tieu/I.1/?ky=2024").get_text()
    assert "Khai báo cần xem lại" in text
    assert "chưa khai mức độ" in text
