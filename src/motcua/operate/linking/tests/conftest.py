"""A dossier that hoa handles, and parts of it that another agency handles."""

from datetime import timedelta
from uuid import uuid4

import pytest

from motcua.kernel.actors import SYSTEM
from motcua.operate.catalogue import services as catalogue
from motcua.operate.catalogue.rules import ProcedureContent
from motcua.operate.dossiers import queries
from motcua.operate.dossiers import services as dossiers
from motcua.operate.dossiers.rules import Application, Channel, PaperIn, Party
from motcua.operate.linking import services
from motcua.operate.linking.rules import LegIn
from motcua.operate.processes import services as processes

CODE, FIELD = "9.000002", "Văn bằng, chứng chỉ"
LIMIT = {"value": 10, "unit": "working_day", "text": "10 ngày làm việc"}
ELSEWHERE = "ubnd-tinh-lt"
DRAFT = {"kind": "approval", "title": "Đồng ý", "body": ["Điều 1. Đồng ý."]}


class Linking:
    """Acts of the cast on a dossier and its parts, a minute later each time."""

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
            owner=Party(full_name="Nguyễn Thị Lan", identity_number="099180000011", account=cast.lan),
            papers=(
                PaperIn(component_code="TP1", name="Đề án", originals=1),
                PaperIn(component_code="TP2", name="Lý lịch", originals=1),
            ),
        )
        by = cast.actor("lan")
        self.dossier = dossiers.submit(application=application, by=by, now=now, command_id=str(uuid4()))
        self.act(self.dossier, "minh", "accept")
        self.act(self.dossier, "hoa", "assign")
        self.refresh()

    def tick(self):
        self.now += timedelta(minutes=1)
        return self.now

    def refresh(self):
        self.dossier = queries.for_work(self.dossier.pk)
        return self.dossier

    def who(self, name, dossier, verb):
        return queries.acting(getattr(self.cast, name), self.cast.grants(name), dossier, verb)

    def try_act(self, dossier, name, verb, **data):
        fresh = queries.for_work(dossier.pk)
        by = self.who(name, fresh, verb)
        return dossiers.act(
            dossier_id=dossier.pk, verb=verb, by=by, now=self.tick(), command_id=str(uuid4()), data=data
        )

    def act(self, dossier, name, verb, **data):
        outcome = self.try_act(dossier, name, verb, **data)
        assert not hasattr(outcome, "message"), outcome
        return outcome

    def call(self, dossier, name, verb, service, **more):
        fresh = queries.for_work(dossier.pk)
        by = self.who(name, fresh, verb)
        done = service(dossier_id=dossier.pk, by=by, now=self.tick(), command_id=str(uuid4()), **more)
        assert not hasattr(done, "message"), done
        return done

    def plan(self, *legs, order="in_order", who="hoa", command_id="", **changes):
        wanted = legs or (LegIn(**({"unit": ELSEWHERE, "what": "Thẩm định đề án", "days": 2} | changes)),)
        by = self.cast.actor(who)
        return services.plan(
            dossier_id=self.dossier.pk, order=order, legs=wanted, by=by, now=self.tick(),
            command_id=command_id or str(uuid4()),
        )  # fmt: skip

    def handle(self, child):
        """The other agency handles a part from acceptance to issue."""
        self.act(child, "phuc", "accept")
        self.act(child, "phuc", "assign")
        self.call(child, "phuc", "draft_result", dossiers.write_draft, **DRAFT)
        self.act(child, "phuc", "forward")
        self.act(child, "thuy", "forward")
        self.call(child, "thuy", "sign", dossiers.sign_now)
        self.call(child, "phuc", "issue", dossiers.issue)
        return queries.for_work(child.pk)

    def follow(self, dossier):
        return services.follow(dossier_id=dossier.pk, now=self.tick())

    def deed(self, deed, leg, who="hoa", command_id=""):
        return deed(leg=leg, by=self.cast.actor(who), now=self.tick(), command_id=command_id or str(uuid4()))

    def holds(self):
        return list(self.dossier.holds.filter(released_at=None).values_list("code", flat=True))


@pytest.fixture
def linking(db, cast, now):
    return Linking(cast, now)
