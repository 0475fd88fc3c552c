"""The forms of one dossier: what was given under which number, printing again, giving again; the control slip."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel.documents.services import as_response
from motcua.kernel.readings.rules import FILE
from motcua.kernel.ui.formats import vi_datetime
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.paperwork import queries, services
from motcua.operate.paperwork.desk.seat import READERS, dossier_of, origin_of
from motcua.operate.paperwork.forms import ReissueForm
from motcua.operate.paperwork.models import Slip
from motcua.operate.paperwork.rules.sets import CONTROL
from motcua.people import queries as people
from motcua.people.rules import Role
from motcua.people.services import official_required

GIVERS = (Role.RECEPTION, Role.UNIT_HEAD)
"""Who may give a slip again, with a reason."""
COLUMNS = (
    ("Bên giao", ""), ("Bên nhận", ""), ("Lúc", "digits"), ("Người giao", ""), ("Người nhận", ""), ("Kết quả", ""),
    ("Ghi chú", ""),
)  # fmt: skip
TAGS = {"Trước hạn": "done", "Đúng hạn": "done", "Quá hạn": "late"}


@require_safe
@official_required(*READERS)
def listing(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Every form of the dossier: what it is, when it was given, its number and hash."""
    dossier = dossier_of(request, dossier_id)
    kept: dict[tuple[str, str], list[Slip]] = {}
    for row in queries.kept(dossier.pk):
        kept.setdefault((row.purpose, row.occasion), []).append(row)
    rows = [(offer, kept.get((offer.purpose, offer.occasion), [])) for offer in queries.offers(dossier)]
    context = {"dossier": dossier, "rows": rows, "may_give": people.has_role(request.user, *GIVERS)}
    return render(request, "paperwork/desk/slips.html", context)


@require_safe
@official_required(*READERS)
def slip(request: HttpRequest, dossier_id: UUID, purpose: str, occasion: str, kind: str) -> HttpResponse:
    """One form as PDF or DOCX: the file that was given, or given now for the first time."""
    dossier = dossier_of(request, dossier_id, FILE)
    offer = queries.offer(dossier, purpose=purpose, occasion=occasion)
    if offer is None:
        raise Http404("Hồ sơ này không có phiếu đó.")
    made = services.slip(
        dossier=dossier,
        offer=offer,
        kind=kind,
        by=people.actor_of(request),
        now=timezone.now(),
        origin=origin_of(request),
    )
    if isinstance(made, Refusal):
        raise Http404(made.message)
    return as_response(made.data, made.name, made.media_type)


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(*GIVERS)
def reissue(request: HttpRequest, dossier_id: UUID, purpose: str, occasion: str) -> HttpResponse:
    """Give a slip again that said something wrong: same number, the facts of now, the reason on the paper."""
    dossier = dossier_of(request, dossier_id)
    offer = queries.offer(dossier, purpose=purpose, occasion=occasion)
    if offer is None or offer.living:
        raise Http404("Hồ sơ này không có phiếu đó.")
    form = ReissueForm(request.POST if request.method == "POST" else None)
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        outcome = services.reissue(
            dossier=dossier,
            offer=offer,
            reason=form.cleaned_data["reason"],
            by=people.actor_of(request),
            now=timezone.now(),
            origin=origin_of(request),
        )
        if not isinstance(outcome, Refusal):
            messages.success(request, f"Đã cấp lại {offer.spec.name.lower()}. Bản trước vẫn được giữ.")
            return redirect("paperwork:slips", dossier_id=dossier.pk)
        refusal = outcome
    status = 422 if request.method == "POST" else 200
    context = {"dossier": dossier, "offer": offer, "form": form, "refusal": refusal}
    return render(request, "paperwork/desk/reissue.html", context, status=status)


@require_safe
@official_required(*READERS)
def control(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The control slip as a page: every hand-over with its instant, who, and whether the step was in time."""
    dossier = dossier_of(request, dossier_id)
    offer = queries.offer(dossier, purpose=CONTROL)
    handed = queries.handed(dossier)
    context = {
        "dossier": dossier,
        "offer": offer,
        "lead": people.unit(dossier.unit_id).name,
        "columns": [{"label": label, "kind": kind} for label, kind in COLUMNS],
        "rows": [_cells(one) for one in handed],
        "late": sum(one.outcome == "Quá hạn" for one in handed),
    }
    return render(request, "paperwork/desk/control.html", context)


def _cells(one: Any) -> list[Any]:
    outcome = {"text": one.outcome, "tag_kind": TAGS[one.outcome]} if one.outcome else ""
    receiver = one.receiver or "(chưa nhận)"
    return [one.from_unit, one.to_unit, vi_datetime(one.at), one.giver, receiver, outcome, one.note]
