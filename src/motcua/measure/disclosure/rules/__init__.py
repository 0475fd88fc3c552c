"""What of an edition may be published, and how. Pure."""

from motcua.measure.disclosure.rules.ranking import Place, ranking
from motcua.measure.disclosure.rules.suppressing import SMALL, TOTAL, Shown, Table, protect

__all__ = ["SMALL", "TOTAL", "Place", "Shown", "Table", "protect", "ranking"]
