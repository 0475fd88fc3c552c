"""How well the checks find: planted tricks are found, honest offices are hardly ever bothered. Prints its report."""

import sys

import pytest

from motcua.measure.checks.tests.measuring import ground, measure
from motcua.measure.checks.tests.offices import STRENGTHS, TRICKS, found, office

MOST_ALARMS_AN_OFFICE = 0.5
LEAST_RECALL = {0.05: 0.3, 0.15: 0.7, 0.4: 0.95}
LEAST_PRECISION = 0.9


@pytest.fixture(scope="module")
def on():
    with ground() as given:
        yield given


def test_tricks_are_found_and_honest_offices_left_alone(on):
    told = measure(on, honest=range(1, 7), tricked=[7])
    for check in TRICKS:
        shares = "  ".join(f"{strength:.0%}: {told.recall(check, strength):.2f}" for strength in STRENGTHS)
        sys.stdout.write(f"\n{check:16} precision {told.precision(check):.2f}  recall {shares}")
    sys.stdout.write(f"\nhonest offices: {told.alarms.total()} alarms in {told.honest} years: {dict(told.alarms)}\n")
    assert told.alarms.total() <= MOST_ALARMS_AN_OFFICE * told.honest, told.alarms
    assert told.right.total() >= LEAST_PRECISION * told.asked.total(), (told.right, told.asked)
    for strength, least in LEAST_RECALL.items():
        caught = sum(told.caught[check, strength] for check in TRICKS)
        assert caught >= least * sum(told.sown[check, strength] for check in TRICKS), strength
    for check in TRICKS:
        assert told.recall(check, 0.4) >= 0.6, check
        assert told.recall(check, 0.15) >= 0.6, check
        assert told.precision(check) >= 0.8, check


@pytest.mark.parametrize("seed", [5, 6, 7])
def test_the_robust_value_comes_near_the_truth_when_clocks_are_stopped(on, seed):
    made = office(seed, on["calendar"], dossiers=900, trick="clock_stops", strength=0.4)
    (finding,) = [one for one in found(made, on) if one.check == "clock_stops" and one.unit == "u1"]
    truth = 100 * made.truth[0] / made.truth[1]
    figure = finding.figure
    assert figure.percent(figure.official) - truth > 2, "the trick is worth something, or there is nothing to find"
    assert abs(figure.percent(figure.robust) - truth) <= 2


def test_the_same_office_asked_twice_gives_the_same_findings(on):
    one, two = (found(office(3, on["calendar"], trick="no_due", strength=0.15), on) for _ in range(2))
    assert one == two
