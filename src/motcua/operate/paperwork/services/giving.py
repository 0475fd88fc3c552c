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
from motcua.operate.paperwork.services.numbering import Counter, next_number, take
from motcua.people import queries as people

MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
WRITERS = {"pdf": write_pdf, "docx": write_docx}
LONGEST_REASON = 300
TRIES = 8
BUSY = Refusal("busy", "Nhiều phiếu đang được cấp cùng lúc nên phiếu này chưa có số. Hãy in lại.")


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
    if isinstance(row, Refusal):
        return row
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
) -> Slip | Refusal:  # fmt: skip
    """Number, print and keep, the last in one transaction. Who comes second at the same instant gets what the first
    kept; who finds the number taken by another slip prints again with the next one."""
    edition = earlier.edition + 1 if earlier else 1
    remark = f"Cấp lại lần {edition - 1}: {reason}" if earlier else ""
    giver = by.id if by.kind == "official" else ""
    for _ in range(TRIES):
        counter = None if earlier else _counter(dossier, offer)
        free = next_number(**counter) if counter else 0
        number = earlier.number if earlier else f"{free:02d}" if free else _serial(dossier, offer)
        sheet = fill(dossier, offer, number=number or None, origin=origin, remark=remark)
        made = {
            kind: files.store(data=write(sheet, at=now), name=f"phieu.{kind}", now=now)
            for kind, write in WRITERS.items()
        }
        row = Slip(
            dossier=dossier, purpose=offer.purpose, occasion=offer.occasion, edition=edition, number=number,
            form_set=offer.form_set.id, form_number=offer.spec.number, pdf=made["pdf"], docx=made["docx"],
            given_at=now, given_by=giver, reason=reason,
        )  # fmt: skip
        try:
            with transaction.atomic():
                if counter is None or take(free, **counter):
                    row.save(force_insert=True)
                    _record(row, by, now)
                    return row
        except IntegrityError:
            found = _latest(dossier, offer)
            if found is None:
                raise
            return found
    return BUSY


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


def _serial(dossier: Dossier, offer: Offer) -> str:
    """A receipt carries its serial number in the register book; "" when the slip has no number."""
    entry = book_entry(dossier) if offer.purpose == RECEIPT else None
    return f"{entry[1]:02d}" if entry else ""


def _counter(dossier: Dossier, offer: Offer) -> Counter | None:
    """Where the slip's own number is counted; None for a receipt and for a control slip, which has none."""
    if offer.purpose in {RECEIPT, CONTROL}:
        return None
    agency = people.agency(dossier.agency_id)
    return {"agency_key": agency.key, "year": local_date(offer.at).year, "purpose": offer.purpose}
