"""How well signals find: false alarms over honest offices are capped, sown tricks are found. Prints its report."""

import sys
from collections import Counter
from datetime import datetime

import pytest

from motcua.kernel.time import TZ, local_date
from motcua.law import queries as law
from motcua.measure.signals.queries import thresholds
from motcua.measure.signals.rules import RULES, find
from motcua.measure.signals.tests.simulating import GROUPED, Simulation, Tricks

NOW = datetime(2025, 2, 3, 9, 0, tzinfo=TZ)
HONEST_SEEDS, DOSSIERS = range(4), 1000
MOST_PER_THOUSAND = 20  # questions put to an honest office, for every thousand dossiers
MOST_GROUP_ALARMS = 1  # questions about a person or unit in one honest office and year
LEAST_PRECISION = 0.9
SINGLE = {"supplements": 8, "late_defect": 8, "outside_list": 8, "silent": 8, "order": 8, "moved_due": 8}
TRICKS = Tricks(
    edge=frozenset({"u1.o0"}),
    stops=frozenset({"u1.o1"}),
    asks_often=frozenset({"u2.o0"}),
    odd_hours=frozenset({"u2.o1"}),
    month_end=frozenset({"u3"}),
    single=SINGLE,
)


@pytest.fixture(scope="module")
def ground():
    with law.from_files():
        yield law.calendar(), thresholds(local_date(NOW)).limits


def found(simulated, ground):
    calendar, limits = ground
    return list(find(simulated.stories, limits=limits, calendar=calendar, now=NOW))


def test_an_honest_office_is_hardly_ever_bothered(ground):
    by_rule: Counter[str] = Counter()
    for seed in HONEST_SEEDS:
        findings = found(Simulation(seed, DOSSIERS, ground[0]).run(), ground)
        by_rule.update(finding.rule for finding in findings)
        assert len(findings) * 1000 <= MOST_PER_THOUSAND * DOSSIERS, by_rule
        grouped = [finding for finding in findings if finding.rule in GROUPED]
        assert len(grouped) <= MOST_GROUP_ALARMS, grouped
    total = len(HONEST_SEEDS) * DOSSIERS
    sys.stdout.write(f"\nhonest offices: {by_rule.total()} questions in {total} dossiers: {dict(by_rule)}\n")
    assert by_rule["late_defect"] + by_rule["outside_list"] + by_rule["order"] + by_rule["moved_due"] == 0


def test_sown_tricks_are_found(ground):
    hits: Counter[str] = Counter()
    sown: Counter[str] = Counter()
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for seed in range(10, 12):
        simulated = Simulation(seed, 1500, ground[0], TRICKS).run()
        findings = found(simulated, ground)
        for rule in RULES:
            mine = [finding for finding in findings if finding.rule == rule]
            meant = simulated.sown.get(rule, set())
            hits[rule] += len({finding.subject for finding in mine} & meant)
            sown[rule] += len(meant)
            asked[rule] += len(mine)
            right[rule] += sum(about_a_trick(finding, simulated) for finding in mine)
    sys.stdout.write("\nrule: recall, precision\n")
    for rule in RULES:
        sys.stdout.write(f"  {rule:13} {hits[rule]}/{sown[rule]}  {right[rule]}/{asked[rule]}\n")
    assert hits == sown
    assert right.total() >= LEAST_PRECISION * asked.total()


def about_a_trick(finding, simulated):
    """Whether at least half of the dossiers it shows were in a trickster's hands."""
    shown = {row.dossier for row in finding.evidence}
    return 2 * len(shown & simulated.touched) >= len(shown)


def test_the_same_office_asked_twice_gives_the_same_questions(ground):
    one, two = (found(Simulation(3, 300, ground[0], TRICKS).run(), ground) for _ in range(2))
    assert one == two
