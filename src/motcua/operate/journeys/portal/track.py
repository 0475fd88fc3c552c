"""Following a dossier without an account: state, dates and steps, nothing that names a person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.dossiers.services.tracking import TOO_MANY, follow
from motcua.operate.journeys.forms.after import TrackForm
from motcua.operate.journeys.queries import portal as viewing


@never_cache
@require_GET
def track(request: HttpRequest) -> HttpResponse:
    """The form; with code and PIN the dossier. `?ma=` alone (from the QR code) fills in the code."""
    if "pin" not in request.GET:
        form = TrackForm(initial={"ma": request.GET.get("ma", "")[:60]})
        return render(request, "journeys/portal/track.html", {"form": form})
    form = TrackForm(request.GET)
    if not form.is_valid():
        return render(request, "journeys/portal/track.html", {"form": form}, status=422)
    address = request.META.get("REMOTE_ADDR", "")
    found = follow(code=form.cleaned_data["ma"], pin=form.cleaned_data["pin"], address=address)
    if isinstance(found, Refusal):
        form.add_error(None, found.message)
        status = 429 if found is TOO_MANY else 404
        return render(request, "journeys/portal/track.html", {"form": form}, status=status)
    now = timezone.now()
    context = {
        "dossier": found,
        "status": viewing.status(found, now),
        "appointment": dossiers.appointment(found),
        "outlook": viewing.outlook(found, now),
        "expected": viewing.expected_due(found) if found.accepted_at is None and not found.is_final else None,
        "entries": [_bare(entry) for entry in reversed(dossiers.timeline(found, official=False))],
        "asked": viewing.open_request(found) is not None,
    }
    return render(request, "journeys/portal/tracked.html", context)


def _bare(entry: dossiers.Entry) -> dict[str, object]:
    """A line of the timeline without who did it and without free text, which may name somebody."""
    return {"at": entry.at, "title": entry.title, "kind": entry.kind, "text": "", "actor": ""}
