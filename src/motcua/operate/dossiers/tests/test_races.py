"""Real transactions in real threads: no number twice, no step taken twice, nothing half written."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection, connections

from motcua.kernel import audit
from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef
from motcua.operate.catalogue import services as catalogue
from motcua.operate.dossiers import queries, services
from motcua.operate.dossiers.models import Dossier
from motcua.operate.dossiers.rules import Application, Channel, Party, Refusal
from motcua.operate.dossiers.services import numbers
from motcua.operate.processes import services as processes

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ground(cast, now: datetime):
    catalogue.load_starter(now=now)
    processes.load(now=now)
    return cast


def file_one(cast, now, command=None):
    application = Application(
        procedure_code="3.000465", channel=Channel.ONLINE, owner=Party(full_name="Lan", account=cast.lan)
    )
    return services.submit(application=application, by=cast.actor("lan"), now=now, command_id=command or str(uuid4()))


def together(*calls):
    """Run the calls at the same moment, each on its own connection; their outcomes or exceptions."""
    barrier = Barrier(len(calls))

    def run(call):
        try:
            barrier.wait(10)
            return call()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_dossiers_accepted_at_once_get_different_numbers(ground, now):
    made = [file_one(ground, now) for _ in range(8)]
    minh = ground.actor("minh")
    outcomes = together(
        *(
            lambda one=one: services.act(dossier_id=one.pk, verb="accept", by=minh, now=now, command_id=str(uuid4()))
            for one in made
        )
    )
    assert all(isinstance(outcome, Dossier) for outcome in outcomes), outcomes
    numbers = sorted(outcome.code[-4:] for outcome in outcomes)
    assert numbers == [f"{n:04d}" for n in range(1, 9)]
    assert log.verify().ok


def test_of_two_officers_on_one_step_one_wins_and_the_other_is_told(ground, now):
    one = file_one(ground, now)
    minh = ground.actor("minh")
    accept = lambda: services.act(  # noqa: E731
        dossier_id=one.pk, verb="accept", by=minh, now=now, command_id=str(uuid4())
    )
    outcomes = together(accept, accept)
    won = [outcome for outcome in outcomes if isinstance(outcome, Dossier)]
    lost = [outcome for outcome in outcomes if isinstance(outcome, Refusal | audit.Conflict)]
    assert (len(won), len(lost)) == (1, 1), outcomes
    assert [e.type for e in log.events(StreamRef("dossier", str(one.pk)))] == ["dossier.submitted", "dossier.accepted"]
    assert queries.orphans() == []


def test_a_double_click_makes_one_dossier(ground, now):
    command = str(uuid4())
    outcomes = together(*(lambda: file_one(ground, now, command) for _ in range(3)))
    assert {outcome.pk for outcome in outcomes} == {outcomes[0].pk}, outcomes
    assert Dossier.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "verb", "data"),
    [
        ("minh", "request_supplement", {"items": [{"what": "Thiếu ảnh"}], "reason": "Thiếu"}),
        ("minh", "reject", {"reason": "Sai mẫu"}),
        ("lan", "withdraw", {"reason": "Thôi"}),
    ],
)
def test_a_verb_that_writes_rows_of_its_own_is_done_once_by_two_at_once(ground, now, name, verb, data):
    """The loser meets the other one's rows before it meets the event: that is a conflict too, not a fault."""
    one, by = file_one(ground, now), ground.actor(name)
    call = lambda: services.act(  # noqa: E731
        dossier_id=one.pk, verb=verb, by=by, now=now, command_id=str(uuid4()), data=data
    )
    outcomes = together(call, call, call)
    won = [outcome for outcome in outcomes if isinstance(outcome, Dossier)]
    lost = [outcome for outcome in outcomes if isinstance(outcome, Refusal | audit.Conflict)]
    assert (len(won), len(lost)) == (1, 2), outcomes
    assert len(log.events(StreamRef("dossier", str(one.pk)))) == 2
    assert queries.orphans(now=now) == []


def test_one_command_sent_by_two_requests_at_once_is_one_act_for_both(ground, now):
    one, by, command = file_one(ground, now), ground.actor("minh"), str(uuid4())
    call = lambda: services.act(dossier_id=one.pk, verb="accept", by=by, now=now, command_id=command)  # noqa: E731
    outcomes = together(call, call, call)
    assert all(isinstance(outcome, Dossier) and outcome.pk == one.pk for outcome in outcomes), outcomes
    assert len(log.events(StreamRef("dossier", str(one.pk)))) == 2


def test_results_issued_at_once_get_different_numbers(ground, now):
    """Numbers of results are taken outside the transaction of the issue: each must be read as it was given."""
    take = lambda: numbers.next_issue_number(agency_key="sgddt", year=2024)  # noqa: E731
    for _ in range(5):
        outcomes = together(*[take] * 8)
        assert len(set(outcomes)) == 8, outcomes
    assert numbers.next_issue_number(agency_key="sgddt", year=2024) == 41


def test_a_failure_between_two_statements_leaves_nothing_behind(ground, now, monkeypatch):
    """Whatever breaks after the first row was written, the transaction takes it all back."""
    from motcua.kernel import plugins

    def broken(event):
        raise RuntimeError("power cut")

    plugins.projectors.register("dossier", broken)
    try:
        with pytest.raises(RuntimeError):
            file_one(ground, now)
    finally:
        plugins.projectors.remove("dossier", broken)
    assert Dossier.objects.count() == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM dossiers_task")
        assert cursor.fetchone() == (0,)
    assert log.verify().ok
