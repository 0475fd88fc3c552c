"""What one dossier adds to the cells: a bit for every count that time alone does not change. Pure.

A cell stands for half a month: it begins on the 1st or on the 15th, so that calendar months and the windows of the
periodic reports (from the 15th to the 14th) are both sums of whole cells.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from motcua.measure.facts.rules.folding import Fact, on_time

ONLINE: Final = 2
DISLIKED: Final = 2  # ratings of 1 and 2 are dissatisfaction
SATISFIED: Final = 4
SECOND_HALF: Final = 15

RECEIVED: Final = ("received", "online", "assisted", "online_result", "reused", "digital", "digital_reused")
"""Counts by the day of receipt. `online_result`: online with an electronic result where there is a document;
`digital`: some paper is held digitally; `digital_reused`: of these, some paper was taken from what was held."""

DONE: Final = (
    "done", "full_digital", "intake_digital", "result_digital", "result_unknown", "document", "document_electronic",
    "document_signed", "digital_result", "legal_judged", "legal_on_time", "portal_judged", "portal_on_time", "rated",
    "satisfied", "pleased",
)  # fmt: skip
"""Counts by the day on which a dossier was finished with a result. `document`: the result is one; `digital_result`:
a digital paper and an electronic result; `pleased`: neither late by the law nor disliked (feedback is told apart)."""

MARKS: Final = (*RECEIVED, *DONE)
"""The counts in the order of their bits. A new one goes to the end of `DONE`, and needs a rebuild."""

Days = tuple[date, date]
"""From one day to another, both included."""


def span_of(day: date) -> date:
    """The first day of the half month of `day`."""
    return day.replace(day=1 if day.day < SECOND_HALF else SECOND_HALF)


def counted(fact: Fact) -> tuple[date | None, date | None, int]:
    """The span of receipt, the span of finishing and the marks of what the dossier adds to the cells.

    None: it adds nothing on that side. A part that another agency handles adds nothing at all (docs/adr/0017).
    """
    if fact.parent:
        return None, None, 0
    received = span_of(fact.accepted_on) if fact.accepted_on else None
    done = span_of(fact.finished_on) if fact.finished_on and fact.closed_by == "result" else None
    sides = (*_received(fact), *((False,) * len(DONE) if done is None else _done(fact)))
    first = len(RECEIVED) if received is None else 0
    return received, done, sum(1 << bit for bit, holds in enumerate(sides) if holds and bit >= first)


def _received(fact: Fact) -> tuple[bool, ...]:
    online, digital, reused = fact.channel == ONLINE, fact.digitised > 0, fact.reused > 0
    with_result = online and (fact.result_electronic or fact.paper_result is not True)
    return True, online, online and fact.assisted, with_result, reused, digital, digital and reused


def _done(fact: Fact) -> tuple[bool, ...]:
    document, electronic = fact.paper_result is True, fact.result_electronic
    legal, portal = (_in_time(fact, due) for due in ("legal_due", "portal_due"))
    rating = fact.rating
    return (
        True,
        fact.fully_digitised,
        fact.digitise_marked == fact.digitised,
        electronic or fact.paper_result is False,
        fact.paper_result is None,
        document,
        document and electronic,
        document and electronic and fact.result_signed,
        fact.digitised > 0 and electronic,
        legal is not None,
        legal is True,
        portal is not None,
        portal is True,
        rating is not None,
        rating is not None and rating >= SATISFIED,
        legal is not False and not (rating is not None and rating <= DISLIKED),
    )


def _in_time(fact: Fact, due: str) -> bool | None:
    assert fact.finished_at is not None, "a dossier with a day of finishing has an instant of it"
    return on_time(due=getattr(fact, due), finished=fact.finished_at, unit=fact.limit_unit, now=fact.finished_at)


def halves(first: date, last: date) -> Iterable[Days]:
    """The half months that lie wholly between two days."""
    start = span_of(first)
    while start <= last:
        end = _end(start)
        if start >= first and end <= last:
            yield start, end
        if end == date.max:
            return
        start = end + timedelta(days=1)


def in_whole_spans(parts: Sequence[Days]) -> tuple[list[Days], list[Days]]:
    """The parts as whole spans (first and last begin of a run) and, apart, the days at the ends that fill none."""
    spans: list[Days] = []
    edges: list[Days] = []
    for first, last in parts:
        whole = list(halves(first, last))
        if not whole:
            edges.append((first, last))
            continue
        spans.append((whole[0][0], whole[-1][0]))
        if first < whole[0][0]:
            edges.append((first, whole[0][0] - timedelta(days=1)))
        if whole[-1][1] < last:
            edges.append((whole[-1][1] + timedelta(days=1), last))
    return _joined(spans), edges


def _joined(spans: list[Days]) -> list[Days]:
    """Runs of spans that follow one another, as one."""
    joined: list[Days] = []
    for first, last in sorted(spans):
        if joined and _end(joined[-1][1]) + timedelta(days=1) >= first:
            joined[-1] = joined[-1][0], last
        else:
            joined.append((first, last))
    return joined


def _end(start: date) -> date:
    """The last day of the half month that begins on `start`."""
    if start.day == 1:
        return start.replace(day=SECOND_HALF - 1)
    if (start.year, start.month) == (date.max.year, 12):
        return date.max
    return (start.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
