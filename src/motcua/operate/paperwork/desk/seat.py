"""Who asks, which dossier they may open, and where the public address is."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone

from motcua.kernel.readings.rules import PAGE
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.queries.handling import handled_under
from motcua.people import queries as people
from motcua.people.rules import Grant, Role
from motcua.people.rules.roles import HANDLING
from motcua.people.services.readings import note_reading

READERS = HANDLING | {Role.CONTROL_OFFICER, Role.INSPECTOR, Role.AUDITOR}
"""Who has dossiers to look at; the administrator has none."""
NAMED = HANDLING | {Role.INSPECTOR}
"""Who takes lists with names of people out of the system; others get them without."""


def grants_of(request: HttpRequest) -> list[Grant]:
    """The roles held now; behind a guard only."""
    if not isinstance(request.user, AbstractBaseUser):
        raise PermissionDenied
    return people.grants(request.user)


def dossier_of(request: HttpRequest, dossier_id: UUID, kind: str = PAGE) -> Dossier:
    """The dossier when it lies within the scope of the person; 404 when there is none, 403 when it is not theirs.

    That it is read is written down first; who does not handle it is asked what for (PurposeWanted).
    """
    dossier = dossiers.find(dossier_id)
    if dossier is None:
        raise Http404("Không có hồ sơ này.")
    if not dossiers.visible(dossier, request.user, grants_of(request)):
        raise PermissionDenied(f"Hồ sơ này do {people.unit(dossier.unit_id).name} xử lý, ngoài phạm vi của bạn.")
    grants = grants_of(request)
    own = handled_under(dossier, request.user, grants)  # type: ignore[arg-type]
    subject, ask = ("dossier", str(dossier.pk)), reverse("journeys:purpose", kwargs={"dossier_id": dossier.pk})
    if not dossiers.is_own(dossier, people.actor_of(request)):
        note_reading(request, subject=subject, grants=grants, own=own, ask=ask, now=timezone.now(), kind=kind)
    return dossier


def origin_of(request: HttpRequest) -> str:
    """The public address printed on documents and behind QR codes."""
    return str(settings.MOTCUA_ORIGIN) or f"{request.scheme}://{request.get_host()}"
