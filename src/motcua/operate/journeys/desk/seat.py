"""Who sits at the desk on this request, which dossier they may open, and what a form carries with it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone

from motcua.kernel.ids import new_id
from motcua.kernel.readings.rules import HANDLING, PAGE
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.queries.handling import handled_under
from motcua.people import queries as people
from motcua.people.rules import Grant
from motcua.people.services.readings import note_reading


@dataclass(frozen=True, slots=True)
class Seat:
    """The signed-in official, the roles held now, and the instant of the request."""

    request: HttpRequest
    account: AbstractBaseUser
    grants: list[Grant]
    now: datetime

    @property
    def account_id(self) -> str:
        return str(self.account.pk)

    def holds(self, *roles: str) -> bool:
        return any(grant.role in roles for grant in self.grants)


def seat_of(request: HttpRequest) -> Seat:
    """Behind a guard only: the guard has made sure that an official is signed in."""
    if not isinstance(request.user, AbstractBaseUser):
        raise PermissionDenied
    now = timezone.now()
    return Seat(request, request.user, people.grants(request.user, now), now)


def dossier_of(seat: Seat, dossier_id: UUID, kind: str = PAGE) -> Dossier:
    """The dossier when it lies within the scope of the person; 404 when there is none, 403 when it is not theirs.

    That it is read is written down first; who does not handle it is asked what for (PurposeWanted).
    """
    dossier = in_scope(seat, dossier_id)
    note(seat, dossier, kind, own=handled_under(dossier, seat.account, seat.grants))
    return dossier


def note(seat: Seat, dossier: Dossier, kind: str, *, own: Grant | None, purpose: str = HANDLING) -> None:
    """Write down that the dossier is read for `purpose` under `own`. One's own dossier is nobody else's business."""
    if dossiers.is_own(dossier, people.actor_of(seat.request)):
        return
    ask = reverse("journeys:purpose", kwargs={"dossier_id": dossier.pk})
    subject = ("dossier", str(dossier.pk))
    note_reading(
        seat.request, subject=subject, grants=seat.grants, own=own, ask=ask, now=seat.now, kind=kind, purpose=purpose
    )


def in_scope(seat: Seat, dossier_id: UUID) -> Dossier:
    """The dossier when the person may see it, before anything of it is shown."""
    dossier = dossiers.find(dossier_id)
    if dossier is None:
        raise Http404
    if not dossiers.visible(dossier, seat.account, seat.grants):
        unit = people.unit(dossier.unit_id).name
        raise PermissionDenied(f"Hồ sơ này do {unit} xử lý, ngoài phạm vi của bạn.")
    return dossier


def command_of(request: HttpRequest) -> UUID:
    """The command id of the form: the same when it is sent twice. A form without one counts as new."""
    return uuid_of(request.POST.get("command_id", "")) or new_id()


def version_of(request: HttpRequest) -> int | None:
    """The version of the dossier that the page showed."""
    text = request.POST.get("expected_version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def uuid_of(text: str) -> UUID | None:
    """A typed or sent id; None when it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def origin_of(request: HttpRequest) -> str:
    """The public address printed on documents and behind QR codes."""
    return str(settings.MOTCUA_ORIGIN) or f"{request.scheme}://{request.get_host()}"
