"""What reception is shown of a dossier that is not received yet: dossiers it may be the same as, and why it came."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest

from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.rules import State
from motcua.operate.intake.queries import proposals
from motcua.people import queries as people


def before_acceptance(dossier: Dossier, now: datetime) -> dict[str, Any]:
    """Twins and the filer's reason while the dossier waits for acceptance; afterwards nothing is looked for."""
    if State(dossier.state) is not State.SUBMITTED:
        return {"twins": [], "go_on_reason": ""}
    found = dossiers.twins(sketch=dossiers.sketch_of(dossier), now=now, but=dossier.pk)
    note = dossier.notes.filter(verb="submit", erased_at=None).first()
    return {"twins": found, "go_on_reason": note.text if note is not None else ""}


def to_decide(request: HttpRequest) -> int | None:
    """The number beside "Bổ sung lại": proposals that wait for this head of unit."""
    if not isinstance(request.user, AbstractBaseUser):
        return None
    return len(proposals.waiting(people.grants(request.user)))
