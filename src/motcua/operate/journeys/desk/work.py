"""The dossier page of officials, and the documents that are opened from it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.kernel.documents.services import as_response
from motcua.kernel.files import services as files
from motcua.kernel.ids import new_id
from motcua.kernel.readings.rules import FILE
from motcua.operate.consultations import queries as consultations
from motcua.operate.conversations import queries as conversations
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.queries.initials import initials
from motcua.operate.dossiers.rules import Refusal, State
from motcua.operate.eforms import queries as eforms
from motcua.operate.journeys.desk import link
from motcua.operate.journeys.desk.act_forms import blank_form
from motcua.operate.journeys.desk.consult import described
from motcua.operate.journeys.desk.seat import Seat, dossier_of, origin_of, seat_of
from motcua.operate.journeys.queries import desk_intake, desk_page
from motcua.operate.journeys.queries.desk import DESK_ROLES, marks
from motcua.operate.journeys.queries.desk_acts import Offers, offers
from motcua.operate.journeys.queries.originals import originals_of
from motcua.operate.journeys.services.printing import KINDS, print_filed
from motcua.operate.paperwork import queries as paperwork
from motcua.operate.paperwork import services as printing
from motcua.people import queries as people
from motcua.people.rules import Role
from motcua.people.services import official_required

TABS = (("dien-bien", "Diễn biến"), ("tai-lieu", "Tài liệu"), ("quy-trinh", "Quy trình"), ("nhat-ky", "Nhật ký"))
STATE_KINDS = {
    State.SUBMITTED: "neutral",
    State.REJECTED: "late",
    State.SUPPLEMENT_REQUESTED: "waiting",
    State.PAYMENT_REQUESTED: "waiting",
    State.WITHDRAWN: "neutral",
    State.STOPPED: "late",
    State.PROCESSED: "done",
    State.RETURNED: "done",
}
EVENT_COLUMNS = [
    {"label": "Số", "kind": "num"},
    {"label": "Lúc", "kind": "digits"},
    {"label": "Việc"},
    {"label": "Người"},
    {"label": "Vai trò"},
    {"label": "Mã băm", "kind": "digits"},
]


@require_safe
@official_required(*DESK_ROLES, guests=True)
def page(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Everything about one dossier, with what to decide now in the middle."""
    seat = seat_of(request)
    dossier = dossier_of(seat, dossier_id)
    may = offers(dossier=dossier, account=seat.account, grants=seat.grants)
    tab = request.GET.get("xem", TABS[0][0])
    context = {
        "dossier": dossier,
        "state_kind": STATE_KINDS.get(State(dossier.state), "running"),
        "left_seconds": desk_page.left_seconds(dossier, seat.now),
        "marks": marks(dossier),
        "clock_stands": dossier.state == State.SUPPLEMENT_REQUESTED and dossier.accepted_at is not None,
        "steps": desk_page.steps(dossier, seat.now),
        "clocks": desk_page.clock_rows(dossier, seat.now),
        "facts": desk_page.facts(dossier, seat.grants),
        "papers": desk_page.papers(dossier),
        "may": may,
        "result": getattr(dossier, "result", None),
        "initials": initials(dossier),
        "sections": eforms.shown(dossier.answers) if dossier.answers else [],
        "frozen": dossier.answers,
        "asked_rows": eforms.as_asked(dossier.answers) if dossier.answers else [],
        "unchanged": eforms.shown_unchanged(dossier.answers) if dossier.answers else True,
        "holds": list(dossier.holds.filter(released_at=None).order_by("placed_at")),
        "related": _related(dossier, seat),
        "consultations": [described(one) for one in consultations.of_dossier(dossier.pk)],
        "asked": dossier.supplement_requests.order_by("-number").first(),
        "sent_back": desk_page.sent_back_reason(dossier),
        **desk_intake.before_acceptance(dossier, seat.now),
        **link.shown(dossier, seat),
        "beside": desk_intake.beside(dossier),
        "tabs": [{"label": words, "url": f"?xem={key}#xem", "current": key == tab} for key, words in TABS]
        + [_talk_tab(dossier, seat)],
        **_decision(dossier, seat, may),
        **_below(dossier, tab, watches=seat.holds(Role.INSPECTOR, Role.AUDITOR)),
    }
    return render(request, "journeys/desk/work.html", context)


def _decision(dossier: Dossier, seat: Seat, may: Offers) -> dict[str, object]:
    """The primary act with its form when it is a short one, and who has the dossier when there is nothing to do."""
    first = may.first
    form = blank_form(first.verb, dossier, first.by, seat) if first and first.words.simple else None
    return {"first": first, "first_form": form, "command": new_id(), "holders": desk_page.holders(dossier)}


