"""The row of a signal follows its events."""

from uuid import UUID

from motcua.kernel.audit.models import Event
from motcua.kernel.audit.services import rebuild as replay
from motcua.measure.signals.models import Signal
from motcua.measure.signals.rules import Standing, fold

STREAM = "signal"
NAMES = [field.name for field in Signal._meta.concrete_fields if field.name not in {"id", "evidence"}]


def project(event: Event) -> None:
    """Called by the log inside the transaction of the event."""
    row = Signal.objects.filter(pk=UUID(event.stream_id)).first()
    after = fold(standing(row) if row is not None else None, event)
    values = {name: getattr(after, name) for name in NAMES} | {"evidence": [dict(one) for one in after.evidence]}
    Signal.objects.update_or_create(pk=UUID(event.stream_id), defaults=values)


def standing(row: Signal) -> Standing:
    """The row as the rules see it."""
    values = {name: getattr(row, name) for name in NAMES}
    return Standing(id=str(row.pk), evidence=tuple(row.evidence), **values)


def rebuild() -> int:
    """Fold every signal again from its events. Returns how many events were read. Texts stay where they are."""
    return replay(STREAM, [_again])


def _again(event: Event) -> None:
    if event.version == 1:
        Signal.objects.filter(pk=UUID(event.stream_id)).update(version=0, evidence=[], times_raised=0, state="open")
    project(event)
