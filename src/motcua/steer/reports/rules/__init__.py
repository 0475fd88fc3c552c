"""Pure rules of periodic reports: their periods, what is counted, the sums that must hold, the bulletin's words."""

from motcua.steer.reports.rules.checking import Broken, carried_over, sums
from motcua.steer.reports.rules.handling import COLUMNS, Case, Row, Table, count
from motcua.steer.reports.rules.prose import bulletin

__all__ = [
    "COLUMNS", "Broken", "Case", "Row", "Table", "bulletin", "carried_over", "count", "sums",
]  # fmt: skip
