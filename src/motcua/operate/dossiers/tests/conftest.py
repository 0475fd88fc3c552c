"""A catalogue, a process and a dossier to work on."""

from datetime import timedelta
from uuid import uuid4

import pytest

from motcua.kernel.actors import SYSTEM
from motcua.kernel.files import services as files
from motcua.kernel.ids import new_id
from motcua.operate.catalogue import services as catalogue
from motcua.operate.catalogue.rules.content import ProcedureContent
from motcua.operate.catalogue.services import versions
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


@pytest.fixture
def procedure(ground, now):
    """Records a procedure handled by sgddt-qlcl with the limit and fees that a test needs; returns its code."""

    def make(code, **parts):
        content = ProcedureContent(name=f"Thủ tục {code}", field="Văn bằng, chứng chỉ", **parts)
        text = versions.Text(code, "2024", content, "full", {"url": ""}, "test")
        versions.record(text=text, by=SYSTEM, now=now)
        return code

    return make


@pytest.fixture
def begin(ground, application, now):
    """Files a dossier of lan's and gives the `Play` to go on with."""

    def file(at=None, **changes):
        at = at or now
        by = ground.actor("lan")
        made = services.submit(application=application(**changes), by=by, now=at, command_id=str(uuid4()))
        return Play(ground, made, at)

    return file


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


@pytest.fixture
def sheet(db, now):
    """A stored file that stands for a draft, a signed or an issued result where no test reads it."""
    return files.store(data=b"stands for a sheet", name="sheet.bin", now=now)


@pytest.fixture
def signed(play, sheet):
    """A dossier whose result the signatory has signed, lying with the clerk."""
    by = play.cast.actor
    play("minh", "accept")
    play("hoa", "assign")
    play.dossier = services.write_draft(
        dossier_id=play.dossier.pk, kind="approval", title="Cấp bản sao", body=["Điều 1."],
        by=by("hoa"), now=play.now, command_id=str(uuid4()),
    )  # fmt: skip
    play("hoa", "forward")
    play("dung", "forward")
    play.dossier = services.sign_now(dossier_id=play.dossier.pk, by=by("son"), now=play.now, command_id=str(uuid4()))
    return play
