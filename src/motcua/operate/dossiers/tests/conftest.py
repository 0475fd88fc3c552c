"""A catalogue, a process and a dossier to work on."""

from datetime import timedelta
from uuid import uuid4

import pytest

from motcua.kernel.ids import new_id
from motcua.operate.catalogue import services as catalogue
from motcua.operate.dossiers import services
from motcua.operate.dossiers.rules import Application, Channel, PaperIn, Party
from motcua.operate.processes import services as processes

COPY = "3.000465"  # certified copy of a diploma, 1 working day


@pytest.fixture
def ground(db, cast, now):
    """What a dossier stands on: the starter catalogue and the standard process."""
    catalogue.load_starter(now=now)
    processes.load(now=now)
    return cast


@pytest.fixture
def application(ground):
    def make(**changes) -> Application:
        values = {
            "procedure_code": COPY,
            "channel": Channel.ONLINE,
            "owner": Party(full_name="Nguyễn Thị Lan", identity_number="", account=ground.lan),
            "papers": (PaperIn(component_code="TP1", name="Phiếu đề nghị", originals=1),),
        }
        return Application(**(values | changes))

    return make


@pytest.fixture
def submitted(ground, application, now):
    return services.submit(application=application(), by=ground.actor("lan"), now=now, command_id=str(uuid4()))


class Play:
    """Acts on one dossier as the cast, an hour of the clock later each time."""

    def __init__(self, cast, dossier, now):
        self.cast, self.dossier, self.now = cast, dossier, now

    def __call__(self, name, verb, role=None, **data):
        self.now += timedelta(minutes=10)
        outcome = services.act(
            dossier_id=self.dossier.pk,
            verb=verb,
            by=self.cast.actor(name, role),
            now=self.now,
            command_id=str(new_id()),
            data=data,
        )
        if not hasattr(outcome, "message"):
            self.dossier = outcome
        return outcome


@pytest.fixture
def play(ground, submitted, now):
    return Play(ground, submitted, now)
