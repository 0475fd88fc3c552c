"""Checks that look at many dossiers together: a month that is suddenly perfect, numbers that were skipped. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import takewhile
from math import exp, lgamma

from motcua.law.rules import parse_code
from motcua.measure.checks.rules.case import Case, Evidence, Figure, View, done, evidence, month_of, received
from motcua.measure.checks.rules.single import Found
from motcua.measure.facts.rules import Fact, on_time

Mark = Callable[[Fact], bool | None]


def _in_time(fact: Fact) -> bool | None:
    end = fact.finished_at
    return on_time(due=fact.legal_due, finished=end, unit=fact.limit_unit, now=end) if end else None


MARKS: Mapping[str, Mark] = {
    "Hồ sơ giải quyết đúng hạn": _in_time,
    "Hồ sơ số hoá đầy đủ": lambda fact: fact.fully_digitised,
    "Hồ sơ tái sử dụng dữ liệu số hoá": lambda fact: fact.reused > 0,
}


def sudden_full(cases: Sequence[Case], view: View) -> Found:
    """Months in which everything is suddenly as it should be, although before it was not (check 6).

    Perfect months that follow one another are judged together against the unit's own months before, pooled; chance
    must be an unlikely explanation. The robust value takes the share of the months before for those in question: an
    estimate, and named so.
    """
    ended = done(cases, view)
    facts = [*view.history, *(case.fact for case in ended)]
    worst: Found = ([], len(ended), Figure("Hồ sơ giải quyết đúng hạn", (0, 0), (0, 0)), "")
    for name, mark in MARKS.items():
        found = _perfect(name, mark, ended, facts, view)
        if len(found[0]) > len(worst[0]):
            worst = found
    return worst


def _perfect(name: str, mark: Mark, ended: Sequence[Case], facts: Iterable[Fact], view: View) -> Found:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for fact in facts:
        if fact.finished_on is not None and (yes := mark(fact)) is not None:
            total[month_of(fact.finished_on)] += 1
            right[month_of(fact.finished_on)] += yes
    usual = _runs(right, total, view)
    rows = [
        evidence(case, f"thuộc các tháng bỗng đạt 100 %, trước đó {round(100 * usual[month])} %", case.fact.finished_at)
        for case in ended
        if case.fact.finished_on and (month := month_of(case.fact.finished_on)) in usual
    ]
    judged = sum(mark(case.fact) is not None for case in ended)
    official = sum(bool(mark(case.fact)) for case in ended)
    robust = official - sum((1 - share) * total[month] for month, share in usual.items())
    figure = Figure(name, (official, judged), (round(robust), judged), estimate=True)
    named = ", ".join(f"{month[5:]}/{month[:4]}" for month in usual)
    return rows, len(ended), figure, f"{name}: tháng {named} bỗng đạt 100 %."


def _runs(right: Mapping[str, int], total: Mapping[str, int], view: View) -> dict[str, float]:
    """The perfect months in question, each with the share of the months before its run."""
    known, found = sorted(total), dict[str, float]()
    for place, first in enumerate(known):
        if first < month_of(view.first) or first in found:
            continue
        run = list(takewhile(lambda month: right[month] == total[month], known[place:]))
        before = [month for month in known[:place] if month not in found][-view.limits["months"] :]
        hits, tries = sum(right[month] for month in before), sum(total[month] for month in before)
        count = sum(total[month] for month in run)
        if not run or tries < view.limits["before"] or count < view.limits["least"]:
            continue
        if hits / tries <= view.limits["usual"] and _chance(hits, tries, count) <= view.limits["chance"]:
            found |= dict.fromkeys(run, hits / tries)
    return found


def _chance(hits: int, tries: int, more: int) -> float:
    """How likely `more` without a miss are after `hits` of `tries`, not knowing the true share (rule of succession)."""
    return exp(lgamma(hits + 1 + more) - lgamma(hits + 1) + lgamma(tries + 2) - lgamma(tries + 2 + more))


def number_gaps(cases: Sequence[Case], view: View) -> Found:
    """Numbers missing between the first and the last dossier code of a day (check 10).

    A sequence is that of one identifier and one day. `cases` are those of the whole agency: units share the numbers.
    """
    days: dict[tuple[str, str], dict[int, Case]] = {}
    for case in received(cases, view):
        try:
            code = parse_code(case.fact.code)
        except ValueError:
            continue
        days.setdefault((code.identifier, f"{code.on:%y%m%d}"), {})[code.sequence] = case
    rows, missing, seen = [], 0, 0
    for (identifier, day), held in sorted(days.items()):
        numbers = sorted(held)
        seen += len(numbers)
        lost = sorted(set(range(1, numbers[-1] + 1)) - set(numbers))
        missing += len(lost)
        if lost:
            last = held[numbers[-1]]
            words = f"thiếu {len(lost)} số trước số này: {_ranges(lost)}"
            rows.append(Evidence(last.story.dossier, f"{identifier}-{day}-{numbers[-1]:04d}", None, words))
    figure = Figure("Hồ sơ tiếp nhận có trong hệ thống", (seen, seen), (seen, seen + missing))
    return rows, seen, figure, f"Thiếu {missing} số trong dãy mã của {seen} hồ sơ."


def _ranges(numbers: Sequence[int]) -> str:
    """ "2, 5–7"; at most five pieces."""
    pieces: list[list[int]] = []
    for number in numbers:
        if pieces and number == pieces[-1][1] + 1:
            pieces[-1][1] = number
        else:
            pieces.append([number, number])
    shown = [f"{a}" if a == b else f"{a}–{b}" for a, b in pieces[:5]]
    return ", ".join(shown) + (" …" if len(pieces) > 5 else "")
