"""Whatever an office does, in any order, with the power going at any moment: nothing is lost, nothing is orphaned.

`make test` plays 50 sequences of 30 steps, always the same ones; `make soak` 500 that are new each time, then 100 on
PostgreSQL, and prints how to play a failing one again.
"""

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from motcua.kernel import recall
from motcua.operate.dossiers.services.acts import VERBS
from tests.stories.storm import commands
from tests.stories.storm.around import CLOSE, INVITE, RATE, RUN
from tests.stories.storm.ground import prepare
from tests.stories.storm.machine import Storm
from tests.stories.storm.office import KNOWN_VERBS

pytestmark = pytest.mark.django_db
STEPS_EACH = 30
NEVER_ALONE = {"act settle"}  # between its acceptance and the return, in one transaction: journeys.services.at_once


@pytest.fixture
def office(cast, now, monkeypatch):
    # Nothing may depend on how long a step takes: what is remembered is remembered until it is forgotten.
    for one in recall._all:
        monkeypatch.setattr(one, "seconds", 10**6)
    Storm.cast, Storm.begins, Storm.sheets = cast, now, prepare(cast, now)
    Storm.done.clear()


def play(sequences: int, **options) -> None:
    play_so = settings(
        max_examples=sequences,
        stateful_step_count=STEPS_EACH,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
        **options,
    )
    run_state_machine_as_test(Storm, settings=play_so)


def test_every_command_there_is_takes_part_in_the_storm():
    """New verbs take part by themselves; a new service is named here until `commands` says how to call it."""
    assert commands.uncovered() == []


def test_fifty_storms_leave_an_office_whole(office):
    play(50, derandomize=True, database=None, phases=(Phase.generate,))
    assert {*(f"act {verb}" for verb in ("accept", "assign", "draft_result", "forward")), RUN, CLOSE} <= set(Storm.done)


@pytest.mark.soak
def test_hundreds_of_storms_leave_an_office_whole(office):
    play(500 if connection.vendor == "sqlite" else 100)
    if connection.vendor != "sqlite":  # too few for everything that is rare
        return
    wanted = {f"act {verb}" for verb in VERBS if verb in KNOWN_VERBS} | {RUN, INVITE, RATE, CLOSE}
    missed = wanted - NEVER_ALONE - set(Storm.done)
    assert missed == set(), "never carried out: give it fitting data in storm/office.py or storm/around.py"
