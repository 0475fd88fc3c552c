"""What the officer wrote in a word processor comes back: DOCX to be read, PDF to be signed."""

import hashlib
import io
from datetime import datetime
from pathlib import PurePosixPath

import pikepdf

from motcua.kernel.actors import Actor
from motcua.kernel.documents import services as documents
from motcua.kernel.files import services as files
from motcua.kernel.text import clean
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers import services as dossier_services
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.dossiers.services.letterhead import head_of_agency, letterhead, look_up, result_symbol
from motcua.operate.paperwork.models import WorkingCopy
from motcua.operate.paperwork.services.checking import check_document

BODY = "Văn bản do người thụ lý soạn, xem tệp PDF đính kèm."


def put_docx(*, dossier: Dossier, data: bytes, file_name: str, by: Actor, now: datetime) -> WorkingCopy | Refusal:
    """Keep an edited DOCX beside the dossier, for those who review. It is never signed."""
    refusal = dossiers.decision(dossier, by, "draft_result")
    if isinstance(refusal, Refusal):
        return refusal
    faults = check_document(data)
    if faults:
        return Refusal(faults[0].code, " ".join(fault.message for fault in faults))
    return WorkingCopy.objects.create(
        dossier=dossier,
        stored_file=files.store(data=data, name="du-thao.docx", now=now),
        file_name=clean(PurePosixPath(file_name).name)[:255] or "du-thao.docx",
        put_by_id=by.id,
        put_at=now,
    )


def put_pdf(
    *, dossier: Dossier, data: bytes, file_name: str, kind: str, title: str, by: Actor, now: datetime,
    command_id: str, expected_version: int | None = None, origin: str = "",
) -> Dossier | Refusal:  # fmt: skip
    """Make an edited PDF the draft to be signed: a page with the free places is added behind it.

    `kind`: "approval" or "refusal"; `title`: what it is about. Raises dossiers.services.Stale.
    """
    title = clean(title)
    if not title:
        return Refusal("draft_incomplete", "Hãy nhập trích yếu của văn bản.")
    judgement = files.judge(data, file_name)
    if judgement.problems:
        return Refusal("bad_file", " ".join(problem.message_vi for problem in judgement.problems))
    if judgement.kind != "pdf":
        return Refusal("not_pdf", "Văn bản để ký phải là tệp PDF.")
    refusal = dossiers.decision(dossier, by, "draft_result")
    if isinstance(refusal, Refusal):
        return refusal
    made = with_sign_page(data, dossier=dossier, title=title, now=now, origin=origin)
    if isinstance(made, Refusal):
        return made
    stored = files.store(data=made, name=f"du-thao-{dossier.code}.pdf", now=now)
    return dossier_services.act(
        dossier_id=dossier.pk,
        verb="draft_result",
        by=by,
        now=now,
        command_id=command_id,
        data={"kind": kind, "title": title, "body": [BODY], "file": stored},
        expected_version=expected_version,
    )


def with_sign_page(data: bytes, *, dossier: Dossier, title: str, now: datetime, origin: str) -> bytes | Refusal:
    """The PDF with the page of free places behind it. Refused when it has form fields or signatures of its own."""
    with pikepdf.open(io.BytesIO(data)) as document:
        if "/AcroForm" in document.Root:
            return Refusal("has_fields", "Tệp PDF có ô điền hoặc chữ ký sẵn. Hãy xuất lại PDF từ văn bản chưa ký.")
        facts = {
            "agency": letterhead(dossier),
            "symbol": result_symbol(dossier),
            "summary": title,
            "code": dossier.code,
            "pages": len(document.pages),
            "sha256": hashlib.sha256(data).hexdigest(),
            "signer": head_of_agency(dossier),
            **look_up(dossier, origin=origin),
        }
        page = documents.render("paperwork/sign_page", facts, title=title, at=now)
        with pikepdf.open(io.BytesIO(page)) as extra:
            document.add_pages_from(extra)  # with its free places as fields of the whole document
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()
