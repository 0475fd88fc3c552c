"""Who may open the screens around the counter."""

from django.utils import timezone

from motcua.kernel.time import local_date
from motcua.operate.intake.services import blocks, proposals, queue
from motcua.operate.journeys.tests.desk_stage import Stage
from tests.access import EVERYONE, Access
from tests.cast import Cast

RECEPTION = frozenset({"minh"})
HEAD = frozenset({"dung"})
UNIT = "sgddt-mc"


def _block(cast: Cast) -> dict[str, object]:
    Stage(cast)
    now, by = timezone.now(), cast.actor("minh")
    made = blocks.reserve(unit=UNIT, on=local_date(now), count=2, by=by, now=now)
    return {"block_id": made.pk}


def _ticket(cast: Cast) -> dict[str, object]:
    now, by = timezone.now(), cast.actor("minh")
    queue.issue(unit=UNIT, kind="file", by=by, now=now)
    return {"ticket_id": queue.call_next(unit=UNIT, desk="1", by=by, now=now).pk}


def _proposal(cast: Cast) -> dict[str, object]:
    dossier = Stage(cast).at("assigned")
    items = [{"component_code": "TP1", "kind": "missing", "what": "Thiếu"}]
    by, now = cast.actor("hoa"), timezone.now()
    return {"proposal_id": proposals.propose(dossier=dossier, items=items, reason="A", why="B", by=by, now=now).pk}


ACCESS = [
    Access("journeys:queue", allowed=RECEPTION),
    Access("journeys:queue-act", allowed=RECEPTION, kwargs=_ticket, method="post"),
    Access("journeys:scan", allowed=RECEPTION, method="post"),
    Access("journeys:kiosk", allowed=RECEPTION),
    Access("journeys:board", allowed=EVERYONE, kwargs={"unit": UNIT}),
    Access("journeys:blocks", allowed=RECEPTION),
    Access("journeys:block", allowed=RECEPTION, kwargs=_block),
    Access("journeys:block-close", allowed=RECEPTION, kwargs=_block, method="post"),
    Access("journeys:block-sheet", allowed=RECEPTION, kwargs=_block),
    Access("journeys:block-offline", allowed=RECEPTION, kwargs=_block),
    Access("journeys:proposals", allowed=HEAD),
    Access("journeys:proposal-decide", allowed=HEAD, kwargs=_proposal, method="post"),
]
