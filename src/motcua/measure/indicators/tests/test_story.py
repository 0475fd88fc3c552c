"""One dossier moves the figures by exactly one, in the same transaction, and recomputing from events agrees."""

from datetime import timedelta
from uuid import uuid4

import pytest

from motcua.measure.facts import services as facts
from motcua.measure.indicators import queries
from motcua.measure.indicators.rules import parse_period
from motcua.operate.catalogue import services as catalogue
from motcua.operate.dossiers import services as dossiers
from motcua.operate.dossiers.rules import Application, Channel, PaperIn, Party
from motcua.operate.processes import services as processes

pytestmark = pytest.mark.django_db
COPY = "3.000465"  # certified copy of a diploma
PERIOD = parse_period("2024-03")


class Office:
    """Files and accepts dossiers, a minute apart."""

    def __init__(self, cast, now):
        self.cast, self.now = cast, now
        catalogue.load_starter(now=now)
        processes.load(now=now)

    def submit(self, channel):
        self.now += timedelta(minutes=1)
        paper = PaperIn(component_code="TP1", name="Phiếu đề nghị", originals=1)
        owner = Party(full_name="Nguyễn Thị Lan", identity_number="", account=self.cast.lan)
        application = Application(procedure_code=COPY, channel=channel, owner=owner, papers=(paper,))
        by = self.cast.actor("lan" if channel == Channel.ONLINE else "minh")
        return dossiers.submit(application=application, by=by, now=self.now, command_id=str(uuid4()))

    def act(self, dossier, name, verb, **data):
        self.now += timedelta(minutes=1)
        done = dossiers.act(
            dossier_id=dossier.pk, verb=verb, by=self.cast.actor(name), now=self.now, command_id=str(uuid4()), data=data
        )
        assert not hasattr(done, "message"), done
        return done

    def figure(self, code):
        found = queries.compute(code, PERIOD, now=self.now)
        return found.numerator, found.denominator


@pytest.fixture
def office(cast, now):
    return Office(cast, now)


def test_accepting_one_online_dossier_moves_the_online_share_by_exactly_one(office):
    direct = office.submit(Channel.DIRECT)
    online = office.submit(Channel.ONLINE)
    assert office.figure("I.3") == (0, 0)
    office.act(direct, "minh", "accept")
    assert office.figure("I.3") == (0, 1)
    accepted = office.act(online, "minh", "accept")
    assert office.figure("I.3") == (1, 2)
    listed = [m.key for m in queries.members("I.3", PERIOD, now=office.now, side="numerator")]
    assert listed == [accepted.code]
    assert list(facts.check()) == []


def test_withdrawing_after_acceptance_keeps_the_receipt_and_adds_no_result(office):
    dossier = office.act(office.submit(Channel.ONLINE), "minh", "accept")
    office.act(dossier, "lan", "withdraw")
    assert office.figure("I.3") == (1, 1)
    assert office.figure("I.4") == office.figure("II.6") == (0, 0)
    assert list(facts.check()) == []


def test_a_finished_dossier_is_on_time_or_not_by_exactly_one(office):
    dossier = office.act(office.submit(Channel.ONLINE), "minh", "accept")
    assert [line.denominator for line in queries.on_time(PERIOD, now=office.now)] == [0, 0]
    office.act(dossier, "hoa", "assign")
    dossiers.write_draft(
        dossier_id=dossier.pk, kind="approval", title="Cấp bản sao", body=["Điều 1."], by=office.cast.actor("hoa"),
        now=office.now, command_id=str(uuid4()),
    )  # fmt: skip
    office.act(dossier, "hoa", "forward")
    office.act(dossier, "dung", "forward")
    for work, name in ((dossiers.sign_now, "son"), (dossiers.issue, "van")):
        by = office.cast.actor(name)
        done = work(dossier_id=dossier.pk, by=by, now=office.now, command_id=str(uuid4()))
        assert not hasattr(done, "message"), done
    assert [(line.numerator, line.denominator) for line in queries.on_time(PERIOD, now=office.now)] == [(1, 1), (1, 1)]
    assert office.figure("II.6") == (1, 1)
    assert office.figure("II.2")[0] == office.figure("II.2")[1]
    assert list(facts.check()) == []
