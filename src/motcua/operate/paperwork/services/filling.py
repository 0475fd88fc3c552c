"""Filling a form from facts: rows, events and law data, nothing that anybody types for the form."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from motcua.kernel.time import local_date
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.queries.book import Serials
from motcua.operate.dossiers.rules import Delivery
from motcua.operate.dossiers.services.letterhead import head_of_agency, letterhead, look_up, one_stop_name
from motcua.operate.paperwork import sheets
from motcua.operate.paperwork.queries import Offer, handed
from motcua.operate.paperwork.rules.sets import APOLOGY, CONTROL, RECEIPT, REFUSAL, STOP, SUPPLEMENT
from motcua.operate.paperwork.services.ports import partners
from motcua.people import queries as people

DELIVERY_WORDS: Mapping[str, str] = {
    Delivery.ELECTRONIC: "Bản điện tử trên hệ thống",
    Delivery.COUNTER: "Nhận trực tiếp tại Bộ phận Một cửa",
    Delivery.POST: "Qua dịch vụ bưu chính công ích",
}
Filler = Callable[[Dossier, Offer, sheets.Common, str], sheets.Sheet]


def fill(dossier: Dossier, offer: Offer, *, number: str | None, origin: str, remark: str = "") -> sheets.Sheet:
    """The sheet of `offer`. `origin`: the public address for the QR code, "" when there is none."""
    return _FILLERS[offer.purpose](dossier, offer, _common(dossier, offer, number, origin, remark), origin)


def book_entry(dossier: Dossier) -> tuple[int, int] | None:
    """(year of the register book, serial number in it); None when another system gave the code."""
    return Serials(dossier.agency_id).of(dossier.code)


def _common(dossier: Dossier, offer: Offer, number: str | None, origin: str, remark: str) -> sheets.Common:
    head, filer = letterhead(dossier), dossier.filer
    party = sheets.Party(
        name=filer.full_name,
        address=filer.address or None,
        phone=filer.phone or None,
        email=filer.email or None,
        identity=filer.identity_number or filer.tax_code or None,
    )
    return sheets.Common(
        spec=offer.spec,
        agency=head["name"],
        place=head["place"],
        one_stop=one_stop_name(dossier),
        code=dossier.code,
        **look_up(dossier, origin=origin),
        owner=dossier.owner.full_name,
        filer=party,
        procedure=dossier.matter or dossier.procedure.name,
        number=number,
        on=local_date(offer.at),
        notes=(remark,) if remark else (),
    )


def _receipt(dossier: Dossier, offer: Offer, common: sheets.Common, origin: str) -> sheets.Sheet:
    entry = book_entry(dossier)
    rows = dossier.papers.filter(handed_in_at__lte=offer.at).order_by("component_code", "pk")
    due = offer.event.payload.get("legal_due")
    return sheets.receipt(
        common,
        components=[
            sheets.Component(row.name, row.originals or None, None, row.copies or None, row.digital)
            for row in rows
            if row.replaced_at is None or row.replaced_at > offer.at
        ],
        sets=dossier.procedure_version.parsed.sets,
        time_limit=dossier.limit_text or None,
        received_at=offer.at,
        return_at=datetime.fromisoformat(due) if due else dossier.legal_due,
        delivery=DELIVERY_WORDS.get(dossier.delivery),
        book=offer.form_set.book(entry[0]) if entry else None,
        serial=str(entry[1]) if entry else None,
        officer=_actor(offer),
    )


def _supplement(dossier: Dossier, offer: Offer, common: sheets.Common, origin: str) -> sheets.Sheet:
    request = dossier.supplement_requests.get(pk=offer.event.payload["request_id"])
    names = dict(dossier.papers.order_by("handed_in_at").values_list("component_code", "name"))
    names |= {part.code: part.name for part in dossier.procedure_version.parsed.components or ()}
    missing = [(names.get(item["component_code"]) or item["what"], item["what"]) for item in request.items]
    return sheets.supplement(
        common,
        missing=[(paper, "" if paper == todo else todo) for paper, todo in missing],
        reason=request.reason or None,
        contact=request.contact or None,
        site=origin or None,
        officer=request.requested_by.full_name,
    )


def _refusal(dossier: Dossier, offer: Offer, common: sheets.Common, origin: str) -> sheets.Sheet:
    reason = _note(dossier, offer)
    return sheets.refusal(common, reason=reason, contact=None, site=origin or None, officer=_actor(offer))


def _apology(dossier: Dossier, offer: Offer, common: sheets.Common, origin: str) -> sheets.Sheet:
    payload = offer.event.payload
    assert dossier.accepted_at is not None, "only an accepted dossier has a date to be sorry for"
    return sheets.apology(
        common,
        received_at=dossier.accepted_at,
        return_at=_instant(payload, "old_due"),
        new_return_at=_instant(payload, "promised_due", "legal_due"),
        reason=_note(dossier, offer),
        signer=head_of_agency(dossier)["name"] or None,
    )


def _stop(dossier: Dossier, offer: Offer, common: sheets.Common, origin: str) -> sheets.Sheet:
    return sheets.stop(
        common,
        received_at=dossier.accepted_at,
        stopped_at=offer.at,
        reason=_note(dossier, offer),
        contact=None,
        signer=_actor(offer),
    )


def _control(dossier: Dossier, offer: Offer, common: sheets.Common, origin: str) -> sheets.Sheet:
    asked = partners.get()
    return sheets.control(
        common,
        received_at=dossier.accepted_at,
        due_at=dossier.legal_due,
        lead=people.unit(dossier.unit_id).name,
        partners="; ".join(asked(dossier.pk)) or None if asked else None,
        handed=handed(dossier),
    )


_FILLERS: Mapping[str, Filler] = {
    RECEIPT: _receipt,
    SUPPLEMENT: _supplement,
    REFUSAL: _refusal,
    APOLOGY: _apology,
    STOP: _stop,
    CONTROL: _control,
}


def _actor(offer: Offer) -> str | None:
    """The official who did what the form is about."""
    event = offer.event
    return people.account_name(event.actor_id) or None if event.actor_kind == "official" else None


def _note(dossier: Dossier, offer: Offer) -> str | None:
    """The free text written with the event; None when there is none or it was erased."""
    key = offer.event.payload.get("note_id")
    note = dossier.notes.filter(pk=key, erased_at=None).first() if key else None
    return note.text if note is not None else None


def _instant(payload: Mapping[str, Any], *keys: str) -> datetime | None:
    text = next((payload[key] for key in keys if payload.get(key)), None)
    return datetime.fromisoformat(text) if isinstance(text, str) else None
