"""The sums of the form hold for any dossiers, it equals a recount, and what a period leaves the next one carries."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.time import local_date
from motcua.measure.indicators.rules import parse_period
from motcua.steer.reports.rules import (
    COLUMNS,
    Case,
    bulletin,
    carried_over,
    count,
    sums,
)

MARCH, APRIL = parse_period("2024-03"), parse_period("2024-04")
LATER = datetime(2025, 1, 1, tzinfo=UTC)
days = st.dates(date(2024, 1, 15), date(2024, 5, 15))
instants = st.datetimes(datetime(2024, 1, 1), datetime(2024, 6, 1), timezones=st.just(UTC))  # noqa: DTZ001
cases = st.lists(
    st.builds(
        Case,
        dossier=st.uuids().map(str),
        level=st.sampled_from(["1. Cấp tỉnh", "3. Cấp xã"]),
        field=st.sampled_from(["Văn bằng", "Trung học", "Không rõ"]),
        accepted_on=days,
        channel=st.sampled_from([None, 1, 2, 3, 9]),
        due=st.none() | instants,
        by_hour=st.booleans(),
        finished_at=st.none() | instants,
    ),
    max_size=30,
)


@given(cases)
def test_the_sums_hold_for_any_dossiers_but_for_what_is_named(made):
    table = count(made, MARCH, LATER)
    for row in (*table.rows, table.total):
        assert row.received == row.online + row.direct + row.carried + row.no_channel
        assert row.processed == row.early + row.on_time + row.late + row.no_due
        assert row.running == row.running_in_time + row.running_late + row.open_no_due
        assert row.received == row.processed + row.running
    gaps = {"không rõ kênh nộp": "no_channel", "không có hạn": "no_due"}
    for broken in sums(table):
        assert any(words in broken.why for words in gaps), broken
    whole = table.total
    assert bool(sums(table)) == bool(whole.no_channel + whole.no_due + whole.open_no_due)


@given(cases)
def test_the_form_equals_a_recount_one_dossier_after_another(made):
    total = count(made, MARCH, LATER).total
    ends = {one.dossier: max(local_date(one.finished_at), one.accepted_on) if one.finished_at else None for one in made}
    begun = [one for one in made if one.accepted_on <= MARCH.last]
    alive = [one for one in begun if ends[one.dossier] is None or ends[one.dossier] >= MARCH.first]
    assert total.received == len(alive)
    assert total.carried == sum(one.accepted_on < MARCH.first for one in alive)
    assert total.online == sum(one.channel == 2 and one.accepted_on >= MARCH.first for one in alive)
    done = [one for one in alive if ends[one.dossier] is not None and ends[one.dossier] <= MARCH.last]
    assert (total.processed, total.running) == (len(done), len(alive) - len(done))
    late = [
        one for one in done
        if one.due and (
            one.finished_at > one.due if one.by_hour else local_date(one.finished_at) > local_date(one.due)
        )
    ]  # fmt: skip
    assert total.late == len(late)


@given(cases)
def test_what_one_period_leaves_running_the_next_one_carries(made):
    before, after = count(made, MARCH, LATER), count(made, APRIL, LATER)
    kept = {"rows": [{"level": r.level, "field": r.field, "running": r.running} for r in before.rows]}
    assert carried_over(after, kept) == []
    assert after.total.carried == before.total.running


def case(**changes):
    values = {
        "dossier": "d", "level": "1. Cấp tỉnh", "field": "Văn bằng", "accepted_on": date(2024, 3, 4), "channel": 2,
        "due": datetime(2024, 3, 8, 10, tzinfo=UTC), "by_hour": False,
        "finished_at": datetime(2024, 3, 7, 3, tzinfo=UTC),
    }  # fmt: skip
    return Case(**(values | changes))


def test_a_dossier_that_came_after_the_report_was_kept_is_named():
    kept = {"rows": [{"level": "1. Cấp tỉnh", "field": "Văn bằng", "running": 0}]}
    table = count([case(finished_at=datetime(2024, 4, 2, tzinfo=UTC))], APRIL, LATER)
    (broken,) = carried_over(table, kept)
    assert (broken.where, broken.left, broken.right) == ("Văn bằng", 1, 0)


def test_early_on_the_day_and_late_are_days_of_the_law_and_hours_are_hours():
    ends = (timedelta(days=-1), timedelta(hours=3), timedelta(days=1))
    due = datetime(2024, 3, 8, 10, tzinfo=UTC)
    total = count([case(finished_at=due + end) for end in ends], MARCH, LATER).total
    assert (total.early, total.on_time, total.late) == (1, 1, 1)
    total = count([case(finished_at=due + end, by_hour=True) for end in ends], MARCH, LATER).total
    assert (total.early, total.on_time, total.late) == (1, 0, 2)


def test_an_end_before_the_intake_counts_on_the_day_of_intake_and_is_named():
    table = count([case(finished_at=datetime(2024, 2, 1, tzinfo=UTC))], MARCH, LATER)
    assert (table.total.received, table.total.processed, table.odd) == (1, 1, ["d"])


def test_the_bulletin_says_what_the_figures_say_and_nothing_else():
    table = count([case(), case(finished_at=None, due=None)], MARCH, LATER)
    text = " ".join(bulletin(table, MARCH, agency="Sở A", running=False, broken=1))
    assert "tiếp nhận mới 2 hồ sơ" in text
    assert "2 hồ sơ nộp trực tuyến (100,0\u00a0%)" in text
    assert "Đã giải quyết 1 hồ sơ: 1 trước hạn, 0 đúng hạn, 0 quá hạn; tỷ lệ trước và đúng hạn 100,0\u00a0%." in text
    assert "1 không có hạn" in text
    assert "không khớp" in text
    nothing = bulletin(count([], MARCH, LATER), MARCH, agency="Sở A", running=False, broken=0)
    assert nothing == [
        "Trong thời gian từ 01/03/2024 đến 31/03/2024, Sở A không tiếp nhận và không còn hồ sơ thủ tục hành chính nào."
    ]


def test_the_form_has_the_eleven_columns_of_its_heading():
    assert len(COLUMNS) == 11
