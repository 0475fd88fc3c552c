"""Signing: prepare, external signature, verify, one event. Issuing: number, date and the organisation's signature.

Cryptography happens before the transaction; what it made is recorded by the verbs `sign` and `issue`, which decide
again whether they may happen.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from motcua.kernel.actors import Actor
from motcua.kernel.documents import services as documents
from motcua.kernel.files import services as files
from motcua.kernel.files.models import StoredFile
from motcua.kernel.signatures import services as signatures
from motcua.kernel.time import local_date
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.models import Dossier, Result, SigningSession
from motcua.operate.dossiers.queries.four_eyes import four_eyes
from motcua.operate.dossiers.rules import Refusal, Step
from motcua.operate.dossiers.services import commands
from motcua.operate.dossiers.services.acts import act
from motcua.operate.dossiers.services.context import Stale
from motcua.operate.dossiers.services.letterhead import result_symbol
from motcua.operate.dossiers.services.numbers import next_issue_number
from motcua.people import queries as people

WAIT_FOR_SIGNATURE = timedelta(minutes=15)
SIGN_REASON = "Ký kết quả giải quyết thủ tục hành chính"
ISSUE_REASON = "Phát hành kết quả giải quyết thủ tục hành chính"


def prepare_signature(
    *, dossier_id: UUID, by: Actor, now: datetime, certificate: bytes, chain: tuple[bytes, ...] = ()
) -> SigningSession | Refusal:
    """Reserve the person's signature in the draft and keep it for 15 minutes; `session.to_sign` goes to the key."""
    dossier = queries.for_work(dossier_id)
    refusal = _may(dossier, "sign", by, now)
    if refusal is not None:
        return refusal
    prepared = signatures.prepare(
        dossier.result.draft_file.read(),
        certificate=certificate,
        chain=chain,
        field="ky",
        kind="person",
        reason=SIGN_REASON,
        name=people.account_name(by.id),
        at=now,
    )
    return SigningSession.objects.create(
        dossier=dossier,
        dossier_version=dossier.version,
        signer_id=by.id,
        pdf=prepared.pdf,
        digest=prepared.digest,
        to_sign=prepared.to_sign,
        certificate=prepared.certificate,
        chain=[part.hex() for part in prepared.chain],
        start=prepared.start,
        end=prepared.end,
        prepared_at=now,
        expires_at=now + WAIT_FOR_SIGNATURE,
    )


def complete_signature(
    *, session_id: UUID, signature: bytes, by: Actor, now: datetime, command_id: str
) -> Dossier | Refusal:
    """Put the signature in, verify the file, record it. A wrong or late signature changes nothing.

    The same command again is answered with the dossier it signed.
    """
    session = SigningSession.objects.filter(pk=session_id, signer=UUID(by.id)).select_related("dossier").first()
    if session is None or session.finished_at is not None or session.expires_at < now:
        earlier = commands.carried_out(command_id=command_id, verb="sign", by=by)
        return earlier or Refusal("session_over", "Phiên ký đã hết hạn hoặc đã dùng. Hãy bấm ký lại.")
    prepared = signatures.Prepared(
        pdf=bytes(session.pdf),
        digest=bytes(session.digest),
        to_sign=bytes(session.to_sign),
        certificate=bytes(session.certificate),
        chain=tuple(bytes.fromhex(part) for part in session.chain),
        start=session.start,
        end=session.end,
    )
    try:
        pdf = signatures.embed(prepared, signature)
    except signatures.WrongSignature:
        return Refusal("wrong_signature", "Chữ ký không khớp với văn bản và chứng thư số. Hãy ký lại.")
    outcome = _record_signature(session, pdf, by, now, command_id)
    if not isinstance(outcome, Refusal):
        SigningSession.objects.filter(pk=session.pk).update(finished_at=now)
    return outcome


def sign_now(*, dossier_id: UUID, by: Actor, now: datetime, command_id: str) -> Dossier | Refusal:
    """Sign with the signer this instance has for the person (a remote service, or the demo certificate)."""
    signer = signatures.signer_for("person", people.account_name(by.id))
    if signer is None:
        return Refusal("no_signer", "Chưa có chứng thư số để ký.", "", "Người quản trị hệ thống")
    session = prepare_signature(
        dossier_id=dossier_id, by=by, now=now, certificate=signer.certificate, chain=signer.chain
    )
    if isinstance(session, Refusal):
        return commands.carried_out(command_id=command_id, verb="sign", by=by, dossier_id=dossier_id) or session
    signature = signer.sign(bytes(session.to_sign))
    return complete_signature(session_id=session.pk, signature=signature, by=by, now=now, command_id=command_id)


