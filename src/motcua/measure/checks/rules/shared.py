"""Checks whose facts the signals already find: the same rules and thresholds, here as figures of a unit. Pure.

`measure/signals` asks the official about his conduct; here the same evidence says what it did to the figure.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from motcua.kernel.time import add_working_days, local_date, working_days_between
from motcua.measure.checks.rules.case import (
    ON_TIME,
    Case,
    Evidence,
    Figure,
    View,
    done,
    evidence,
    punctual,
    punctual_but,
)
from motcua.measure.checks.rules.single import Found
from motcua.measure.signals.rules import Finding as Signalled
from motcua.measure.signals.rules import Moment, Story, find


def supplements(cases: Sequence[Case], view: View) -> Found:
    """More than one supplement asked for (check 8); robust: such a dossier is late, as QĐ 766 reads it."""
    return _dossiers(cases, view, "supplements", "bị yêu cầu bổ sung nhiều lần")


def moved_due(cases: Sequence[Case], view: View) -> Found:
    """The date was put off after it had passed (check 9); robust: such a dossier is late."""
    return _dossiers(cases, view, "moved_due", "được dời hạn, hoặc hẹn lại, khi đã quá hạn")


def _dossiers(cases: Sequence[Case], view: View, rule: str, words: str) -> Found:
    ended = done(cases, view)
    limits = {rule: view.shared[rule]}
    stories = [case.story for case in ended]
    found = {one.subject: one for one in find(stories, limits=limits, calendar=view.calendar, now=view.now)}
    rows = [Evidence(row.dossier, row.code, row.at, row.words) for one in found.values() for row in one.evidence[-1:]]
    figure = Figure(ON_TIME, punctual(ended), punctual_but(ended, frozenset(found)))
    return rows, len(ended), figure, f"{len(found)} trong {len(ended)} hồ sơ {words}."


def clock_stops(cases: Sequence[Case], view: View) -> Found:
    """Clocks stopped when they had nearly run out, by officials who do so again and again.

    The robust value lets such a stop only pause the clock: the date before it, moved by the working days waited.
    """
    ended = done(cases, view)
    held = {case.story.dossier: case for case in ended}
    rows: dict[str, Evidence] = {}
    late: set[str] = set()
    for one in _stops([case.story for case in ended], view):
        for row in one.evidence:
            case = held[row.dossier]
            rows[row.dossier] = evidence(case, row.words, row.at)
            if _late_when_paused(case, row.version, view):
                late.add(row.dossier)
    figure = Figure(ON_TIME, punctual(ended), punctual_but(ended, frozenset(late)))
    words = f"{len(rows)} trong {len(ended)} hồ sơ bị dừng đồng hồ lúc gần hết hạn, {len(late)} trong đó lẽ ra trễ."
    return list(rows.values()), len(ended), figure, words


def _stops(stories: Sequence[Story], view: View) -> Iterator[Signalled]:
    """Every stop near the end, in any quarter, by officials who make a habit of it in one of them."""
    limits = view.shared["stops"]
    habit = {one.officer for one in find(stories, limits={"stops": limits}, calendar=view.calendar, now=view.now)}
    each = {"stops": {**limits, "least": 1, "share": 0}}
    every = find(stories, limits=each, calendar=view.calendar, now=view.now) if habit else ()
    return (one for one in every if one.officer in habit)


def _late_when_paused(case: Case, version: int, view: View) -> bool:
    """Whether it ended after the date it had before the stop, moved by the wait."""
    stop = next(moment for moment in case.story.moments if moment.version == version)
    due, end = case.story.due_before(stop), case.fact.finished_at
    if due is None or end is None:
        return False
    waited = working_days_between(local_date(stop.at), local_date(_resumed(case.story, stop)), view.calendar)
    last = add_working_days(local_date(due), waited, view.calendar) if waited else local_date(due)
    return local_date(end) > last


def _resumed(story: Story, stop: Moment) -> datetime:
    later = [one for one in story.of("supplemented", "hold_released") if one.version > stop.version]
    return later[0].at if later else stop.at
