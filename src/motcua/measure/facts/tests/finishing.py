"""Real dossiers done by the cast in as many days as a test asks for."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from motcua.kernel.files import services as files
from motcua.operate.catalogue import services as catalogue
from motcua.operate.dossiers import services
from motcua.operate.dossiers.rules import Application, Channel, PaperIn, Party, Refusal
from motcua.operate.dossiers.services import numbers
from motcua.operate.processes import services as processes

COPY = "3.000465"  # certified copy of a diploma, 1 working day


class Worker:
    """Files and handles dossiers of one procedure; every act ten minutes after the one before."""

    def __init__(self, cast: Any, now: datetime) -> None:
        catalogue.load_starter(now=now)
        processes.load(now=now)
        self.cast, self.now = cast, now
        self.sheet = files.store(data=b"stands for a sheet", name="sheet.bin", now=now)

    def submit(self, at: datetime, **changes: Any) -> Any:
        """A dossier of lan's, filed online at `at`."""
        values: dict[str, Any] = {
            "procedure_code": COPY,
            "channel": Channel.ONLINE,
            "owner": Party(full_name="Nguyễn Thị Lan", identity_number="", account=self.cast.lan),
            "papers": (PaperIn(component_code="TP1", name="Phiếu đề nghị", originals=1),),
        }
        self.now = at
        by = self.cast.actor("lan")
        application = Application(**(values | changes))
        made = services.submit(application=application, by=by, now=at, command_id=str(uuid4()))
        assert not isinstance(made, Refusal), made
        return made

    def act(self, dossier: Any, name: str, verb: str, *, wait: timedelta = timedelta(), **data: Any) -> Any:
        """One act of `name`, `wait` and ten minutes later; a refusal is a mistake of the test."""
        self.now += timedelta(minutes=10) + wait
        made = services.act(
            dossier_id=dossier.pk,
            verb=verb,
            by=self.cast.actor(name),
            now=self.now,
            command_id=str(uuid4()),
            data=data,
        )
        assert not isinstance(made, Refusal), made
        return made

    def ask_again(self, dossier: Any, *codes: str, name: str = "hoa", wait: timedelta = timedelta()) -> Any:
        """Ask for a supplement of the components `codes` and get an answer an hour later.

        What could have been asked before only the head (dung) may ask for, with a reason.
        """
        items = [{"component_code": code, "what": "Bản rõ hơn"} for code in codes or ("TP1",)]
        words = {"reason": "Chưa đọc được", "repeat_reason": "Nay mới thấy"}
        self.act(dossier, name, "request_supplement", wait=wait, items=items, **words)
        return self.act(dossier, "lan", "supplement", wait=timedelta(hours=1), answer="Đã gửi lại")

    def accept(self, at: datetime, **changes: Any) -> Any:
        """Filed and received at once, with hoa as its officer."""
        dossier = self.act(self.submit(at, **changes), "minh", "accept")
        return self.act(dossier, "hoa", "assign")

    def finish(self, dossier: Any, *, wait: timedelta = timedelta()) -> Any:
        """From the draft to the issued result; `wait` lies before the draft."""
        words = {"kind": "approval", "title": "Cấp bản sao", "body": ["Điều 1."], "file": self.sheet}
        self.act(dossier, "hoa", "draft_result", wait=wait, **words)
        self.act(dossier, "hoa", "forward")
        self.act(dossier, "dung", "forward")
        self.act(dossier, "son", "sign", file=self.sheet, certificate="ab", digest="cd")
        number = numbers.next_issue_number(agency_key=dossier.agency_id, year=self.now.year)
        on = self.now.date()
        return self.act(dossier, "van", "issue", file=self.sheet, number_symbol=f"{number:02d}/X", on=on)
