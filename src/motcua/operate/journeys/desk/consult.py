"""Opinions of units and agencies at the desk: ask, see what waits for an answer, answer, withdraw."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.kernel import audit
from motcua.kernel.files import services as files
from motcua.kernel.ids import new_id
from motcua.kernel.readings.rules import FILE, OPINION, PAGE
from motcua.operate.consultations import queries as consultations
from motcua.operate.consultations import services as consulting
from motcua.operate.consultations.queries import Consultation
from motcua.operate.consultations.rules import OPINION_WORDS, STANDING_WORDS, Opinion, Standing
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.queries.handling import handled_under
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.journeys.desk.seat import Seat, command_of, dossier_of, note, seat_of
from motcua.operate.journeys.forms.consult import AnswerForm, AskForm
from motcua.operate.journeys.queries.desk import DESK_ROLES
from motcua.people import queries as people
from motcua.people.rules import Grant, Role
from motcua.people.services import official_required

OVERTAKEN = "Hồ sơ vừa được người khác cập nhật. Những gì bạn nhập vẫn còn; hãy gửi lại."
TAGS = {Standing.OPEN: "waiting", Standing.ANSWERED: "done", Standing.AGREED: "done"}


@require_safe
@official_required(*DESK_ROLES)
def listing(request: HttpRequest) -> HttpResponse:
    """What my unit must answer, or with ?xem=da-hoi what we asked."""
    seat = seat_of(request)
    asked = request.GET.get("xem") == "da-hoi"
    rows = (
        consultations.we_asked(account=seat.account, grants=seat.grants)
        if asked
        else consultations.to_answer(grants=seat.grants)
    )
    count, told = consultations.to_answer_count(seat.grants), consultations.told_count(seat.grants)
    tabs = [
        {"label": "Cần trả lời", "url": "?", "count": count, "current": not asked},
        {"label": "Đã hỏi", "url": "?xem=da-hoi", "count": told or "", "current": asked, "late": True},
    ]
    context = {"rows": [described(row) for row in rows], "tabs": tabs, "asked": asked, "now": seat.now}
    return render(request, "journeys/desk/consultations.html", context)


def described(one: Consultation) -> dict[str, Any]:
    """A consultation with the words of its standing."""
    standing = Standing(one.standing)
    words = STANDING_WORDS[standing]
    if standing is Standing.ANSWERED:
        words = OPINION_WORDS[Opinion(one.opinion)]
    kind = "late" if one.opinion == Opinion.DISAGREE else TAGS.get(standing, "neutral")
    return {"one": one, "kind": kind, "words": words}


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(Role.CASE_OFFICER, Role.UNIT_HEAD)
def ask(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Ask for an opinion; the dossier waits until it is there."""
    seat = seat_of(request)
    dossier = dossier_of(seat, dossier_id)
    by = dossiers.acting(seat.account, seat.grants, dossier, "place_hold")
    form = AskForm(request.POST if request.method == "POST" else None, **_choices(dossier))
    if form.is_valid():
        made = _ask(request, seat, dossier, form)
        if isinstance(made, Consultation):
            messages.success(request, f"Đã xin ý kiến của {made.whom}. Hồ sơ chờ ý kiến này.")
            return redirect("journeys:consultation", consultation_id=made.pk)
        form.add_error(None, made)
    decision = dossiers.decision(dossier, by, "place_hold")
    context = {
        "dossier": dossier,
        "form": form,
        "refusal": decision if isinstance(decision, Refusal) else None,
        "command": request.POST.get("command_id") or new_id(),
    }
    return render(request, "journeys/desk/consult_ask.html", context, status=422 if form.is_bound else 200)


def _ask(request: HttpRequest, seat: Seat, dossier: Dossier, form: AskForm) -> Consultation | str:
    by = dossiers.acting(seat.account, seat.grants, dossier, "place_hold")
    try:
        made = consulting.ask(
            dossier_id=dossier.pk, asked=form.asked(), by=by, now=seat.now, command_id=str(command_of(request))
        )
    except audit.Conflict:
        return OVERTAKEN
    return made.message if isinstance(made, Refusal) else made


