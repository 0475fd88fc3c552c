"""Properties of counting: against a brute-force counter, under changes of the calendar, and by its own proof."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.time import (
    TZ,
    Limit,
    Span,
    add_working_days,
    after_working_seconds,
    due,
    due_with_spans,
    extended,
    working_seconds_between,
)
from motcua.kernel.time import checker as proof_checker
from motcua.kernel.time.tests.worlds import at, calendar, calendars, days, instants, limits, stops

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
modes = st.sampled_from(["restart", "pause"])


def brute_force(start, limit, ours, spans, mode):
    """Counts like a clerk with a wall calendar: one day (or one minute) after the other, looking at every stop."""
    begin = start.astimezone(TZ).replace(tzinfo=None)
    stopped = [(span.start.replace(tzinfo=None), span.end.replace(tzinfo=None)) for span in spans if span.kind != "run"]
    if mode == "restart":
        begin = max([begin, *(span.end.replace(tzinfo=None) for span in spans if span.kind == "restart")])
    if limit.unit == "working_hour":
        return minutes(begin, limit.value * 60, ours, stopped)
    target = limit.value
    if limit.unit == "month":
        target = (corresponding_day(begin.date(), limit.value) - begin.date()).days
    day, counted = begin.date(), 0
    while counted < target:
        day += DAY
        closing = datetime.combine(day, ours.hours_on(day).closing)
        stands = any(since < closing <= to and to > begin for since, to in stopped)
        needs_work = limit.unit == "working_day" or counted == target - 1
        counted += not stands and (ours.is_working(day) or not needs_work)
    return closing


def minutes(begin, amount, ours, stopped):
    """Only for instants on whole minutes."""
    now = begin
    while amount:
        works = ours.is_working(now.date()) and ours.hours_on(now.date()).contains(now.time())
        amount -= works and not any(since <= now < to for since, to in stopped)
        now += MINUTE
    return now


def corresponding_day(start, months):
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    first_of_next = datetime(year + month // 11, (month + 1) % 12 + 1, 1, tzinfo=TZ).date()
    return min(date(year, month + 1, 1) + DAY * (start.day - 1), first_of_next - DAY)


@given(calendars(), instants, limits(), stops(), modes)
def test_the_engine_agrees_with_a_brute_force_counter(ours, start, limit, spans, mode):
    start = start.replace(second=0)
    assert due_with_spans(start, limit, ours, spans, mode).at.replace(tzinfo=None) == brute_force(
        start, limit, ours, spans, mode
    )


@given(calendars(), instants, limits(), stops(), modes)
def test_the_independent_checker_accepts_every_proof(ours, start, limit, spans, mode):
    proof = json.loads(json.dumps(due_with_spans(start, limit, ours, spans, mode).proof()))
    off, worked = {day.isoformat() for day in ours.days_off}, {day.isoformat() for day in ours.worked}
    assert proof_checker.check(proof) == []
    assert proof_checker.check(proof, off, worked) == []


@given(calendars(), instants, limits(("working_day", "day", "month")), st.integers(1, 9), st.data())
def test_the_independent_checker_rejects_a_changed_proof(ours, start, limit, shift, data):
    proof = due(start, limit, ours).proof()
    change = data.draw(st.sampled_from(["due_at", "value", "flag", "dropped"]))
    if change == "due_at":
        proof["due_at"] = (datetime.fromisoformat(proof["due_at"]) + shift * MINUTE).isoformat()
    elif change == "value":
        proof["limit"]["value"] += shift
    elif change == "flag":
        day = data.draw(st.sampled_from(proof["days"]))
        day["counted"] = not day["counted"]
    else:
        proof["days"].remove(data.draw(st.sampled_from(proof["days"])))
    off, worked = {day.isoformat() for day in ours.days_off}, {day.isoformat() for day in ours.worked}
    assert proof_checker.check(proof, off, worked)


@given(calendars(), instants, limits(), stops(), modes)
def test_a_due_date_is_never_a_day_off_and_every_day_is_accounted_for(ours, start, limit, spans, mode):
    answer = due_with_spans(start, limit, ours, spans, mode)
    assert ours.is_working(answer.at.date())
    told = sorted((*answer.counted, *(day for day, _ in answer.skipped)))
    first = answer.begin.astimezone(TZ).date() + DAY * (limit.unit != "working_hour")
    assert told == [first + DAY * n for n in range(len(told))]
    assert told[-1] == answer.counted[-1] == answer.at.date()


@given(calendars(), instants, limits(), stops(), modes, days)
def test_one_more_holiday_never_brings_a_date_forward(ours, start, limit, spans, mode, holiday):
    worked = {day: why for day, why in ours.worked.items() if day != holiday}
    more = replace(ours, days_off={**ours.days_off, holiday: "Nghỉ thêm"}, worked=worked)
    assert due_with_spans(start, limit, more, spans, mode).at >= due_with_spans(start, limit, ours, spans, mode).at


@given(calendars(), instants, st.integers(1, 20), st.integers(0, 19), st.integers(0, 15), st.data())
def test_pausing_k_working_days_moves_the_date_by_exactly_k(ours, start, value, ran, k, data):
    ran = min(ran, value - 1)  # working days that have run before the pause
    last_run = add_working_days(start.date(), ran, ours)
    first_paused = add_working_days(start.date(), ran + 1, ours)
    last_paused = add_working_days(last_run, k, ours)
    opening = datetime.combine(first_paused, ours.hours_on(first_paused).opening).replace(tzinfo=TZ)
    closing = datetime.combine(last_paused, ours.hours_on(last_paused).closing).replace(tzinfo=TZ)
    spans = [Span("pause", opening, closing)] if k else []
    if k and data.draw(st.booleans()):  # the same pause cut in two
        middle = opening + (closing - opening) * data.draw(st.floats(0, 1))
        spans = [Span("pause", opening, middle), Span("pause", middle, closing)]
    paused = due_with_spans(start, Limit(value, "working_day"), ours, spans, "pause")
    assert paused.at == due(start, Limit(value + k, "working_day"), ours).at


@given(calendars(), instants, st.integers(1, 40), stops(kinds=("pause",)))
def test_a_limit_of_hours_moves_by_exactly_the_office_time_paused(ours, start, hours, spans):
    answer = due_with_spans(start, Limit(hours, "working_hour"), ours, spans, "pause")
    merged, edge = 0, start
    for span in sorted(spans, key=lambda span: span.start):
        since, to = max(span.start, edge), min(span.end, answer.at)
        merged += max(working_seconds_between(since, to, ours), 0)
        edge = max(edge, span.end)
    assert working_seconds_between(start, answer.at, ours) == hours * 3600 + merged


@given(calendars(), instants, limits(), stops(kinds=("pause", "run")), stops(kinds=("restart",)))
def test_after_a_restart_the_limit_counts_as_if_received_then(ours, start, limit, pauses, restarts):
    answer = due_with_spans(start, limit, ours, [*pauses, *restarts], "restart")
    again = max([start, *(span.end for span in restarts)])
    assert answer.at == due_with_spans(again, limit, ours, pauses, "pause").at


@given(calendars(), instants, limits(), instants)
def test_who_comes_later_is_never_due_earlier(ours, one, limit, other):
    first, second = sorted([one, other])
    assert due(first, limit, ours).at <= due(second, limit, ours).at


@given(calendars(), instants, limits(), st.integers(1, 5))
def test_a_longer_limit_is_never_due_earlier(ours, start, limit, more):
    assert due(start, limit, ours).at <= due(start, Limit(limit.value + more, limit.unit), ours).at


@given(calendars(), instants, limits(("working_hour",)), stops(), st.integers(1, 3000))
def test_the_checker_accepts_no_other_minute_for_a_limit_of_hours(ours, start, limit, spans, shift):
    proof = due_with_spans(start, limit, ours, spans, "pause").proof()
    later = datetime.fromisoformat(proof["due_at"]) + shift * MINUTE
    proof["due_at"] = min(later, later.replace(hour=23, minute=59)).isoformat()
    off, worked = {day.isoformat() for day in ours.days_off}, {day.isoformat() for day in ours.worked}
    assert proof_checker.check(proof, off, worked)


def test_the_checker_believes_no_proof_that_starts_elsewhere():
    proof = due(at("2024-03-04T09:00"), Limit(2, "day"), calendar()).proof()
    proof["received"] = "2024-03-01T09:00:00+07:00"
    assert proof_checker.check(proof)


@given(calendars(), instants, limits(), stops(("pause",)), st.integers(1, 30))
def test_an_extended_date_is_later_and_proves_itself_with_the_date_it_lengthens(ours, start, limit, spans, more):
    first = due_with_spans(start, limit, ours, spans)
    later = extended(first, Limit(more, "working_day"), ours)
    assert later.at > first.at
    proof = json.loads(json.dumps(later.proof()))
    off, worked = {day.isoformat() for day in ours.days_off}, {day.isoformat() for day in ours.worked}
    assert proof_checker.check(proof, off, worked) == []
    proof["extends"]["due_at"] = (first.at + DAY).isoformat()
    assert proof_checker.check(proof, off, worked)


@given(calendars(), instants, st.integers(0, 400_000))
def test_working_seconds_added_are_the_working_seconds_between(ours, start, seconds):
    assert working_seconds_between(start, after_working_seconds(start, seconds, ours), ours) == seconds


def test_the_shipped_checker_is_short_and_imports_nothing_of_ours():
    lines = Path(proof_checker.__file__).read_text(encoding="utf-8").splitlines()
    assert len(lines) < 100
    assert not [line for line in lines if line.startswith(("import", "from")) and "motcua" in line]


def test_the_checker_reads_a_proof_from_a_pipe():
    """`motcua due … --proof | python checker.py`, with a Python that knows nothing of the product."""
    proof = due(at("2024-02-06T15:20"), Limit(5, "working_day"), calendar()).proof()
    for text, code in ((json.dumps(proof), 0), (json.dumps(proof | {"due_at": "2024-02-20T17:00+07:00"}), 1)):
        done = subprocess.run(
            [sys.executable, "-I", proof_checker.__file__], input=text, capture_output=True, text=True, check=False
        )
        assert done.returncode == code, done.stderr
