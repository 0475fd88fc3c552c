"""The decisions of the demo: lawful in shape, repeatable, with late ones to find, and values for I.1 and II.4."""

from datetime import datetime

import pytest

from motcua.instance.demo import publications as demo
from motcua.instance.demo.story import Run
from motcua.kernel.time import TZ, local_date
from motcua.law import services as law
from motcua.measure.indicators import queries as indicators
from motcua.measure.indicators.rules import parse_period
from motcua.operate.catalogue import services as catalogue
from motcua.operate.publications import queries
from motcua.operate.publications.models import Decision, Entry, StepFact

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=TZ)
RUN = Run(2026, 60, 7, NOW)


@pytest.fixture
def made(cast, db):
    law.load(NOW)
    catalogue.load_starter(now=NOW)
    demo.publish(RUN)


def picture() -> list[tuple]:
    return list(
        Entry.objects.order_by("decision__number", "decision__signed_on", "decision__drafted_on", "line").values_list(
            "decision__number", "decision__state", "decision__signed_on", "decision__posted_on", "code", "change",
            "effective_on",
        )
    )  # fmt: skip


def test_both_indicators_have_values_with_procedures_and_decisions_behind_them(made):
    for year in ("2024", "2026"):
        period = parse_period(year)
        online = indicators.compute("I.1", period, now=NOW)
        assert online.status == "value"
        assert online.gaps
        assert indicators.eligibility_errors(period, now=NOW)
        published = indicators.compute("II.4", period, now=NOW)
        assert (published.status, published.source_kind) == ("value", "facts")
        assert 0 < published.numerator < published.denominator
        members = list(indicators.members("II.4", period, now=NOW))
        assert len(members) == published.denominator
        assert all(member.decisions for member in members)
        assert published.lines[0].numerator <= published.numerator


def test_the_desk_has_something_to_do_and_everything_is_marked(made):
    today = local_date(NOW)
    assert queries.watch_list()
    assert queries.running(today)
    assert queries.proofs(missing_only=True)
    assert all("minh hoạ" in row.summary for row in Decision.objects.all())
    assert all("minh hoạ" in row.number for row in Decision.objects.exclude(number=""))
    assert all(row.on <= today for row in StepFact.objects.all())
    assert [decision is not None for _, decision in queries.internal_standing(today)] == [True]


def test_a_second_run_adds_nothing_and_the_seed_says_everything(made):
    before = picture()
    demo.publish(Run(2026, 500, 7, NOW))
    assert picture() == before
