"""Dossiers in every situation a person may find them in, made by the same services as in earnest."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from motcua.kernel.actors import SYSTEM
from motcua.kernel.files import services as files
from motcua.kernel.files.tests.samples import pdf
from motcua.kernel.ids import new_id
from motcua.operate.catalogue import queries as catalogue_queries
from motcua.operate.catalogue import services as catalogue
from motcua.operate.catalogue.rules import ProcedureContent
from motcua.operate.dossiers import services as dossiers
from motcua.operate.dossiers.rules import Application, Channel, PaperIn, Party
from motcua.operate.eforms import services as eforms
from motcua.operate.journeys.services import applying
from motcua.operate.processes import services as processes
from tests.cast import Cast

COPY = "3.000465"  # certified copy of a diploma from the register, one working day, with a form of its own
TRANSFER = "1.000270"  # transfer of a pupil: the form asks whom it concerns
RIGHTS = "2.002812"  # teaching in a foreign language, prolonged: no form of its own, the plain request is used
REMARK = "1.005095"  # re-marking: the form asks for the pupil's own data
PRIMARY = "1.005099"  # decided by a school, so nothing is filed here
CODES = {COPY, TRANSFER, RIGHTS, REMARK, PRIMARY}
IDENTITY = "099180000011"


def prepare(now: datetime) -> None:
    """What applications stand on: a few procedures, forms, processes. Repeating it changes nothing."""
    if catalogue_queries.procedure(COPY) is None:
        for row in catalogue_queries.data_file("procedures.json")["procedures"]:
            if row["code"] in CODES:
                content = ProcedureContent.from_json(row["content"])
                text = catalogue.Text(
                    row["code"], row["era"], content, row["completeness"], row["source"], catalogue.STARTER
                )
                catalogue.record(text=text, by=SYSTEM, now=now)
    eforms.load_forms(now=now)
    processes.load(now=now)


def draft(cast: Cast, code: str = COPY, who: str = "lan") -> Any:
    """A fresh draft of an application."""
    now = timezone.now()
    prepare(now)
    started = applying.start(code=code, account=getattr(cast, who), now=now)
    assert started is not None
    return started.draft


def submitted(cast: Cast, **changes: Any) -> Any:
    """A dossier of Lan with one uploaded paper, waiting at the counter."""
    now = timezone.now()
    prepare(now)
    stored = files.store(data=pdf(), name="phieu.pdf", now=now)
    values: dict[str, Any] = {
        "procedure_code": COPY,
        "channel": Channel.ONLINE,
        "owner": Party(
            full_name="Nguyễn Thị Lan",
            identity_number=IDENTITY,
            date_of_birth=date(1980, 5, 12),
            phone="0912345678",
            address="Số 1",
            account=cast.lan,
        ),
        "papers": (
            PaperIn(
                component_code="TP1", name="Phiếu đề nghị", sha256=stored.pk, file_name="phieu.pdf", source="upload"
            ),
        ),
    }
    outcome = dossiers.submit(
        application=Application(**(values | changes)), by=cast.actor("lan"), now=now, command_id=str(new_id())
    )
    assert not hasattr(outcome, "message"), outcome
    return outcome


def act(cast: Cast, dossier: Any, name: str, verb: str, role: str | None = None, **data: Any) -> Any:
    """One step by one of the cast, now."""
    outcome = dossiers.act(
        dossier_id=dossier.pk,
        verb=verb,
        by=cast.actor(name, role),
        now=timezone.now(),
        command_id=str(new_id()),
        data=data,
    )
    assert not hasattr(outcome, "message"), outcome
    return outcome


def accepted(cast: Cast) -> Any:
    return act(cast, submitted(cast), "minh", "accept")


def asked(cast: Cast) -> Any:
    """Accepted, assigned, and the officer asks for a supplement."""
    dossier = act(cast, accepted(cast), "hoa", "assign")
    items = [
        {"component_code": "TP1", "what": "Phiếu đề nghị thiếu trang 2"},
        {"component_code": "", "what": "Ảnh 3x4"},
    ]
    return act(cast, dossier, "hoa", "request_supplement", items=items, reason="Chưa đủ để tra sổ gốc")


def returned(cast: Cast) -> Any:
    """Handled to the end: signed, issued and returned electronically."""
    now = timezone.now()
    dossier = act(cast, accepted(cast), "hoa", "assign")
    written = dossiers.write_draft(
        dossier_id=dossier.pk,
        kind="approval",
        title="Bản sao bằng tốt nghiệp",
        body=["Cấp bản sao từ sổ gốc."],
        by=cast.actor("hoa"),
        now=now,
        command_id=str(new_id()),
    )
    assert not hasattr(written, "message"), written
    act(cast, dossier, "hoa", "forward")
    act(cast, dossier, "dung", "forward")
    for done in (
        dossiers.sign_now(dossier_id=dossier.pk, by=cast.actor("son"), now=now, command_id=str(new_id())),
        dossiers.issue(dossier_id=dossier.pk, by=cast.actor("van"), now=now, command_id=str(new_id())),
    ):
        assert not hasattr(done, "message"), done
    return act(cast, dossier, "minh", "return_result", how="electronic")


def attached(draft: Any, data: bytes = b"", name: str = "mot.pdf") -> Any:
    """A file on a draft: a PDF, or what is given."""
    now = timezone.now()
    done = eforms.attach(draft_id=draft.pk, component_code="TP2", data=data or pdf(), name=name, now=now)
    assert isinstance(done, eforms.Attached), done
    return done.file


def filed(cast: Cast) -> Any:
    """A dossier that was filed through the pages' own service, with a frozen form."""
    now = timezone.now()
    begun = draft(cast, RIGHTS)
    lan = {"kind": "person", "full_name": "Nguyễn Thị Lan", "identity_number": IDENTITY, "date_of_birth": "1980-05-12"}
    lan |= {"phone": "0912345678", "address": "Số 1"}
    papers = {f"TP{number}": "none" for number in range(1, 6)}
    extra = {"filer": lan, "for_whom": "self", "papers": papers, "delivery": {"delivery": "counter"}}
    eforms.save_draft(draft_id=begun.pk, extra=extra, now=now)
    answers = {"de_nghi": {"noi_dung": "Chỉnh sửa ngày sinh"}, "cam_doan_muc": {"cam_doan": "on"}}
    for key, values in answers.items():
        saved = eforms.save_draft(draft_id=begun.pk, section=key, answers=values, now=now)
        assert isinstance(saved, eforms.Saved), saved
    outcome = applying.submit(draft=saved.draft, account=cast.lan, by=cast.actor("lan"), now=now)
    assert not hasattr(outcome, "message"), outcome
    return outcome
