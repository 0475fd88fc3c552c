"""What an indicator is and how its figure reads. Pure."""

from motcua.measure.indicators.rules.definitions import NOUNS, Definition, parse_definitions, reaches
from motcua.measure.indicators.rules.figures import NO_SOURCE, Figure, Line, figure, percent, shown_percent
from motcua.measure.indicators.rules.forecasting import SURE, Forecast, forecast
from motcua.measure.indicators.rules.periods import (
    BadPeriod,
    Period,
    for_table,
    parse_period,
    parse_table_period,
    period_of,
    trailing_months,
)
from motcua.measure.indicators.rules.picking import (
    PARTS,
    chosen_period,
    month_window,
    neighbours,
    part_of,
    quarter_window,
    recent_windows,
    year_of,
    year_window,
)
from motcua.measure.indicators.rules.windows import WINDOW_PARTS

__all__ = [
    "NOUNS",
    "NO_SOURCE",
    "PARTS",
    "SURE",
    "WINDOW_PARTS",
    "BadPeriod",
    "Definition",
    "Figure",
    "Forecast",
    "Line",
    "Period",
    "chosen_period",
    "figure",
    "for_table",
    "forecast",
    "month_window",
    "neighbours",
    "parse_definitions",
    "parse_period",
    "parse_table_period",
    "part_of",
    "percent",
    "period_of",
    "quarter_window",
    "reaches",
    "recent_windows",
    "shown_percent",
    "trailing_months",
    "year_of",
    "year_window",
]
