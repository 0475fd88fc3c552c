"""Printed forms of the one-stop mechanism (TT 01/2018/TT-VPCP), filled from facts: Mẫu 01, 02 and 03."""

from datetime import datetime
from typing import Any

from motcua.kernel.documents import services as documents
from motcua.kernel.time import local_date
from motcua.operate.dossiers.models import Dossier, Note, Paper, SupplementRequest
from motcua.operate.dossiers.rules import Delivery, Refusal
from motcua.operate.dossiers.services.letterhead import letterhead, look_up, one_stop_name
from motcua.people import queries as people

DELIVERY_WORDS = {
    Delivery.ELECTRONIC: "Bản điện tử trên hệ thống",
    Delivery.COUNTER: "Nhận trực tiếp tại Bộ phận Một cửa",
    Delivery.POST: "Qua dịch vụ bưu chính công ích",
}


def slip_pdf(*, dossier: Dossier, form: str, now: datetime, origin: str = "") -> bytes | Refusal:
    """The form "01", "02" or "03" of a dossier as PDF/A; a Refusal when it has none."""
    makers = {"01": _receipt, "02": _supplement, "03": _refusal}
    data = makers[form](dossier) if form in makers else None
    if data is None:
        return Refusal("no_such_slip", "Hồ sơ này không có phiếu đó.", "TT 01/2018/TT-VPCP")
    data |= {"agency": letterhead(dossier), "one_stop": one_stop_name(dossier), **look_up(dossier, origin=origin)}
    title = {"01": "Giấy tiếp nhận", "02": "Phiếu yêu cầu bổ sung", "03": "Phiếu từ chối"}[form]
    return documents.render(f"dossiers/mau_{form}", data, title=f"{title} {dossier}", at=now)


def _receipt(dossier: Dossier) -> dict[str, Any] | None:
    if dossier.accepted_at is None:
        return None
    filer = dossier.filer
    return {
        "code": dossier.code,
        "book": None,
        "serial": None,
        "owner": dossier.owner.full_name,
        "filer": {
            "name": filer.full_name,
            "address": filer.address or None,
            "phone": filer.phone or None,
            "email": filer.email or None,
            "identity": filer.identity_number or filer.tax_code or None,
        },
        "procedure": dossier.procedure.name,
        "components": [_component(paper) for paper in _papers(dossier)],
        "sets": dossier.procedure_version.parsed.sets,
        "time_limit": dossier.limit_text,
        "received_at": dossier.accepted_at,
        "return_at": dossier.legal_due,
        "second_stage": None,
        "delivery": DELIVERY_WORDS.get(Delivery(dossier.delivery)),
        "officer": _closer(dossier, "receive"),
        "issued_on": local_date(dossier.accepted_at),
    }


def _supplement(dossier: Dossier) -> dict[str, Any] | None:
    request = SupplementRequest.objects.filter(dossier=dossier).order_by("-number").first()
    if request is None:
        return None
    names = {paper.component_code: paper.name for paper in _papers(dossier)}
    missing = [{"name": item["what"], "note": names.get(item["component_code"])} for item in request.items]
    return {
        "number": None,
        "code": str(dossier),
        "owner": dossier.owner.full_name,
        "procedure": dossier.procedure.name,
        "contact": _contact(dossier),
        "missing": missing,
        "reason": request.reason,
        "help": _help(dossier, request.contact),
        "deadline": None,
        "officer": request.requested_by.full_name,
        "issued_on": local_date(request.requested_at),
    }


def _refusal(dossier: Dossier) -> dict[str, Any] | None:
    note = Note.objects.filter(dossier=dossier, verb="reject", erased_at=None).select_related("written_by").first()
    if note is None:
        return None
    return {
        "number": None,
        "code": str(dossier),
        "owner": dossier.owner.full_name,
        "filer": dossier.filer.full_name,
        "contact": _contact(dossier),
        "procedure": dossier.procedure.name,
        "reason": note.text,
        "help": _help(dossier, ""),
        "officer": note.written_by.full_name if note.written_by else None,
        "issued_on": local_date(note.written_at),
    }


def _component(paper: Paper) -> dict[str, Any]:
    return {
        "name": paper.name,
        "originals": paper.originals or None,
        "certified": None,
        "photocopies": paper.copies or None,
        "electronic": paper.digital,
    }


def _papers(dossier: Dossier) -> list[Paper]:
    return list(Paper.objects.filter(dossier=dossier, replaced_at=None).order_by("component_code", "pk"))


def _contact(dossier: Dossier) -> dict[str, Any]:
    filer = dossier.filer
    return {"address": filer.address or None, "phone": filer.phone or None, "email": filer.email or None}


def _help(dossier: Dossier, contact: str) -> dict[str, Any]:
    return {"contact": contact or people.unit(dossier.receipt_unit_id).name, "phone": None, "site": None}


def _closer(dossier: Dossier, step: str) -> str | None:
    task = dossier.tasks.filter(step=step).select_related("closed_by").order_by("-closed_at").first()
    return task.closed_by.full_name if task and task.closed_by else None
