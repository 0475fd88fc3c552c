"""What an indicator is and how its figure reads. Pure."""

from motcua.measure.indicators.rules.definitions import Definition, parse_definitions
from motcua.measure.indicators.rules.figures import NO_SOURCE, Figure, Line, figure
from motcua.measure.indicators.rules.periods import BadPeriod, Period, parse_period

__all__ = [
    "NO_SOURCE",
    "BadPeriod",
    "Definition",
    "Figure",
    "Line",
    "Period",
    "figure",
    "parse_definitions",
    "parse_period",
]
