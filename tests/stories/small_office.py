"""A small office for stories: two dossiers of one citizen, and a short way to let the cast act on them."""

from datetime import timedelta
from uuid import uuid4

from motcua.operate.catalogue import services as catalogue
from motcua.operate.dossiers import queries, services
from motcua.operate.dossiers.rules import Application, Channel, PaperIn, Party
from motcua.operate.processes import services as process_services

COPY = "3.000465"


class Office:
    """Two dossiers of lan's: one accepted and assigned, one just filed."""

    def __init__(self, cast, now):
        catalogue.load_starter(now=now)
        process_services.load(now=now)
        self.cast, self.now = cast, now
        self.running, self.filed = self.file(), self.file()
        self.act(self.running, "minh", "accept")
        self.act(self.running, "hoa", "assign")

    def file(self):
        papers = (PaperIn(component_code="TP1", name="Phiếu đề nghị", originals=1),)
        owner = Party(full_name="Nguyễn Thị Lan", account=self.cast.lan)
        application = Application(procedure_code=COPY, channel=Channel.ONLINE, owner=owner, papers=papers)
        by = self.cast.actor("lan")
        return services.submit(application=application, by=by, now=self.now, command_id=str(uuid4())).pk

    def act(self, dossier_id, name, verb, *, now=None, seen=None, **data):
        self.now += timedelta(minutes=5)
        return services.act(
            dossier_id=dossier_id, verb=verb, by=self.cast.actor(name), now=now or self.now, command_id=str(uuid4()),
            data=data, expected_version=seen,
        )  # fmt: skip

    def of(self, dossier_id):
        return queries.for_work(dossier_id)
