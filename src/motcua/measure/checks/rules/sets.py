"""Checks that look at many dossiers together: a month that is suddenly perfect, numbers that were skipped. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

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
    """A month in which everything is suddenly as it should be, although before it was not (check 6).

    Months before are pooled; chance must be an unlikely explanation. The robust value takes the share of the months
    before for the month in question: an estimate, and named so.
    """
    ended = done(cases, view)
    facts = [*view.history, *(case.fact for case in ended)]
    worst: Found = ([], len(ended), Figure("Hồ sơ giải quyết đúng hạn", (0, 0), (0, 0)), "")
    for name, mark in MARKS.items():
        found = _months(name, mark, ended, facts, view)
        if len(found[0]) > len(worst[0]):
            worst = found
    return worst


def _months(name: str, mark: Mark, ended: Sequence[Case], facts: Iterable[Fact], view: View) -> Found:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for fact in facts:
        if fact.finished_on is not None and (yes := mark(fact)) is not None:
            total[month_of(fact.finished_on)] += 1
            right[month_of(fact.finished_on)] += yes
    rows: list[Evidence] = []
    months, robust = [], float(sum(bool(mark(case.fact)) for case in ended))
    begin = month_of(view.first)
    for month in sorted(key for key in total if key >= begin):
        before = sorted(key for key in total if key < month and key not in months)[-view.limits["months"] :]
        hits, tries = sum(right[key] for key in before), sum(total[key] for key in before)
        if tries < view.limits["before"] or total[month] < view.limits["least"] or right[month] < total[month]:
            continue
        usual = hits / tries
        if usual > view.limits["usual"] or usual ** total[month] > view.limits["chance"]:
            continue
        months.append(month)
        robust -= (1 - usual) * total[month]
        rows += [
            evidence(case, f"thuộc tháng bỗng đạt 100 %, trước đó {round(100 * usual)} %", case.fact.finished_at)
            for case in ended
            if case.fact.finished_on and month_of(case.fact.finished_on) == month
        ]
    judged = sum(mark(case.fact) is not None for case in ended)
    official = sum(bool(mark(case.fact)) for case in ended)
    figure = Figure(name, (official, judged), (round(robust), judged), estimate=True)
    named = ", ".join(f"{month[5:]}/{month[:4]}" for month in months)
    return rows, len(ended), figure, f"{name}: tháng {named} bỗng đạt 100 %."


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
