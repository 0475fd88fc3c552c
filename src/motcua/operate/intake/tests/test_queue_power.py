"""The power goes while a number is given or called: nobody is half called, and no number of the day is missing."""

import pytest

from motcua.kernel.time import local_date
from motcua.operate.intake.models import Ticket, TicketCounter
from motcua.operate.intake.services import queue
from motcua.operate.intake.tests.conftest import UNIT
from tests.stories.storm.power import cut

pytestmark = pytest.mark.django_db


def standing():
    return list(Ticket.objects.order_by("number").values_list("number", "state", "called_by"))


def until_done(command, away):
    """The command with the power cut at every write in turn; each time everything must be as it was before."""
    before = standing()
    for through in range(20):
        was_cut, answer = cut(command, through=through, away=away)
        if not was_cut:
            assert through >= 2, "it writes more than one row"
            return answer
        assert standing() == before, through
    raise AssertionError("it never came to an end")


@pytest.mark.parametrize("away", [False, True])
def test_a_number_is_counted_and_given_at_once_or_not_at_all(cast, now, away):
    minh = cast.actor("minh")
    given = [until_done(lambda: queue.issue(unit=UNIT, kind="file", by=minh, now=now), away) for _ in range(3)]
    assert [one.number for one in given] == [1, 2, 3]
    assert TicketCounter.objects.get(day=local_date(now)).last == 3


@pytest.mark.parametrize("away", [False, True])
def test_calling_the_next_and_ending_the_one_before_is_one_act(cast, now, away):
    minh = cast.actor("minh")
    for _ in range(3):
        queue.issue(unit=UNIT, kind="file", by=minh, now=now)
    queue.call_next(unit=UNIT, desk="1", by=minh, now=now)
    called = until_done(lambda: queue.call_next(unit=UNIT, desk="1", by=minh, now=now), away)
    assert called.number == 2
    assert [state for _, state, _ in standing()] == ["served", "called", "waiting"]
