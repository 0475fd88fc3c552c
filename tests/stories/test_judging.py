"""The demo year is judged: no orphan, a full assessment, few questions, and the same ones when asked again."""

import json
from datetime import datetime
from io import StringIO

import pytest
from django.core.management import call_command

from motcua.instance import demo
from motcua.kernel.time import TZ
from motcua.measure.assessment import queries as assessment
from motcua.measure.signals import queries as signals
from motcua.measure.signals import services
from motcua.operate.catalogue import services as catalogue
from motcua.operate.dossiers.models import Dossier
from motcua.operate.processes import services as processes

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 2, 3, 10, 0, tzinfo=TZ)


def quiet(text):
    """Nobody listens."""


@pytest.fixture
def year(cast):
    catalogue.load_starter(now=NOW)
    processes.load(now=NOW)
    return demo.fill(year=2024, dossiers=60, seed=7, now=NOW, say=quiet)


def test_the_demo_year_is_judged(year, cast):
    assert signals.orphans(now=NOW) == []
    out = StringIO()
    call_command("orphans", "--json", stdout=out)
    assert json.loads(out.getvalue())["count"] == 0

    asked = assessment.assessed_period("2024")
    every = assessment.works(asked.period)
    agency = assessment.agency_result(asked, every, now=NOW)
    known = {figure.number: figure.value for figure in agency.figures}
    assert agency.dossiers > 40
    assert all(known[number] is not None for number in (1, 2, 3, 4))
    assert all(0 <= value <= 2 for value in known.values() if value is not None)
    persons = assessment.officer_results(asked, every)
    assert str(cast.hoa.pk) in {one.subject for one in persons}
    assert max(one.dossiers for one in persons) <= agency.dossiers

    looked = services.look(now=year.until, whole=True)
    assert looked.dossiers >= 60
    asked_about = {row.subject for row in signals.signals()}
    assert len(asked_about) <= 60 // 20  # one dossier in twenty: the demo is late and asks twice on purpose at times
    again = services.look(now=year.until, whole=True)
    assert (again.raised, again.added, again.reopened) == (0, 0, 0)

    services.look(now=NOW, whole=True)  # a month in which nobody did anything
    left = {row.subject for row in signals.signals() if row.rule == "silent"}
    assert left >= {str(row.pk) for row in Dossier.objects.filter(state__in=(2, 4), next_due__lt=year.until)}
