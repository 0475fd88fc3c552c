"""A matter settled the same day without a receipt counts like every other dossier, and nobody is suspected for it."""

import pytest
from django.utils import timezone

from motcua.measure.facts import queries as facts
from motcua.measure.signals.models import Signal
from motcua.measure.signals.services import look
from motcua.operate.journeys.tests.desk_stage import Stage
from motcua.operate.journeys.tests.test_desk_at_once import choose, result, ticked
from motcua.operate.journeys.tests.test_desk_counter import Counter

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(cast):
    return Stage(cast)


@pytest.fixture
def counter(stage):
    return Counter(stage.cast.client("minh"))


def test_it_is_counted_like_every_other_and_raises_no_signal(stage, counter):
    choose(counter)
    counter.send(**result(stage), **ticked(counter))
    dossier = counter.done()
    fact = facts.dossiers().get(dossier_id=dossier.pk)
    assert (fact.closed_by, fact.on_time_legal, fact.result_signed) == ("result", True, False)
    assert fact.returned_on == fact.accepted_on
    look(now=timezone.now(), whole=True)
    assert not Signal.objects.filter(rule="order").exists()
