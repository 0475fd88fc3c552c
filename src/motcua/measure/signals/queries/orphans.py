"""Dossiers that nobody owns, each with the way to mend it. The list must be empty."""

from dataclasses import dataclass
from datetime import datetime

from motcua.measure.signals.rules import mending
from motcua.operate.dossiers import queries as dossiers

MOST = 200


@dataclass(frozen=True, slots=True)
class Mended:
    """One orphan: which dossier, what is wrong, what to do."""

    dossier_id: str
    code: str
    why: str
    mend: str


def orphans(*, now: datetime, limit: int = MOST) -> list[Mended]:
    """Open dossiers without an open step, an owner or a next instant, as of `now`; at most `limit`."""
    found = dossiers.orphans(limit, now=now)
    return [Mended(str(one.dossier_id), one.code, one.why, mending(one.why)) for one in found]
