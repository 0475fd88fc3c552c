"""II.4: procedures published and made public on time, from the decisions kept here, else from a register.

Two tests with a clock each (the decision, the posting); a procedure counts once, one late instance makes it late in the
period. The law's reading is the figure; the portal's and the province's own stand beside it, and so does a register.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from motcua.law import queries as law
from motcua.measure.indicators.queries.outside import Keyed, Series, span
from motcua.measure.indicators.rules import Line, Period
from motcua.measure.registers import queries as registers
from motcua.operate.publications import queries as publications
from motcua.operate.publications import rules
from motcua.operate.publications.queries import Counted
from motcua.operate.publications.rules import Instance

KIND = "publication"
FROM_DECISIONS = "Quyết định công bố ghi trong hệ thống"
FROM_REGISTER = "Sổ công bố, công khai thủ tục"
READINGS = {
    "portal": "Theo cách tính của Cổng (05 ngày làm việc)",
    "local": "Theo quy định riêng của tỉnh",
}


def publication(periods: Sequence[Period], today: date) -> Series:
    """The sets of each period; None without decisions, register or rows of it. Both sources are read once."""
    with law.pinned():
        own = publications.counted([(period.first, period.last) for period in periods], today)
        listed = _register(periods, today)
    found: Series = []
    counts: Sequence[Counted | None] = own or [None] * len(periods)
    for counted, from_list in zip(counts, listed, strict=True):
        if counted is None or (not counted.tallies["law"].due and from_list is not None and from_list.denominator):
            found.append(from_list)
        else:
            found.append(_computed(counted, from_list))
    return found


def _computed(counted: Counted, from_list: Keyed | None) -> Keyed:
    tally = counted.tallies["law"]
    lines = [
        Line(words, len(other.on_time), len(other.due))
        for key, words in READINGS.items()
        if (other := counted.tallies.get(key)) is not None
    ]
    if from_list is not None and from_list.denominator:
        lines.append(Line("Theo sổ nhập từ ngoài", len(from_list.numerator), len(from_list.denominator)))
    gaps = []
    if counted.undated:
        words = f"{len(counted.undated)} thủ tục chưa có ngày hiệu lực của văn bản nên chưa xét được hạn ra quyết định"
        gaps.append(words)
    return Keyed(
        tally.due,
        tally.on_time,
        "procedure",
        lines=tuple(lines),
        gaps=tuple(gaps),
        why={code: "; ".join(reasons) for code, reasons in tally.late.items()},
        decisions=tally.decisions,
        source=FROM_DECISIONS,
        source_kind="facts",
    )


def _register(periods: Sequence[Period], today: date) -> Series:
    """The same test over the rows of a register: what is due later than today is neither good nor bad yet."""
    whole = span(periods)
    entries = list(registers.entries(KIND, whole.first, min(whole.last, today)))
    if not entries and not registers.has_register(KIND):
        return [None] * len(periods)
    calendar, known = law.calendar(), publications.timings()
    rows = []
    for entry in entries:
        instance = _instance(entry.identity, entry.values)
        late = {
            variant: [
                rules.late_words(clock)
                for clock in rules.clocks(instance, known, calendar, (variant,))
                if clock.late(today)
            ]
            for variant in ("law", "portal")
        }
        if instance.effective_on is None and instance.decided_on is None:
            for reasons in late.values():
                reasons.append("chưa có quyết định công bố")
        rows.append((entry.on, instance.code, late))
    return [_listed([row for row in rows if period.first <= row[0] <= period.last]) for period in periods]


def _listed(rows: Sequence[tuple[date, str, Mapping[str, Sequence[str]]]]) -> Keyed:
    due = frozenset(code for _, code, _ in rows)
    late: dict[str, dict[str, list[str]]] = {"law": {}, "portal": {}}
    for _, code, reasons in rows:
        for variant, words in reasons.items():
            if words:
                late[variant].setdefault(code, []).extend(words)
    portal = Line(READINGS["portal"], len(due - late["portal"].keys()), len(due))
    why = {code: "; ".join(dict.fromkeys(words)) for code, words in late["law"].items()}
    return Keyed(due, due - late["law"].keys(), "procedure", lines=(portal,), why=why, source=FROM_REGISTER)


def _instance(identity: str, values: Mapping[str, str | None]) -> Instance:
    return Instance(
        code=str(values["procedure"]),
        decision=identity,
        number=str(values["decision"] or ""),
        shortened=bool(values["shortened"]),
        effective_on=_day(values["effective_on"]),
        decided_on=_day(values["decided_on"]),
        posted_on=_day(values["posted_on"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
