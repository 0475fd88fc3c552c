"""What an indicator is and how its figure reads. Pure."""

from motcua.measure.indicators.rules.definitions import NOUNS, Definition, parse_definitions
from motcua.measure.indicators.rules.figures import NO_SOURCE, Figure, Line, figure, percent, shown_percent
from motcua.measure.indicators.rules.periods import (
    BadPeriod,
    Period,
    for_table,
    parse_period,
    parse_table_period,
    period_of,
    trailing_months,
)

__all__ = [
    "NOUNS",
    "NO_SOURCE",
    "BadPeriod",
    "Definition",
    "Figure",
    "Line",
    "Period",
    "figure",
    "for_table",
    "parse_definitions",
    "parse_period",
    "parse_table_period",
    "percent",
    "period_of",
    "shown_percent",
    "trailing_months",
]
