"""How well the audit checks find: precision, and recall by strength of the trick, over simulated offices."""

from collections.abc import Iterator
from statistics import mean

from bench.line import Line, Side

HONEST = range(500, 520)
TRICKED = range(20, 23)


def detection() -> Iterator[Line]:
    """A line for each check: share of its findings that are right, and of tricked units that it finds."""
    from motcua.measure.checks.rules import CHECKS
    from motcua.measure.checks.tests.measuring import ground, measure
    from motcua.measure.checks.tests.offices import STRENGTHS

    with ground() as given:
        told = measure(given, honest=HONEST, tricked=TRICKED)
    for check in CHECKS:
        recalls = {strength: told.recall(check, strength) for strength in STRENGTHS}
        yield Line(
            f"audit check {check}, recall",
            Side(tuple(100 * value for value in recalls.values()), "%", "weak, middling, strong trick"),
            note=f"precision {100 * told.precision(check):.0f} %; "
            + ", ".join(f"strength {strength:.0%}: {value:.0%}" for strength, value in recalls.items()),
        )
    years = told.honest or 1
    yield Line(
        "audit checks, false alarms",
        Side((told.alarms.total() / years,), "a year", f"{years} honest offices of 450 dossiers"),
        aim="≤ 0.5",
        note=f"precision over all checks {100 * mean(map(told.precision, CHECKS)):.0f} %",
    )
