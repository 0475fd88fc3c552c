"""The draft of a result: rendered before the transaction, kept as a file, then recorded by the verb `draft_result`."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from motcua.kernel.actors import Actor
from motcua.kernel.documents import services as documents
from motcua.kernel.files import services as files
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.models import Dossier
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.dossiers.services import commands
from motcua.operate.dossiers.services.acts import act
from motcua.operate.dossiers.services.letterhead import head_of_agency, letterhead, look_up, result_symbol

KIND_WORDS = {"approval": "KẾT QUẢ GIẢI QUYẾT", "refusal": "VĂN BẢN TỪ CHỐI"}


def draft_pdf(*, dossier: Dossier, kind: str, title: str, body: Sequence[str], now: datetime, origin: str) -> bytes:
    """The draft as PDF/A: number, date and both signatures are still free."""
    content = dossier.procedure_version.parsed
    data = {
        "agency": letterhead(dossier),
        "symbol": result_symbol(dossier),
        "kind": KIND_WORDS.get(kind, KIND_WORDS["approval"]),
        "summary": title,
        "authority": None,
        "grounds": [f"Căn cứ {basis.number} {basis.title or ''}".strip() for basis in content.legal_bases or ()][:6],
        "resolve": None,
        "body": [text for text in body if text.strip()],
        "code": dossier.code,
        "signer": head_of_agency(dossier),
        "recipients": [dossier.owner.full_name, "Lưu: VT"],
        **look_up(dossier, origin=origin),
    }
    return documents.render("dossiers/ket_qua", data, title=title, at=now)


def write_draft(
    *,
    dossier_id: UUID,
    kind: str,
    title: str,
    body: Sequence[str],
    by: Actor,
    now: datetime,
    command_id: str,
    origin: str = "",
    expected_version: int | None = None,
) -> Dossier | Refusal:
    """Render, keep and record a draft. Rendering happens before the transaction: nothing slow is inside it."""
    if not title.strip() or not any(text.strip() for text in body):
        return Refusal("draft_incomplete", "Dự thảo cần có trích yếu và nội dung.")
    dossier = queries.for_work(dossier_id)
    if expected_version in (None, dossier.version):
        refusal = queries.decision(dossier, by, "draft_result")
        if isinstance(refusal, Refusal):  # decided before the work of rendering, and again when it is recorded
            return (
                commands.carried_out(command_id=command_id, verb="draft_result", by=by, dossier_id=dossier_id)
                or refusal
            )
    pdf = draft_pdf(dossier=dossier, kind=kind, title=title, body=body, now=now, origin=origin)
    stored = files.store(data=pdf, name=f"du-thao-{dossier.code}.pdf", now=now)
    return act(
        dossier_id=dossier_id,
        verb="draft_result",
        by=by,
        now=now,
        command_id=command_id,
        data={"kind": kind, "title": title.strip(), "body": list(body), "file": stored},
        expected_version=expected_version,
    )
