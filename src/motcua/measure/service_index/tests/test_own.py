"""The index from our own dossiers: the two clocks, the sets, the units, the periods."""

import json
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.time import TZ
from motcua.measure.indicators.rules import parse_period
from motcua.measure.indicators.tests.building import at, fact, keep, register
from motcua.measure.service_index import queries
from motcua.measure.service_index.queries import sets
from motcua.measure.service_index.rules import Case, legal_on_time, portal_on_time, published_period, report_window

PORTAL = queries.scale("portal_2026")
MARCH = parse_period("2024-03")
NOW = datetime(2024, 6, 3, 9, tzinfo=TZ)
DAY = date(2024, 3, 5)


def metric(found, code):
    return {one.metric.code: one for one in found.score.metrics}[code]


def pair(found, code):
    one = metric(found, code).given
    return one.numerator, one.denominator


def own(**more):
    return queries.own_score(MARCH, now=NOW, scale=PORTAL, **more)


@pytest.mark.django_db
def test_a_month_is_scored_from_the_dossiers_received_in_it():
    keep(
        fact(accepted=DAY, finished=date(2024, 3, 8), due=date(2024, 3, 8), channel=2, result_electronic=True),
        fact(accepted=DAY, finished=date(2024, 3, 11), due=date(2024, 3, 8), paper_result=True),
        fact(accepted=DAY, due=date(2024, 4, 10)),  # open at the end of March, not yet due
        fact(accepted=DAY, due=date(2024, 3, 20)),  # open and overdue at the end of March
        fact(accepted=date(2024, 2, 29), finished=date(2024, 3, 20), due=date(2024, 3, 1)),  # of another month
    )
    found = own()
    assert found.received == 4
    assert pair(found, "ON_TIME") == (2, 4)
    assert metric(found, "ON_TIME").score == 10
    assert pair(found, "ORIGINAL_RESULT_AVAILABLE") == (0, 1)
    assert pair(found, "DOSSIER_RECEIVING_SATISFACTION") == (2, 4)
    assert found.score.partial


@pytest.mark.django_db
def test_what_nobody_told_us_stays_missing_and_what_is_no_task_does_not_apply():
    keep(fact(accepted=DAY, due=date(2024, 3, 8)))
    found = own()
    assert metric(found, "DOSSIER_SYNC").status == "missing"
    assert metric(found, "DOSSIERS_ONLINE").status == "missing"
    assert metric(found, "ELECTRONIC_CERTIFIED_COPY").status == "not_applicable"
    assert "ELECTRONIC_CERTIFIED_COPY" not in found.score.missing


@pytest.mark.django_db
def test_a_dossier_without_a_due_date_is_never_called_on_time():
    keep(fact(accepted=DAY, finished=DAY))
    found = own()
    assert pair(found, "ON_TIME") == (0, 1)
    assert found.without_due == 1
    assert metric(found, "ON_TIME").given.gaps == ("1 hồ sơ không có hạn, không thể coi là đúng hạn",)


@pytest.mark.django_db
def test_online_dossiers_are_multiplied_with_the_share_that_was_synchronised(cast, now):
    """3.3, worked example of the notes: 78 of 120 online, 95 % synchronised: 61.75 %, all points."""
    rows = keep(*(fact(accepted=DAY, channel=2 if number < 78 else 1, due=date(2024, 3, 8)) for number in range(120)))
    confirmed = [
        {"dossier": row.code, "confirmed_on": "06/03/2024", "final_state": "1", "progress": "1", "result_link": "1"}
        for row in rows[:114]
    ]
    register(cast, NOW, "sync", *confirmed)
    found = own()
    assert metric(found, "DOSSIERS_ONLINE").ratio == Decimal("61.75")
    assert metric(found, "DOSSIERS_ONLINE").score == 6
    assert metric(found, "DOSSIER_SYNC").score == Decimal("5.7")


@pytest.mark.django_db
def test_no_petition_earns_the_points_only_when_a_register_says_so(cast):
    keep(fact(accepted=DAY, due=date(2024, 3, 8)))
    assert metric(own(), "PETITION_PROCESSING_ON_TIME").status == "missing"
    register(cast, NOW, "feedback", {"code": "PA1", "received_on": "08/01/2024", "closed_on": "09/01/2024"})
    assert metric(own(), "PETITION_PROCESSING_ON_TIME").score == 6
    assert metric(own(), "PETITION_HANDLING_SATISFACTION").score == 6


@pytest.mark.django_db
def test_units_add_up_to_the_agency_and_leave_out_what_only_the_agency_has(django_assert_max_num_queries):
    units = ("sgddt-qlcl", "sgddt-gdtrh")
    keep(*(fact(accepted=DAY, due=DAY + timedelta(days=n), unit=units[n % 2]) for n in range(40)))
    whole, parts = queries.own_scores(MARCH, now=NOW, scale=PORTAL)
    assert whole == own()
    assert [one.unit for one in parts] == sorted(units)
    for code in queries.FACTS:
        if metric(whole, code).status == "counted":
            assert sum(pair(one, code)[0] for one in parts) == pair(whole, code)[0]
            assert sum(pair(one, code)[1] for one in parts) == pair(whole, code)[1]
    assert metric(parts[0], "PUBLISH_ON_TIME").status == "not_applicable"
    with django_assert_max_num_queries(40):
        own()


@pytest.mark.django_db
def test_a_period_to_come_has_no_points():
    found = queries.own_score(parse_period("2031"), now=NOW, scale=PORTAL)
    assert found.score.total is None


