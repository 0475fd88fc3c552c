"""Acts on many dossiers as they can be read again later, by who asked for them."""

from uuid import UUID

from django.db.models import Count, Q

from motcua.operate.dossiers.models import BulkLine, BulkRun

__all__ = ["BulkLine", "BulkRun", "lines_of", "run_of", "runs_of"]


def runs_of(account_id: UUID, limit: int = 50) -> list[BulkRun]:
    """The runs the person asked for, newest first, each with `done` and `refused`."""
    rows = BulkRun.objects.filter(asked_by_id=account_id).annotate(
        done=Count("lines", filter=Q(lines__standing="done")),
        refused=Count("lines", filter=Q(lines__standing="refused")),
    )
    return list(rows.order_by("-asked_at", "pk")[:limit])


def run_of(run_id: UUID, account_id: UUID) -> BulkRun | None:
    """One run of this person's; None for those of others."""
    return BulkRun.objects.filter(pk=run_id, asked_by_id=account_id).first()


def lines_of(run: BulkRun) -> list[BulkLine]:
    """What became of each dossier, refused ones first."""
    rows = BulkLine.objects.filter(run=run).select_related("dossier__procedure")
    return sorted(rows.order_by("number"), key=lambda line: (line.standing != "refused", line.number))