def _choices(dossier: Dossier) -> dict[str, list[tuple[str, str]]]:
    on = timezone.localdate()
    own = people.agency().key
    return {
        "units": [(unit.key, unit.name) for unit in people.units(on=on) if unit.key != dossier.unit_id],
        "agencies": [(one.key, one.name) for one in people.agencies(on) if one.key != own],
        "papers": [
            (str(row.pk), row.name) for row in dossier.papers.filter(replaced_at=None).order_by("component_code")
        ],
    }


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(*DESK_ROLES)
def page(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """One consultation: the question with what is shown, the deadline with its reason, and the answer."""
    seat = seat_of(request)
    one = _found(seat, consultation_id)
    by = consultations.answering(one, seat.account_id, seat.grants) if one.is_open else None
    if request.method == "POST" and by is None:
        raise PermissionDenied("Việc xin ý kiến này không chờ bạn trả lời.")
    form = None
    if by is not None:
        sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
        form = AnswerForm(
            *sent, outside=one.agency_id is not None, dossier=one.dossier, account_id=seat.account_id, now=seat.now
        )
        if form.is_valid():
            said = _answer(request, seat, one, form)
            if not said:
                messages.success(request, "Đã ghi ý kiến. Hồ sơ không còn chờ ý kiến này.")
                return redirect("journeys:consultation", consultation_id=one.pk)
            form.add_error(None, said)
    context = {
        **described(one),
        "form": form,
        "now": seat.now,
        "papers": list(one.papers.select_related("stored_file", "reused_from__stored_file").order_by("component_code")),
        "may_open": dossiers.visible(one.dossier, seat.account, seat.grants),
        "may_withdraw": one.is_open and _withdrawer(seat, one) is not None,
        "command": request.POST.get("command_id") or new_id(),
    }
    return render(
        request, "journeys/desk/consultation.html", context, status=422 if form is not None and form.is_bound else 200
    )


def _answer(request: HttpRequest, seat: Seat, one: Consultation, form: AnswerForm) -> str:
    """Record the answer; what is wrong with it, in words, or nothing."""
    by = consultations.answering(one, seat.account_id, seat.grants)
    if by is None:
        return OVERTAKEN
    try:
        done = consulting.answer(
            consultation=one, by=by, now=seat.now, command_id=str(command_of(request)), **form.data_for_service()
        )
    except audit.Conflict:
        return OVERTAKEN
    return done.message if isinstance(done, Refusal) else ""


@require_POST
@official_required(Role.CASE_OFFICER, Role.UNIT_HEAD)
def withdraw(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """The opinion is needed no longer."""
    seat = seat_of(request)
    one = _found(seat, consultation_id)
    by = _withdrawer(seat, one)
    if by is None:
        raise PermissionDenied("Chỉ đơn vị đã xin ý kiến mới rút được.")
    done = consulting.withdraw(consultation=one, by=by, now=seat.now, command_id=str(command_of(request)))
    if isinstance(done, Refusal):
        messages.warning(request, done.message)
    else:
        messages.success(request, "Đã rút việc xin ý kiến. Hồ sơ không còn chờ ý kiến này.")
    return redirect("journeys:consultation", consultation_id=one.pk)


@require_safe
@official_required(*DESK_ROLES)
def paper(request: HttpRequest, consultation_id: UUID, paper_id: UUID) -> HttpResponse:
    """A paper that was shown with the question: nothing else of the dossier."""
    one = _found(seat_of(request), consultation_id, FILE)
    row = one.papers.filter(pk=paper_id).select_related("stored_file", "reused_from__stored_file").first()
    stored = row and (row.stored_file or (row.reused_from and row.reused_from.stored_file))
    if not row or not stored:
        raise Http404
    return files.open_response(stored, row.file_name or row.component_code)


@require_safe
@official_required(*DESK_ROLES)
def answer_file(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """The document that came with the answer."""
    one = _found(seat_of(request), consultation_id, FILE)
    if one.stored_file is None:
        raise Http404
    return files.open_response(one.stored_file, one.file_name)


def _found(seat: Seat, consultation_id: UUID, kind: str = PAGE) -> Consultation:
    """What the person may read of it; that it is read, by the asked unit or about the dossier, is written down."""
    one = consultations.find(consultation_id)
    if one is None or not consultations.may_read(one, seat.account, seat.grants):
        raise Http404
    asked = [held for held in seat.grants if _asked(one, held)]
    if asked:
        note(seat, one.dossier, kind, own=asked[0], purpose=OPINION)
    else:
        note(seat, one.dossier, kind, own=handled_under(one.dossier, seat.account, seat.grants))
    return one


def _asked(one: Consultation, held: Grant) -> bool:
    """Whether the opinion is the grant's to give; the letter of another agency is entered by the clerk."""
    return held.role == Role.CLERK if one.unit_id is None else held.unit_key == one.unit_id


def _withdrawer(seat: Seat, one: Consultation) -> Any:
    """The role in which the person may withdraw; None when in none."""
    for grant in seat.grants:
        if grant.unit_key == one.asking_unit_id and grant.role in {Role.CASE_OFFICER, Role.UNIT_HEAD}:
            return people.actor_of(seat.account, grant.role, grant.unit_key)  # type: ignore[arg-type]
    return None
