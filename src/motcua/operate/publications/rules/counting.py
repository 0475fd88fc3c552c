"""How publications are counted in a period, as QĐ 766/QĐ-TTg counts them. Pure.

A procedure counts once, however many decisions it appears in; one late instance makes it late for the whole period.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from motcua.operate.publications.rules.clocks import DECISION, Clock


@dataclass(frozen=True, slots=True)
class Tally:
    """The procedures that fell due, why each late one is late, and the decisions each appeared in (id → number)."""

    due: frozenset[str]
    late: Mapping[str, tuple[str, ...]]
    decisions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def on_time(self) -> frozenset[str]:
        return self.due - self.late.keys()


def tally(clocks: Iterable[Clock], *, first: date, last: date, today: date) -> Tally:
    """The procedures with a clock of one variant that ended from `first` to `last`; what ends after today waits.

    What was done later than `last` was not done in the period, but a clock done in time stays in time.
    """
    due: set[str] = set()
    late: dict[str, list[str]] = {}
    decisions: dict[str, dict[str, str]] = {}
    for clock in clocks:
        if not first <= clock.due_on <= min(last, today):
            continue
        due.add(clock.code)
        decisions.setdefault(clock.code, {})[clock.decision] = clock.number
        # The limit ends today: until the evening it may still be met.
        if clock.late(today):
            late.setdefault(clock.code, []).append(late_words(clock))
    return Tally(frozenset(due), {code: tuple(dict.fromkeys(words)) for code, words in late.items()}, decisions)


def late_words(clock: Clock) -> str:
    """ "125/QĐ-UBND: công khai muộn, hạn 05/02/2024, công khai ngày 08/02/2024"."""
    said = "quyết định công bố muộn" if clock.step == DECISION else "công khai muộn"
    done = "ký" if clock.step == DECISION else "công khai"
    when = f"{done} ngày {clock.done_on:%d/%m/%Y}" if clock.done_on else f"chưa {done}"
    number = f"{clock.number}: " if clock.number else ""
    return f"{number}{said}, hạn {clock.due_on:%d/%m/%Y}, {when}"
