"""Approving and issuing a corrected result: the documents are made before the transaction, as for every result."""

import hashlib
from datetime import datetime
from uuid import UUID

from motcua.kernel.actors import Actor
from motcua.kernel.files import services as files
from motcua.kernel.signatures import services as signatures
from motcua.kernel.ui.formats import vi_date
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.models import Correction, Dossier
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.dossiers.rules.correcting import may_not_decide
from motcua.operate.dossiers.services import acts
from motcua.operate.dossiers.services.drafting import draft_pdf
from motcua.operate.dossiers.services.signing import sealed
from motcua.people import queries as people

REASON = "Ký kết quả thay thế kết quả có sai sót của cơ quan"


def approve(
    *, dossier_id: UUID, correction_id: UUID, note: str, by: Actor, now: datetime, command_id: str, origin: str = ""
) -> Dossier | Refusal:
    """Approve a correction; one of a result is signed by the person who approves it."""
    row = Correction.objects.filter(pk=correction_id, dossier=dossier_id, standing="proposed").first()
    data: dict[str, object] = {"correction": str(correction_id), "note": note}
    if row is not None and row.kind == "result":
        refusal = may_not_decide(row.kind, proposed_by=str(row.proposed_by_id), by=by.id, role=by.role)
        if refusal is not None:
            return refusal
        signer = signatures.signer_for("person", people.account_name(by.id))
        if signer is None:
            return Refusal("no_signer", "Chưa có chứng thư số để ký.", "", "Người quản trị hệ thống")
        dossier = queries.for_work(dossier_id)
        pdf = draft_pdf(
            dossier=dossier, kind=row.new["kind"], title=row.new["title"],
            body=[*row.new["body"], _instead_of(dossier)],
            now=now, origin=origin,
        )  # fmt: skip
        signed = signatures.sign(
            pdf, signer=signer, field="ky", kind="person", reason=REASON, name=people.account_name(by.id), at=now
        )
        stored = files.store(data=signed, name=f"ket-qua-thay-the-{dossier.code}.pdf", now=now)
        data |= {"file": stored, "certificate": hashlib.sha256(signer.certificate).hexdigest()}
    return acts.act(dossier_id=dossier_id, verb="approve_correction", by=by, now=now, command_id=command_id, data=data)


def issue(*, dossier_id: UUID, correction_id: UUID, by: Actor, now: datetime, command_id: str) -> Dossier | Refusal:
    """Number, date and seal the corrected result, and put it in the place of the former one."""
    row = Correction.objects.filter(pk=correction_id, dossier=dossier_id, standing="approved").first()
    if row is None:
        return Refusal("no_such_correction", "Không có kết quả thay thế nào chờ phát hành.")
    dossier = queries.for_work(dossier_id)
    data = sealed(dossier, row.signed_file, now)
    if isinstance(data, Refusal):
        return data
    return acts.act(
        dossier_id=dossier_id, verb="replace_result", by=by, now=now, command_id=command_id,
        data={**data, "correction": str(correction_id)},
    )  # fmt: skip


def _instead_of(dossier: Dossier) -> str:
    result = dossier.result
    return (
        f"Văn bản này thay thế văn bản số {result.number_symbol} ngày {vi_date(result.issued_on)} do có sai sót của "
        "cơ quan. Người nộp hồ sơ không phải nộp thêm giấy tờ, không phải trả thêm phí."
    )
