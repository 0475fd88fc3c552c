"""Where results are on their way: the newest try of a dossier, and what the counter must still follow."""

from collections.abc import Sequence

from motcua.operate.dossiers.models import Dossier, Handover
from motcua.people.rules import Grant

__all__ = ["NEXT", "STANDINGS", "Handover", "newest", "next_ways", "on_the_way"]
NEXT = {"posted": ("delivered", "came_back"), "came_back": ("posted", "collected")}
STANDINGS = {
    "posted": ("waiting", "Đang ở bưu chính"),
    "delivered": ("done", "Bưu chính đã giao"),
    "came_back": ("late", "Bưu chính chuyển hoàn"),
    "collected": ("done", "Đã nhận tại quầy"),
    "sent": ("done", "Đã gửi bản điện tử"),
}


def newest(dossier: Dossier) -> Handover | None:
    """The newest try to bring the result; None when it was simply handed over."""
    return Handover.objects.filter(dossier=dossier).order_by("-number").first()


def next_ways(dossier: Dossier) -> tuple[str, ...]:
    """What may be said next of a result on its way; nothing when it has arrived or was never posted."""
    last = newest(dossier)
    return NEXT.get(last.standing, ()) if last is not None and last.way == "post" else ()


def on_the_way(grants: Sequence[Grant], limit: int = 200) -> list[Handover]:
    """Results at the post or sent back by it, of the counters of `grants`: those sent back first, then the oldest."""
    units = [grant.unit_key for grant in grants if grant.role == "reception"]
    rows = Handover.objects.filter(
        standing__in=("posted", "came_back"), ended_at=None, dossier__receipt_unit__key__in=units
    )
    return list(rows.select_related("dossier__procedure", "dossier__owner").order_by("standing", "began_at")[:limit])
