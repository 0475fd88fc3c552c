"""The proof of a dossier's due dates as a document: PDF/A with every day that counted and every day that did not."""

from datetime import datetime
from typing import Any

from motcua.kernel.documents.services import render
from motcua.kernel.time import TZ
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.models import Dossier
from motcua.operate.dossiers.queries.proving import Count, Proven
from motcua.operate.dossiers.services.letterhead import letterhead


def proof_pdf(dossier: Dossier, *, now: datetime) -> bytes | None:
    """The document; None before acceptance, when nothing is due yet."""
    found = queries.proven(dossier)
    if not found:
        return None
    data = {
        "agency": letterhead(dossier),
        "code": str(dossier),
        "procedure": dossier.procedure.name,
        "received": dossier.accepted_at,
        "limit": dossier.limit_text,
        "limit_basis": dossier.limit_basis or None,
        "printed": now,
        "clocks": [_clock(one) for one in found],
    }
    return render("dossiers/thoi_han", data, title=f"Bản tính thời hạn hồ sơ {dossier}", at=now)


def _clock(one: Proven) -> dict[str, Any]:
    return {
        "label": one.label,
        "at": one.at,
        "checked": not one.faults,
        "counts": [_count(count) for count in one.counts],
    }


def _count(count: Count) -> dict[str, Any]:
    due = count.due
    return {
        "limit": due.limit.text,
        "start": due.start,
        "begin": due.begin,
        "at": due.at,
        "rule": count.rule,
        "basis": count.basis,
        "rule_set": due.rule_set,
        "calendar": due.calendar_version,
        "warning": due.warning,
        "stops": [{"words": stop.words, "start": stop.start, "end": stop.end} for stop in count.stops],
        "days": [
            {"day": f"{day.date:%d/%m/%Y}", "number": day.number, "why": day.why, "hours": day.hours}
            for day in count.days
        ],
    }


def file_name(dossier: Dossier, now: datetime) -> str:
    return f"thoi-han-{dossier}-{now.astimezone(TZ):%Y%m%d}.pdf"
