"""The plain twin of `sums`: the same counts asked of single facts through the predicates of `sets`.

It makes no use of the cells. `motcua indicators --recount` and tests compare the two.
"""

from datetime import datetime

from django.db.models import Count

from motcua.measure.indicators.queries import sets
from motcua.measure.indicators.queries.computing import counted_sets
from motcua.measure.indicators.queries.sets import EVERYTHING, Scope
from motcua.measure.indicators.queries.sums import FORMULAS
from motcua.measure.indicators.rules import Line, Period


def recount(code: str, period: Period, *, now: datetime, scope: Scope = EVERYTHING) -> list[Line]:
    """Numerator and denominator of an indicator counted from dossiers, then its other readings. 1 query."""
    if code not in FORMULAS:
        raise KeyError(code)
    sides = counted_sets(code, period, now)
    wanted = {f"second{index}": Count("pk", filter=condition) for index, condition in enumerate(sides.second.values())}
    for index, (inside, counting) in enumerate(sides.narrow.values()):
        wanted[f"inside{index}"] = Count("pk", filter=inside)
        wanted[f"counting{index}"] = Count("pk", filter=inside & counting)
    rows = sets.rows(scope).filter(sides.denominator)
    counts = rows.aggregate(denominator=Count("pk"), numerator=Count("pk", filter=sides.numerator), **wanted)
    lines = [Line(name, counts[f"counting{i}"], counts[f"inside{i}"]) for i, name in enumerate(sides.narrow)]
    lines += [Line(name, counts[f"second{i}"], counts["denominator"]) for i, name in enumerate(sides.second)]
    return [Line(code, counts["numerator"], counts["denominator"]), *lines]
