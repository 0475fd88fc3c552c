"""Which rules hold for a period, and which periods are assessed: quarters and years (TT 01/2018/TT-VPCP điều 15)."""

from dataclasses import dataclass
from datetime import date

from motcua.law import queries as law
from motcua.law.rules import NoRule
from motcua.measure.assessment.rules import Scheme, read_scheme
from motcua.measure.indicators import queries as indicators
from motcua.measure.indicators.rules import BadPeriod, Period, parse_period

KIND = "assessment"


@dataclass(frozen=True, slots=True)
class AssessedPeriod:
    """A quarter or a year, with the scheme that holds on its last day."""

    period: Period
    scheme: Scheme

    @property
    def verified(self) -> bool:
        """Whether the text behind the scheme was read for this period."""
        return self.scheme.verified_for(self.period.last)


def scheme(on: date) -> Scheme:
    """The scheme that holds on `on`; raises law.rules.NoRule."""
    rule = law.rule_set(KIND, on)
    return read_scheme(rule.id, rule.content)


def assessed_period(text: str) -> AssessedPeriod:
    """Read "2024Q1", "2024-Q1" or "2024". Raises BadPeriod for anything else (months are not assessed) and for a
    period for which no way of assessment is loaded."""
    period = parse_period(text)
    key = period.key
    if not (key.isdigit() or "Q" in key):
        raise BadPeriod("Đánh giá theo quý hoặc năm. Các cách viết: 2024, 2024-Q1.")
    try:
        return AssessedPeriod(period, scheme(period.last))
    except NoRule as error:
        raise BadPeriod(f"Chưa có cách đánh giá cho {period.words}.") from error


def period_options(today: date) -> list[tuple[str, str]]:
    """The years with work in them and their quarters begun so far, newest first, as (key, words)."""
    options = []
    for year in sorted({*indicators.years(today), today.year}, reverse=True):
        options.append((str(year), f"Năm {year}"))
        quarters = range(4, 0, -1)
        options += [(f"{year}-Q{n}", f"Quý {n}/{year}") for n in quarters if date(year, n * 3 - 2, 1) <= today]
    return options
