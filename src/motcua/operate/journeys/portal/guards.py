"""Who may come in, and whose draft or dossier it is. What is not mine does not exist for me."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.eforms import queries as eforms
from motcua.operate.eforms import rules as form_rules
from motcua.operate.journeys.portal import visiting
from motcua.operate.journeys.queries import draft as reading
from motcua.operate.journeys.queries.draft import Filing
from motcua.operate.journeys.services import applying
from motcua.people import queries as people
from motcua.people import services as people_services
from motcua.people.rules import Role

View = Callable[..., HttpResponseBase]


def applicant(view: View) -> View:
    """Let in people and organisations who are signed in; officials file for others at the counter, not here."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return people_services.to_sign_in(request)
        if not people.has_role(request.user, Role.APPLICANT):
            return people_services.not_allowed(request, Role.APPLICANT)
        return view(request, *args, **kwargs)

    return never_cache(guarded)


def visitor(view: View) -> View:
    """Let in people who are not signed in as well; officials file for others at the counter, not here."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not people.has_role(request.user, Role.APPLICANT):
            return people_services.not_allowed(request, Role.APPLICANT)
        return view(request, *args, **kwargs)

    return never_cache(guarded)


def filing(view: View) -> View:
    """For pages of a draft: let in its owner, or the browser that holds a draft without an account, and hand the
    application over instead of the id.

    A submitted draft leads to its dossier; one that is gone says so.
    """

    @wraps(view)
    def guarded(request: HttpRequest, draft_id: UUID, *args: Any, **kwargs: Any) -> HttpResponseBase:
        now = timezone.now()
        draft = visiting.draft_for(request, draft_id, now)
        if draft is None:
            return gone(request) if request.user.is_authenticated else people_services.to_sign_in(request)
        if draft.submitted_at is not None:
            return to_dossier(draft_id)
        found = reading.read(draft, account(request), now) if draft.expires_at > now else None
        return view(request, found, *args, **kwargs) if found is not None else gone(request)

    return visitor(guarded)


def own_dossier(view: View) -> View:
    """For pages of a dossier: let in its owner and its filer and hand the dossier over instead of the id."""

    @wraps(view)
    def guarded(request: HttpRequest, dossier_id: UUID, *args: Any, **kwargs: Any) -> HttpResponseBase:
        dossier = dossiers.mine_one(dossier_id, account(request))
        if dossier is None:
            raise Http404("Không có hồ sơ này.")
        return view(request, dossier, *args, **kwargs)

    return applicant(guarded)


def again(request: HttpRequest, filing: Filing) -> Filing | None:
    """The application as it is stored now; None when it is gone."""
    draft = eforms.draft(filing.draft.pk, request.user)
    return reading.read(draft, account(request), filing.now) if draft is not None else None


def to_dossier(draft_id: UUID) -> HttpResponse:
    """What a submitted draft became: always the same confirmation."""
    dossier = applying.submitted_as(draft_id)
    return redirect("journeys:confirmation", dossier_id=dossier.pk) if dossier else redirect("journeys:mine")


def gone(request: HttpRequest) -> HttpResponse:
    """The draft is not there (any more), or is not mine: the same words for both."""
    return render(request, "journeys/portal/gone.html", {"text": form_rules.GONE.message}, status=404)


def origin(request: HttpRequest) -> str:
    """The public address of this instance, without a slash at the end."""
    return settings.MOTCUA_ORIGIN or request.build_absolute_uri("/").rstrip("/")


def tracking_address(request: HttpRequest, dossier: Dossier) -> str:
    """What the QR code of a dossier says."""
    return f"{origin(request)}/tra-cuu/?ma={dossier.tracking_code}"


def account(request: HttpRequest) -> Any:
    """Who is signed in; the guards above saw to it that somebody is."""
    return request.user
