"""A power cut between any two statements: nothing half written, and the same command goes through afterwards."""

from uuid import uuid4

import pytest
from django.db import OperationalError, connection

from motcua.kernel.audit import queries as log
from motcua.operate.dossiers import queries, services
from motcua.operate.dossiers.models import Dossier, IssueCounter
from motcua.operate.dossiers.rules import Refusal, State

pytestmark = pytest.mark.django_db(transaction=True)
TABLES = (
    "dossiers_dossier", "dossiers_paper", "dossiers_task", "dossiers_note", "dossiers_result", "dossiers_clockspan",
    "dossiers_supplementrequest", "dossiers_codecounter", "people_applicant", "audit_event", "audit_stream",
    "outbox_message", "facts_dossierfact",
)  # fmt: skip


class PowerCut(Exception):
    """Raised in place of the statement at which the power goes."""


class Fuse:
    """Counts the statements and blows at number `at`; 0 lets everything through."""

    def __init__(self, at=0, error=PowerCut):
        self.at, self.error, self.seen = at, error, 0

    def __call__(self, execute, sql, params, many, context):
        self.seen += 1
        if self.seen == self.at:
            raise self.error(sql[:60])
        return execute(sql, params, many, context)


@pytest.fixture
def db(transactional_db):
    """What this module stands on is really committed, so that a rollback is a real one."""


def written():
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}' AS name, count(*) AS n FROM {name}" for name in TABLES))
        counts = dict(cursor.fetchall())
        cursor.execute("SELECT id, version, state FROM dossiers_dossier ORDER BY id")
        return counts, cursor.fetchall()


def cut_everywhere(command, *, error=PowerCut):
    """Run `command` with the power cut at its first, second, third … statement, until none is left to cut.

    After each cut everything must be as it was before; the last run is whole, and its outcome is returned.
    """
    before = written()
    for at in range(1, 200):
        with connection.execute_wrapper(Fuse(at, error)):
            try:
                outcome = command()
                break
            except error:
                pass
        assert written() == before, f"statement {at}"
    assert at > 5
    assert not isinstance(outcome, Refusal), outcome
    assert log.verify().ok
    return outcome


@pytest.mark.parametrize("error", [PowerCut, OperationalError])
def test_a_submission_is_written_whole_or_not_at_all(ground, application, now, error):
    command, by = str(uuid4()), ground.actor("lan")
    filed = application()
    made = cut_everywhere(lambda: services.submit(application=filed, by=by, now=now, command_id=command), error=error)
    assert Dossier.objects.get().pk == made.pk
    assert queries.orphans(now=now) == []


@pytest.mark.parametrize("error", [PowerCut, OperationalError])
def test_an_acceptance_is_written_whole_or_not_at_all_and_gives_its_number_back(play, error):
    command, by = str(uuid4()), play.cast.actor("minh")
    done = cut_everywhere(
        lambda: services.act(dossier_id=play.dossier.pk, verb="accept", by=by, now=play.now, command_id=command),
        error=error,
    )
    assert done.state == State.ACCEPTED
    assert done.code.endswith("-0001")  # the numbers of the attempts that failed were given back


def test_a_supplement_is_written_whole_or_not_at_all(play):
    play("minh", "accept")
    play("hoa", "assign")
    play("hoa", "request_supplement", items=[{"what": "Thiếu ảnh"}], reason="Thiếu")
    command, by = str(uuid4()), play.cast.actor("lan")
    options = {"dossier_id": play.dossier.pk, "verb": "supplement", "by": by, "now": play.now, "command_id": command}
    done = cut_everywhere(lambda: services.act(**options, data={"answer": "Đã thêm"}))
    assert done.state == State.IN_PROGRESS
    assert done.supplement_requests.get().answer == "Đã thêm"


def test_an_issue_is_written_whole_or_not_at_all_and_no_number_comes_twice(signed, monkeypatch):
    """The number stands in the signed file before anything is recorded: a cut may leave a gap, never a double."""
    from motcua.kernel.signatures import services as signatures

    monkeypatch.setattr(signatures, "sign", lambda pdf, **said: pdf + said["fill_in"]["so"].encode())
    command, by = str(uuid4()), signed.cast.actor("van")
    done = cut_everywhere(
        lambda: services.issue(dossier_id=signed.dossier.pk, by=by, now=signed.now, command_id=command)
    )
    assert done.state == State.PROCESSED
    assert int(done.result.number_symbol.split("/")[0]) == IssueCounter.objects.get().last


def test_when_the_database_is_away_nothing_is_kept_in_memory_either(play):
    """The error reaches the caller, and what was read before shows nothing of the attempt."""
    held = play.dossier
    before = (held.state, held.version, held.code)
    with connection.execute_wrapper(Fuse(1, OperationalError)), pytest.raises(OperationalError):
        play("minh", "accept")
    assert (held.state, held.version, held.code) == before
    assert play("minh", "accept").state == State.ACCEPTED
