"""The conversation of my dossier: what the office and I wrote to each other, and a new message."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from motcua.kernel.files import services as files
from motcua.kernel.ids import new_id
from motcua.operate.conversations import queries as conversations
from motcua.operate.conversations import services as writing
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.journeys.forms.talk import TalkForm
from motcua.operate.journeys.portal import guards
from motcua.operate.journeys.queries import portal as viewing
from motcua.operate.journeys.services import talking
from motcua.people import queries as people


@guards.own_dossier
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """Every message, oldest first, with the new ones marked; below, the form to write while that is possible."""
    now, account, by = timezone.now(), guards.account(request), people.actor_of(request)
    form, sending = TalkForm(request.POST or None, request.FILES or None), talking.Sending()
    if request.method == "POST" and form.is_valid():
        sending = talking.send(
            dossier_id=dossier.pk, text=form.cleaned_data["text"], uploads=form.sent("tep"),
            tokens=request.POST.getlist("kept")[:10], note=False, by=by, now=now,
            command_id=f"{by.id}:{request.POST.get('command_id', '')[:60] or new_id()}",
        )  # fmt: skip
        if sending.done:
            messages.success(request, "Đã gửi. Cán bộ sẽ trả lời tại đây.")
            return redirect("journeys:talk", dossier_id=dossier.pk)
        form.add_error(None, sending.problem) if sending.problem else None
        for problem in sending.bad_files:
            form.add_error("tep", problem)
    lines = conversations.lines(dossier_id=dossier.pk, account=account, official=False)
    if lines:
        writing.mark_read(dossier_id=dossier.pk, account_id=account.pk, number=lines[-1].message.number, now=now)
    context = {
        "dossier": dossier,
        "lines": lines,
        "form": form,
        "kept": sending.kept,
        "refusal": conversations.may_write(dossier, by, now) if request.method != "POST" else None,
        "request_open": viewing.open_request(dossier),
        "command": request.POST.get("command_id") or new_id(),
    }
    return render(request, "journeys/portal/talk.html", context, status=422 if form.errors else 200)


@guards.own_dossier
@require_GET
def file(request: HttpRequest, dossier: Dossier, file_id: int) -> HttpResponse:
    """A file of the conversation, as it was sent."""
    found = conversations.attachment(dossier_id=dossier.pk, file_id=file_id, official=False)
    if found is None:
        raise Http404("Hồ sơ không có tệp này.")
    return files.open_response(found.stored_file, found.name)