def _below(dossier: Dossier, tab: str, *, watches: bool) -> dict[str, object]:
    if tab == "tai-lieu":
        return {"documents": desk_page.documents(dossier), "tab": tab}
    if tab == "quy-trinh":
        return {"picture": desk_page.process_picture(dossier), "tab": tab}
    if tab == "nhat-ky":
        return {"event_columns": EVENT_COLUMNS, "events": desk_page.events(dossier), "tab": tab, "watches": watches}
    return {"entries": list(reversed(dossiers.timeline(dossier, official=True))), "tab": TABS[0][0]}


def _talk_tab(dossier: Dossier, seat: Seat) -> dict[str, object]:
    """The way to the conversation, with how many messages are new to who looks."""
    new = conversations.unread(seat.account, [dossier.pk], official=True).get(dossier.pk)
    address = reverse("journeys:work-talk", kwargs={"dossier_id": dossier.pk})
    return {"label": "Trao đổi", "url": address, "count": new, "late": True, "current": False}


def _related(dossier: Dossier, seat: Seat) -> list[Dossier]:
    found = dossiers.of_person(person=dossier.owner, grants=seat.grants, limit=6)
    return [other for other in found if other.pk != dossier.pk][:5]


@require_safe
@official_required(*DESK_ROLES, guests=True)
def paper_file(request: HttpRequest, dossier_id: UUID, paper_id: UUID) -> HttpResponse:
    """The file of one paper, or of the earlier paper it is linked to."""
    dossier = dossier_of(seat_of(request), dossier_id, FILE)
    paper = dossier.papers.filter(pk=paper_id).select_related("stored_file", "reused_from__stored_file").first()
    if paper is None:
        raise Http404
    source = paper if paper.stored_file else paper.reused_from
    if source is None or source.stored_file is None:
        raise Http404
    return files.open_response(source.stored_file, source.file_name or source.component_code)


@require_safe
@official_required(*DESK_ROLES, guests=True)
def original(request: HttpRequest, dossier_id: UUID, paper_id: UUID, number: int) -> HttpResponse:
    """One of the photos a paper's PDF was made of, as it was sent."""
    dossier = dossier_of(seat_of(request), dossier_id, FILE)
    paper = dossier.papers.filter(pk=paper_id).first()
    photos = originals_of(paper.stored_file_id or "") if paper is not None else []
    if not 1 <= number <= len(photos):
        raise Http404
    return files.open_response(photos[number - 1], f"anh-goc-{number}")


@require_safe
@official_required(*DESK_ROLES, guests=True)
def result_file(request: HttpRequest, dossier_id: UUID, part: str) -> HttpResponse:
    """The result as drafted, as signed, or as issued."""
    dossier = dossier_of(seat_of(request), dossier_id, FILE)
    result = getattr(dossier, "result", None)
    stored = getattr(result, f"{part}_file", None) if part in {"draft", "signed", "issued"} else None
    if stored is None:
        raise Http404
    return files.open_response(stored, f"{part}-{dossier}.pdf")


@require_safe
@official_required(*DESK_ROLES, guests=True)
def slip(request: HttpRequest, dossier_id: UUID, form: str) -> HttpResponse:
    """A printed form of the dossier by its number, as it was given; the latest where there are several."""
    seat = seat_of(request)
    dossier = dossier_of(seat, dossier_id, FILE)
    offer = paperwork.offer(dossier, number=form)
    if offer is None:
        raise Http404
    by, origin = people.actor_of(request), origin_of(request)
    made = printing.slip(dossier=dossier, offer=offer, kind="pdf", by=by, now=seat.now, origin=origin)
    if isinstance(made, Refusal):
        raise Http404
    return as_response(made.data, made.name, made.media_type)


@require_safe
@official_required(*DESK_ROLES)
def filed_form(request: HttpRequest, dossier_id: UUID, kind: str) -> HttpResponse:
    """The form of the dossier as the applicant sent it, to print (pdf) or to go on with (docx)."""
    dossier = dossier_of(seat_of(request), dossier_id, FILE)
    made = print_filed(dossier=dossier, kind=kind, origin=origin_of(request)) if kind in KINDS else None
    if made is None:
        raise Http404
    return as_response(made, f"to-khai-{dossier.tracking_code}.{kind}", KINDS[kind])


def pdf_response(pdf: bytes, name: str) -> HttpResponse:
    """A document made for this request, shown in place and not kept by anybody on the way."""
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
