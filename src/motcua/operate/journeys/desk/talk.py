"""The conversation of a dossier at the desk: with the applicant, and the office's own notes, kept apart."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel.actors import Actor
from motcua.kernel.files import services as files
from motcua.kernel.ids import new_id
from motcua.kernel.readings.rules import FILE
from motcua.operate.conversations import queries as conversations
from motcua.operate.conversations import services as writing
from motcua.operate.conversations.rules import Side
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.journeys.desk.seat import Seat, command_of, dossier_of, seat_of
from motcua.operate.journeys.forms.talk import EraseForm, TalkForm
from motcua.operate.journeys.queries.desk import DESK_ROLES
from motcua.operate.journeys.queries.desk_acts import offers
from motcua.operate.journeys.services import talking
from motcua.people.rules import Role
from motcua.people.services import official_required

NOTES = "noi-bo"


@require_safe
@official_required(*DESK_ROLES)
def waiting(request: HttpRequest) -> HttpResponse:
    """Applicants who wait for a word of mine, the longest waiting first."""
    seat = seat_of(request)
    rows = conversations.waiting(account=seat.account, grants=seat.grants)
    return render(request, "journeys/desk/talks.html", {"rows": rows, "now": seat.now})


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(*DESK_ROLES)
def page(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The messages with the applicant, or with ?xem=noi-bo the notes; below, the form of whoever may write."""
    seat = seat_of(request)
    dossier = dossier_of(seat, dossier_id)
    # Before his own dossier an official is its applicant: he does not read what the office notes about it.
    own = dossiers.is_own(dossier, _by(seat, dossier, note=False))
    note = request.GET.get("xem") == NOTES and not own
    by = _by(seat, dossier, note=note)
    form, sending = TalkForm(request.POST or None, request.FILES or None, note=note), talking.Sending()
    if request.method == "POST" and form.is_valid():
        sending = talking.send(
            dossier_id=dossier.pk, text=form.cleaned_data["text"], uploads=form.sent("tep"),
            tokens=request.POST.getlist("kept")[:10], note=note, by=by, now=seat.now,
            command_id=str(command_of(request)),
        )  # fmt: skip
        if sending.done:
            messages.success(request, "Đã lưu ghi chú nội bộ." if note else "Đã gửi cho người nộp hồ sơ.")
            return redirect(f"{request.path}?xem={NOTES}" if note else request.path)
        if sending.problem:
            form.add_error(None, sending.problem)
        for problem in sending.bad_files:
            form.add_error("tep", problem)
    context = _context(seat, dossier, by, note=note, own=own)
    context |= {"form": form, "kept": sending.kept, "command": request.POST.get("command_id") or new_id()}
    return render(request, "journeys/desk/talk.html", context, status=422 if form.errors else 200)


def _context(seat: Seat, dossier: Dossier, by: Actor, *, note: bool, own: bool) -> dict[str, object]:
    everything = conversations.lines(dossier_id=dossier.pk, account=seat.account, official=not own)
    if everything:
        last = everything[-1].message.number
        writing.mark_read(dossier_id=dossier.pk, account_id=UUID(seat.account_id), number=last, now=seat.now)
    notes = [line for line in everything if line.message.side == Side.NOTE]
    shared = [line for line in everything if line.message.side != Side.NOTE]
    tabs = [{"label": "Với người nộp", "url": "?", "count": len(shared), "current": not note}]
    if not own:
        tabs.append({"label": "Ghi chú nội bộ", "url": f"?xem={NOTES}", "count": len(notes), "current": note})
    may = offers(dossier=dossier, account=seat.account, grants=seat.grants)
    return {
        "dossier": dossier,
        "lines": notes if note else shared,
        "note": note,
        "tabs": tabs,
        "refusal": conversations.may_write(dossier, by, seat.now, note=note),
        "may_erase": conversations.may_erase(dossier, by),
        "may_ask": "request_supplement" in may.verbs,
    }


@require_safe
@official_required(*DESK_ROLES)
def file(request: HttpRequest, dossier_id: UUID, file_id: int) -> HttpResponse:
    """A file of the conversation, as it was sent."""
    seat = seat_of(request)
    dossier = dossier_of(seat, dossier_id, FILE)
    own = dossiers.is_own(dossier, _by(seat, dossier, note=False))
    found = conversations.attachment(dossier_id=dossier.pk, file_id=file_id, official=not own)
    if found is None:
        raise Http404
    return files.open_response(found.stored_file, found.name)


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(Role.UNIT_HEAD)
def erase(request: HttpRequest, dossier_id: UUID, message_id: UUID) -> HttpResponse:
    """Take the words of a message away, with a reason that stays."""
    seat = seat_of(request)
    dossier = dossier_of(seat, dossier_id)
    found = conversations.message(dossier.pk, message_id)
    by = next((actor for actor in _actors(seat) if conversations.may_erase(dossier, actor)), None)
    if found is None or found.erased_at is not None or by is None:
        raise Http404
    form = EraseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        writing.erase(
            message=found, reason=form.cleaned_data["reason"], by=by, now=seat.now, command_id=str(command_of(request))
        )
        messages.success(request, "Đã xoá nội dung tin. Nhật ký vẫn giữ việc đã có tin và ai đã xoá.")
        return redirect("journeys:work-talk", dossier_id=dossier.pk)
    context = {"dossier": dossier, "found": found, "form": form, "command": new_id()}
    return render(request, "journeys/desk/talk_erase.html", context, status=422 if form.is_bound else 200)


def _actors(seat: Seat) -> list[Actor]:
    return [grant.actor(seat.account_id) for grant in seat.grants]


def _by(seat: Seat, dossier: Dossier, *, note: bool) -> Actor:
    """Of the person's roles one that may write here, else the first."""
    actors = _actors(seat)
    fitting = (one for one in actors if conversations.may_write(dossier, one, seat.now, note=note) is None)
    return next(fitting, actors[0])
