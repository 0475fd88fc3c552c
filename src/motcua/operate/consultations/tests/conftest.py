"""A dossier that hoa handles, and opinions asked about it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from motcua.kernel.actors import SYSTEM
from motcua.operate.catalogue import services as catalogue
from motcua.operate.catalogue.rules import ProcedureContent
from motcua.operate.consultations import services
from motcua.operate.consultations.rules import Asked
from motcua.operate.dossiers import services as dossiers
from motcua.operate.dossiers.rules import Application, Channel, PaperIn, Party
from motcua.operate.processes import services as processes

CODE, FIELD = "9.000002", "Văn bằng, chứng chỉ"
LIMIT = {"value": 10, "unit": "working_day", "text": "10 ngày làm việc"}
TRAINING, INSPECTORS = "sgddt-gdtrh", "sgddt-ttra"


class Asking:
    """Acts of the cast on one dossier and on what was asked about it, a minute later each time."""

    def __init__(self, cast, now):
        content = ProcedureContent.from_json(
            ProcedureContent(name="Công nhận", field=FIELD).to_json() | {"time_limit": LIMIT}
        )
        catalogue.record(text=catalogue.Text(CODE, "2024", content, "full", {"url": ""}, "test"), by=SYSTEM, now=now)
        processes.load(now=now)
        self.cast, self.now = cast, now
        application = Application(
            procedure_code=CODE,
            channel=Channel.ONLINE,
            owner=Party(full_name="Nguyễn Thị Lan", account=cast.lan),
            papers=(PaperIn(component_code="TP1", name="Đề án", originals=1),),
        )
        by = cast.actor("lan")
        self.dossier = dossiers.submit(application=application, by=by, now=now, command_id=str(uuid4()))
        self.act("minh", "accept")
        self.act("hoa", "assign")

    def act(self, who, verb, **data):
        outcome = self.try_act(who, verb, **data)
        assert not hasattr(outcome, "message"), outcome
        self.dossier = outcome

    def try_act(self, who, verb, **data):
        self.now += timedelta(minutes=1)
        by = self.cast.actor(who)
        return dossiers.act(
            dossier_id=self.dossier.pk, verb=verb, by=by, now=self.now, command_id=str(uuid4()), data=data
        )

    def ask(self, who="hoa", command_id="", **changes):
        self.now += timedelta(minutes=1)
        asked = Asked(**({"unit": TRAINING, "question": "Đề án có khả thi không?", "days": 3} | changes))
        by = self.cast.actor(who)
        return services.ask(
            dossier_id=self.dossier.pk, asked=asked, by=by, now=self.now, command_id=command_id or str(uuid4())
        )

    def answer(self, one, who="quang", opinion="agree", text="", **more):
        self.now += timedelta(minutes=1)
        values = {"command_id": str(uuid4())} | more
        by = self.cast.actor(who)
        return services.answer(consultation=one, opinion=opinion, text=text, by=by, now=self.now, **values)

    def watch(self, **later):
        self.now += timedelta(**later)
        return {what: count for what, count in services.watch(now=self.now).items() if count}

    def holds(self):
        return list(self.dossier.holds.filter(released_at=None).values_list("code", flat=True))


@pytest.fixture
def asking(db, cast, now):
    return Asking(cast, now)