def issue(
    *, dossier_id: UUID, by: Actor, now: datetime, command_id: str, expected_version: int | None = None
) -> Dossier | Refusal:
    """Give number and date and sign for the organisation (NĐ 30/2020/NĐ-CP); the person's signature stays valid.

    The number is taken before the file is made. When the last step is refused the number stays unused: numbers of a
    year may have gaps, but never come twice. The same command again takes no number and makes no file. Raises Stale
    when `expected_version` is not the current one.
    """
    dossier = queries.for_work(dossier_id)
    stale, refusal = expected_version not in (None, dossier.version), _may(dossier, "issue", by, now)
    if stale or refusal is not None:
        earlier = commands.carried_out(command_id=command_id, verb="issue", by=by, dossier_id=dossier_id)
        if earlier is not None:
            return earlier
        if stale or refusal is None:
            raise Stale(str(dossier_id))
        return refusal
    data = _issued_file(dossier, now)
    if isinstance(data, Refusal):
        return data
    return act(
        dossier_id=dossier_id,
        verb="issue",
        by=by,
        now=now,
        command_id=command_id,
        data=data,
        expected_version=expected_version,
    )


def _issued_file(dossier: Dossier, now: datetime) -> dict[str, Any] | Refusal:
    """The signed result, numbered, dated and signed for the organisation."""
    return sealed(dossier, dossier.result.signed_file, now)


def sealed(dossier: Dossier, signed: StoredFile | None, now: datetime) -> dict[str, Any] | Refusal:
    """`signed` with the next number, today's date and the organisation's signature: what issuing is called with."""
    agency = people.agency(dossier.agency_id)
    signer = signatures.signer_for("organisation", agency.name)
    if signer is None or signed is None:
        return Refusal("no_signer", "Chưa có chứng thư số của cơ quan.", "", "Người quản trị hệ thống")
    on = local_date(now)
    number = f"{next_issue_number(agency_key=agency.key, year=on.year):02d}"
    pdf = signatures.sign(
        signed.read(),
        signer=signer,
        field="dau",
        kind="organisation",
        reason=ISSUE_REASON,
        name=agency.name,
        at=now,
        fill_in={"so": number, "ngay": documents.long_day(on)},
    )
    stored = files.store(data=pdf, name=f"ket-qua-{dossier.code}.pdf", now=now)
    return {"file": stored, "number_symbol": f"{number}/{result_symbol(dossier)}", "on": on}


def signature_reports(stored: StoredFile) -> list[signatures.SignatureReport]:
    """What the signatures of a kept result say, for the page that explains them."""
    roots = signatures.trusted_roots()
    return signatures.verify(stored.read(), roots=roots)


def _record_signature(
    session: SigningSession, pdf: bytes, by: Actor, now: datetime, command_id: str
) -> Dossier | Refusal:
    reports = signatures.verify(pdf)
    if not reports or not all(report.valid for report in reports):
        return Refusal("wrong_signature", "Tệp đã ký không qua được kiểm tra. Hãy ký lại.")
    stored = files.store(data=pdf, name="ket-qua-da-ky.pdf", now=now)
    data = {
        "file": stored,
        "certificate": hashlib.sha256(bytes(session.certificate)).hexdigest(),
        "digest": bytes(session.digest).hex(),
        "title": "",
    }
    return act(
        dossier_id=session.dossier_id,
        verb="sign",
        by=by,
        now=now,
        command_id=command_id,
        data=data,
        expected_version=session.dossier_version,
    )


def _may(dossier: Dossier, verb: str, by: Actor, now: datetime) -> Refusal | None:
    """Decide before the work of making a file; `act` decides again inside the transaction."""
    answer = queries.decision(dossier, by, verb)
    if not isinstance(answer, Step):
        return answer
    if not Result.objects.filter(dossier=dossier).exists():
        return Refusal("no_draft", "Chưa có dự thảo.")
    return four_eyes(dossier, by, verb, now)
