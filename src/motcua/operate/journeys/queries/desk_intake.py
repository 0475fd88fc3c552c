"""What reception is shown of a dossier that is not received yet: dossiers it may be the same as, and why it came."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest

from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.rules import State
from motcua.operate.intake.queries import papers, proposals
from motcua.operate.intake.rules import authority
from motcua.people import queries as people


def before_acceptance(dossier: Dossier, now: datetime) -> dict[str, Any]:
    """Twins and the filer's reason while the dossier waits for acceptance; afterwards nothing is looked for."""
    if State(dossier.state) is not State.SUBMITTED or dossier.parent_id is not None:
        return {"twins": [], "go_on_reason": ""}
    found = dossiers.twins(sketch=dossiers.sketch_of(dossier), now=now, but=dossier.pk)
    note = dossier.notes.filter(verb="submit", erased_at=None).first()
    return {"twins": found, "go_on_reason": note.text if note is not None else ""}


def beside(dossier: Dossier) -> list[dict[str, str]]:
    """Rows for the facts of a dossier: by what right somebody else filed it, and how it came by post."""
    rows = []
    right, posting = papers.right_of(dossier), papers.posting_of(dossier)
    if right is not None:
        ground = authority.GROUNDS.get(right.ground)
        until = f", đến hết ngày {right.valid_to:%d/%m/%Y}" if right.valid_to else ""
        words = f"{right.paper or (ground.words if ground else '')}{until}"
        rows.append({"key": "Văn bản nộp thay", "value": words})
        told = ", ".join(words for key, words in authority.SCOPES.items() if key in right.scope)
        rows.append({"key": "Được làm thay", "value": told})
    if posting is not None:
        words = f"{posting.waybill}, gửi {posting.posted_on:%d/%m/%Y}, nhận {posting.received_on:%d/%m/%Y}"
        rows.append({"key": "Bưu chính", "value": words})
    return rows


def to_decide(request: HttpRequest) -> int | None:
    """The number beside "Bổ sung lại": proposals that wait for this head of unit."""
    if not isinstance(request.user, AbstractBaseUser):
        return None
    return len(proposals.waiting(people.grants(request.user)))
