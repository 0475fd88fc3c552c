"""By what right somebody may receive for the owner, and how a dossier came by post."""

from datetime import datetime

from motcua.kernel.time import local_date
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.intake.models import Authority, Posting
from motcua.operate.intake.rules import authority
from motcua.operate.intake.rules.authority import Right

RULE = "Bộ luật Dân sự 2015 điều 140, 141"


def right_of(dossier: Dossier) -> Right | None:
    """The right under which the filer acts; None when nothing was written."""
    found = Authority.objects.filter(dossier=dossier).first()
    if found is None:
        return None
    return Right(found.ground, found.paper, found.valid_from, found.valid_to, tuple(found.scope))


def posting_of(dossier: Dossier) -> Posting | None:
    """How it came by public post; None when it did not."""
    return Posting.objects.filter(dossier=dossier).first()


def why_not_handed_to_filer(dossier: Dossier, now: datetime) -> Refusal | None:
    """Why the result is not handed to the filer today; None when the filer may have it, or is the owner."""
    right = right_of(dossier)
    if right is None:
        return None
    found = authority.defects(right, on=local_date(now), doing="receive")
    words = " ".join(text for _, text, stops in found if stops)
    return Refusal("authority", words, RULE, "Chủ hồ sơ, hoặc người có văn bản còn hiệu lực") if words else None