@pytest.mark.django_db
def test_the_command_scores_our_own_dossiers_and_refuses_what_it_does_not_know(capsys):
    keep(fact(accepted=DAY, finished=DAY, due=DAY))
    out = StringIO()
    call_command("index", "score", "--period", "2024-03", "--units", "--json", stdout=out)
    answer = json.loads(out.getvalue())
    assert [unit["received"] for unit in answer["units"]] == [1, 1]
    assert answer["in_force"] is False
    assert answer["units"][0]["on_time"] == {"portal": 1, "portal_strict": 1, "legal": 1, "without_due_date": 0}
    call_command("index", "score", "--period", "2024-03", "--report-window", "--json", stdout=(out := StringIO()))
    assert json.loads(out.getvalue())["period"]["first"] == "2024-02-15"
    for words in (["--period", "2024-99"], ["--unit", "none"], ["--scale", "none"]):
        with pytest.raises(SystemExit) as stopped:
            call_command("index", "score", *words)
        assert stopped.value.code == 2
    assert "none" in capsys.readouterr().err


instants = st.datetimes(datetime(2024, 2, 25), datetime(2024, 4, 10)).map(lambda moment: moment.replace(tzinfo=TZ))  # noqa: DTZ001
cases = st.lists(
    st.tuples(
        st.none() | instants, st.none() | instants, st.none() | instants,
        st.sampled_from(["working_hour", "working_day"]),
        st.integers(0, 3),
    ),
    max_size=6,
)  # fmt: skip


@pytest.mark.django_db
def test_database_and_plain_rules_agree_on_both_clocks():
    """Every mixture of due, end, unit and supplements at the edges of the period."""
    edges = [
        None,
        *(datetime.combine(date(2024, 3, day), time(hour), tzinfo=TZ) for day in (8, 31) for hour in (9, 23)),
    ]
    edges.append(datetime(2024, 4, 1, 0, 0, tzinfo=TZ))
    rows, plain = [], []
    for due in edges:
        for end in edges:
            for unit in ("working_hour", "working_day"):
                for asked in (0, 2):
                    one = fact(
                        accepted=DAY, legal_due=due, portal_due=due, limit_unit=unit, supplement_requests=asked,
                        finished_at=end, finished_on=end.date() if end else None, closed_by="result" if end else "",
                    )  # fmt: skip
                    rows.append(one)
                    plain.append(Case(due, due, end, unit, asked))
    keep(*rows)
    seen = sets.look(MARCH, NOW)
    every = sets.rows()
    for condition, judge in (
        (sets.on_time_legal(seen), legal_on_time),
        (sets.on_time_portal(seen), portal_on_time),
        (sets.on_time_portal(seen, "all"), lambda case, at: portal_on_time(case, at, "all")),
    ):
        good = set(every.filter(condition).values_list("pk", flat=True))
        assert {row.pk for row in rows if row.pk in good} == {
            row.pk for row, case in zip(rows, plain, strict=True) if judge(case, seen.at)
        }


def test_a_dossier_that_waits_for_the_applicant_ends_at_the_request():
    case = Case(at(DAY, 17), at(DAY, 17), None, requests=1, waiting_since=at(DAY, 9))
    assert legal_on_time(case, at(date(2024, 3, 31)))
    assert portal_on_time(case, at(date(2024, 3, 31)))
    twice = Case(at(DAY, 17), at(DAY, 17), None, requests=2, waiting_since=at(DAY, 9))
    assert legal_on_time(twice, at(date(2024, 3, 31)))
    assert not portal_on_time(twice, at(date(2024, 3, 31)))


def test_more_than_one_supplement_in_all_is_the_stricter_reading_of_the_notes():
    done = Case(at(DAY, 17), at(DAY, 17), at(DAY, 10), requests=2)
    assert portal_on_time(done, at(DAY, 18))
    assert not portal_on_time(done, at(DAY, 18), "all")


@given(cases)
def test_the_stricter_reading_is_never_kinder_and_finishing_earlier_never_hurts(rows):
    look = datetime(2024, 3, 31, 23, 59, tzinfo=TZ)
    for legal, portal, end, unit, asked in rows:
        case = Case(legal, portal, end, unit, asked)
        assert portal_on_time(case, look) >= portal_on_time(case, look, "all")
        if end is not None:
            earlier = Case(legal, portal, end - timedelta(hours=3), unit, asked)
            assert portal_on_time(earlier, look) >= portal_on_time(case, look)
            assert legal_on_time(earlier, look) >= legal_on_time(case, look)


def test_periods_read_as_published_lists_write_them():
    year = published_period("năm 2026 (lũy kế đến 10/10/2026)")
    assert (year.first, year.last) == (date(2026, 1, 1), date(2026, 10, 10))
    assert published_period("Quý 1/2026").key == "2026-Q1"
    assert published_period("tháng 3/2026").key == "2026-03"
    assert published_period("2026-03").key == "2026-03"
    for words in ("", "năm", "năm 2026 (lũy kế đến 31/12/2025)", "lũy kế đến 40/13/2026"):
        with pytest.raises(ValueError):
            published_period(words)


def test_windows_of_reports_run_from_the_15th_to_the_14th():
    """NĐ 09/2019/NĐ-CP, as far as it was read: month, quarter and year."""
    for key, first, last in (
        ("2024-03", "2024-02-15", "2024-03-14"),
        ("2024-Q1", "2023-12-15", "2024-03-14"),
        ("2024", "2023-12-15", "2024-12-14"),
    ):
        window = report_window(parse_period(key))
        assert (window.first.isoformat(), window.last.isoformat()) == (first, last)
    assert (
        SimpleNamespace(key=report_window(parse_period("2024-03-01..2024-03-09")).key).key == "2024-03-01..2024-03-09"
    )
