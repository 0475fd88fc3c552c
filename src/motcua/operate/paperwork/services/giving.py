"""Giving a slip: the first print of a form is kept with its number and hash; every later print is that file again."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from motcua.kernel.actors import Actor
from motcua.kernel.audit.services import StreamRef, append
from motcua.kernel.files import services as files
from motcua.kernel.text import clean
from motcua.kernel.time import TZ, local_date
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.paperwork.models import Slip
from motcua.operate.paperwork.printing import write_docx, write_pdf
from motcua.operate.paperwork.queries import Offer
from motcua.operate.paperwork.rules.sets import CONTROL, RECEIPT
from motcua.operate.paperwork.services.filling import book_entry, fill
from motcua.operate.paperwork.services.numbering import next_number
from motcua.people import queries as people

MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
WRITERS = {"pdf": write_pdf, "docx": write_docx}
LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed form. `slip` is the row that keeps it, None for a control slip of a dossier still in work."""

    data: bytes
    media_type: str
    name: str
    slip: Slip | None


def slip(*, dossier: Dossier, offer: Offer, kind: str, by: Actor, now: datetime, origin: str = "") -> Printed | Refusal:
    """The form as it was given; given now when nobody has printed it before. `kind`: "pdf" or "docx"."""
    if kind not in WRITERS:
        return Refusal("no_such_kind", "Phiếu chỉ có bản PDF và bản Word.")
    name = f"mau-{offer.spec.number}-{dossier}-{offer.occasion}.{kind}"
    if offer.living:
        remark = f"Hồ sơ đang giải quyết; in từ nhật ký lúc {now.astimezone(TZ):%H:%M ngày %d/%m/%Y}."
        sheet = fill(dossier, offer, number=None, origin=origin, remark=remark)
        return Printed(WRITERS[kind](sheet, at=now), MEDIA[kind], name, None)
    row = _latest(dossier, offer) or _give(dossier, offer, by=by, now=now, origin=origin)
    stored = row.pdf if kind == "pdf" else row.docx
    return Printed(stored.read(), MEDIA[kind], name, row)


def reissue(
    *, dossier: Dossier, offer: Offer, reason: str, by: Actor, now: datetime, origin: str = ""
) -> Slip | Refusal:
    """Give a slip again with the facts as they are now, because the first said something wrong; both are kept."""
    reason = clean(reason)
    earlier = _latest(dossier, offer)
    if earlier is None:
        return Refusal("not_given", "Phiếu này chưa được cấp lần nào; hãy in như thường.")
    if not reason:
        return Refusal("reason_missing", "Hãy ghi lý do cấp lại phiếu.")
    if len(reason) > LONGEST_REASON:
        return Refusal("reason_too_long", f"Lý do dài quá {LONGEST_REASON} ký tự.")
    return _give(dossier, offer, by=by, now=now, origin=origin, earlier=earlier, reason=reason)


def _give(
    dossier: Dossier, offer: Offer, *, by: Actor, now: datetime, origin: str, earlier: Slip | None = None,
    reason: str = "",
) -> Slip:  # fmt: skip
    """Number, print and keep. Who comes second at the same instant gets what the first kept."""
    number = earlier.number if earlier else _number(dossier, offer)
    edition = earlier.edition + 1 if earlier else 1
    remark = f"Cấp lại lần {edition - 1}: {reason}" if earlier else ""
    sheet = fill(dossier, offer, number=number or None, origin=origin, remark=remark)
    made = {
        kind: files.store(data=write(sheet, at=now), name=f"phieu.{kind}", now=now) for kind, write in WRITERS.items()
    }
    row = Slip(
        dossier=dossier,
        purpose=offer.purpose,
        occasion=offer.occasion,
        edition=edition,
        form_set=offer.form_set.id,
        form_number=offer.spec.number,
        number=number,
        pdf=made["pdf"],
        docx=made["docx"],
        given_at=now,
        given_by=by.id if by.kind == "official" else "",
        reason=reason,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            _record(row, by, now)
    except IntegrityError:
        found = _latest(dossier, offer)
        if found is None:
            raise
        return found
    return row


def _record(row: Slip, by: Actor, now: datetime) -> None:
    """The log keeps the hash, so that a changed file or row is found."""
    payload = {
        "dossier": str(row.dossier_id),
        "purpose": row.purpose,
        "occasion": row.occasion,
        "edition": row.edition,
        "form_set": row.form_set,
        "number": row.number,
        "pdf": row.pdf_id,
        "docx": row.docx_id,
    }
    append(
        stream=StreamRef("slip", str(row.pk)),
        expected_version=0,
        type="slip.given",
        payload=payload,
        actor=by,
        occurred_at=now,
        recorded_at=now,
        command_id=str(row.pk),
        publish=False,
    )


def _latest(dossier: Dossier, offer: Offer) -> Slip | None:
    rows = Slip.objects.filter(dossier=dossier, purpose=offer.purpose, occasion=offer.occasion)
    return rows.select_related("pdf", "docx").order_by("-edition").first()


def _number(dossier: Dossier, offer: Offer) -> str:
    """A receipt carries its serial number in the register book, other slips their own; a control slip has none."""
    if offer.purpose == CONTROL:
        return ""
    if offer.purpose == RECEIPT:
        entry = book_entry(dossier)
        return f"{entry[1]:02d}" if entry else ""
    year = local_date(offer.at).year
    return next_number(agency_key=people.agency(dossier.agency_id).key, year=year, purpose=offer.purpose)
