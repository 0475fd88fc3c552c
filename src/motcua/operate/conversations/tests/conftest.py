"""A dossier of lan's that hoa handles, and a way to write into it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from motcua.kernel.actors import SYSTEM
from motcua.operate.catalogue import services as catalogue
from motcua.operate.catalogue.rules import ProcedureContent
from motcua.operate.conversations import services
from motcua.operate.dossiers import services as dossiers
from motcua.operate.dossiers.rules import Application, Channel, Party
from motcua.operate.processes import services as processes

CODE = "9.000001"
LIMIT = {"value": 5, "unit": "working_day", "text": "5 ngày làm việc"}


class Talk:
    """Acts and messages of the cast on one dossier, a minute later each time."""

    def __init__(self, cast, now):
        known = ProcedureContent(name="Cấp bản sao", field="Văn bằng, chứng chỉ").to_json()
        content = ProcedureContent.from_json(known | {"time_limit": LIMIT})
        text = catalogue.Text(CODE, "2024", content, "full", {"url": ""}, "test")
        catalogue.record(text=text, by=SYSTEM, now=now)
        processes.load(now=now)
        self.cast, self.now = cast, now
        application = Application(
            procedure_code=CODE, channel=Channel.ONLINE, owner=Party(full_name="Nguyễn Thị Lan", account=cast.lan)
        )
        self.dossier = dossiers.submit(application=application, by=cast.actor("lan"), now=now, command_id=str(uuid4()))
        assert not hasattr(self.dossier, "message"), self.dossier

    def act(self, who, verb, **data):
        self.now += timedelta(minutes=1)
        done = dossiers.act(
            dossier_id=self.dossier.pk, verb=verb, by=self.cast.actor(who), now=self.now, command_id=str(uuid4()),
            data=data,
        )  # fmt: skip
        assert not hasattr(done, "message"), done
        self.dossier = done
        return self

    def handled(self):
        return self.act("minh", "accept").act("hoa", "assign")

    def say(self, who, text="Xin hỏi", **more):
        self.now += timedelta(minutes=1)
        values = {"dossier_id": self.dossier.pk, "text": text, "by": self.cast.actor(who), "now": self.now}
        return services.write(**({"command_id": str(uuid4())} | values | more))


@pytest.fixture
def talk(db, cast, now):
    return Talk(cast, now)
