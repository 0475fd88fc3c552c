"""Real transactions in real threads: numbers never fork, nobody is called twice."""

from datetime import timedelta

import pytest

from motcua.kernel.audit import queries as log
from motcua.kernel.time import local_date
from motcua.operate.catalogue import services as catalogue
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.dossiers.tests.test_races import together
from motcua.operate.intake.models import BlockNumber, Ticket
from motcua.operate.intake.queries import blocks as reading
from motcua.operate.intake.services import blocks, queue
from motcua.operate.intake.tests.conftest import UNIT
from motcua.operate.intake.tests.test_blocks import online, table
from motcua.operate.processes import services as processes

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ground(cast, now):
    catalogue.load_starter(now=now)
    processes.load(now=now)
    return cast


def test_blocks_and_the_server_never_give_one_number_twice(ground, now):
    minh = ground.actor("minh")
    block = lambda: blocks.reserve(unit=UNIT, on=local_date(now), count=7, by=minh, now=now)  # noqa: E731
    outcomes = together(*[block] * 3, *[lambda: online(ground, now)] * 3)
    assert not [one for one in outcomes if isinstance(one, Exception | Refusal)], outcomes
    given = [*BlockNumber.objects.values_list("code", flat=True), *Dossier.objects.values_list("code", flat=True)]
    assert len(given) == len(set(given)) == 24
    assert sorted(int(code[-4:]) for code in given) == list(range(1, 25))


def test_one_list_brought_by_two_at_once_makes_each_dossier_once(ground, now):
    minh = ground.actor("minh")
    block = blocks.reserve(unit=UNIT, on=local_date(now), count=4, by=minh, now=now)
    text, later = table(block, "Lan", "Bình", "Cúc"), now + timedelta(hours=3)
    call = lambda: blocks.take_in(block_id=block.pk, text=text, by=minh, now=later)  # noqa: E731
    outcomes = together(call, call, call)
    assert not [one for one in outcomes if isinstance(one, Exception | Refusal)], outcomes
    assert sum(len(one.made) for one in outcomes) == 3
    assert all(len(one.made) + len(one.wrong) == 3 for one in outcomes)
    assert Dossier.objects.count() == 3
    (account,) = reading.of_unit(UNIT)
    assert (account.free, account.used) == (1, 3)
    assert log.verify().ok


def test_people_get_different_numbers_and_are_called_by_one_counter_each(ground, now):
    minh = ground.actor("minh")
    take = lambda: queue.issue(unit=UNIT, kind="file", by=minh, now=now)  # noqa: E731
    tickets = together(*[take] * 6)
    assert sorted(one.number for one in tickets) == [1, 2, 3, 4, 5, 6]
    call = lambda: queue.call_next(unit=UNIT, desk="1", by=minh, now=now)  # noqa: E731
    called = together(*[call] * 4)
    numbers = [one.number for one in called if isinstance(one, Ticket)]
    assert len(numbers) == len(set(numbers))
    assert len(numbers) + Ticket.objects.filter(state="waiting").count() == 6
