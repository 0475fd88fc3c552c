"""Reads of dossiers that are handled in other systems."""

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet

from motcua.kernel.audit.models import Event
from motcua.operate.dossiers.models import Dossier

PIECE = 500


def observed() -> QuerySet[Dossier]:
    """Every dossier whose history comes from another system."""
    return Dossier.objects.filter(observed=True)


def with_histories(codes: Sequence[str]) -> Iterator[tuple[Dossier, list[Event]]]:
    """The dossiers of these codes that are there, each with its events, oldest first; those handled here with none."""
    for start in range(0, len(codes), PIECE):
        rows = list(Dossier.objects.filter(code__in=codes[start : start + PIECE]).order_by())
        ids = [str(row.pk) for row in rows if row.observed]
        events: dict[str, list[Event]] = {}
        asked = Event.objects.filter(stream_kind="dossier", stream_id__in=ids).order_by("stream_id", "version")
        for event in asked if ids else ():
            events.setdefault(event.stream_id, []).append(event)
        for row in rows:
            yield row, events.get(str(row.pk), [])
