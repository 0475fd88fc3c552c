"""Dossiers brought to any state by the services, for the tests of paper."""

from datetime import timedelta
from uuid import uuid4

from motcua.operate.catalogue import services as catalogue
from motcua.operate.dossiers import services
from motcua.operate.dossiers.rules import Application, Channel, PaperIn, Party
from motcua.operate.processes import services as processes

COPY = "3.000465"  # certified copy of a diploma, 1 working day


class Office:
    """The cast at work; every act is ten minutes after the one before."""

    def __init__(self, cast, now):
        self.cast, self.now = cast, now
        catalogue.load_starter(now=now)
        processes.load(now=now)

    def file(self, code=COPY, channel=Channel.ONLINE, **changes):
        owner = Party(full_name="Nguyễn Thị Lan", account=self.cast.lan, phone="0905123456", address="12 đường Số Một")
        values = {
            "procedure_code": code,
            "channel": channel,
            "owner": owner,
            "papers": (PaperIn(component_code="TP1", name="Phiếu đề nghị", originals=1, copies=2),),
        }
        application = Application(**(values | changes))
        return services.submit(
            application=application, by=self.cast.actor("lan"), now=self.tick(), command_id=str(uuid4())
        )

    def act(self, dossier, name, verb, role=None, **data):
        outcome = services.act(
            dossier_id=dossier.pk, verb=verb, by=self.cast.actor(name, role), now=self.tick(),
            command_id=str(uuid4()), data=data,
        )  # fmt: skip
        assert not hasattr(outcome, "message"), outcome
        return outcome

    def finished(self, dossier):
        """Through the whole process until the result is in the hands of the applicant."""
        self.act(dossier, "minh", "accept")
        self.act(dossier, "hoa", "assign")
        self.draft(dossier)
        self.act(dossier, "hoa", "forward")
        self.act(dossier, "dung", "forward")
        services.sign_now(**self.who(dossier, "son"))
        services.issue(**self.who(dossier, "van"))
        return self.act(dossier, "minh", "return_result")

    def draft(self, dossier):
        return services.write_draft(
            **self.who(dossier, "hoa"), kind="approval", title="Cấp bản sao", body=["Điều 1. Cấp 02 bản sao."]
        )

    def who(self, dossier, name):
        by = self.cast.actor(name)
        return {"dossier_id": dossier.pk, "by": by, "now": self.tick(), "command_id": str(uuid4())}

    def tick(self):
        self.now += timedelta(minutes=10)
        return self.now
