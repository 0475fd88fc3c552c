"""The row of a finding follows its events."""

from uuid import UUID

from motcua.kernel.audit.models import Event
from motcua.kernel.audit.services import rebuild as replay
from motcua.measure.checks.models import FigureFinding
from motcua.measure.checks.rules import Standing, fold

STREAM = "figure_check"
LISTS = {"evidence", "seen"}
NAMES = [field.name for field in FigureFinding._meta.concrete_fields if field.name not in {"id", "check_id", *LISTS}]


def project(event: Event) -> None:
    """Called by the log inside the transaction of the event."""
    row = FigureFinding.objects.filter(pk=UUID(event.stream_id)).first()
    after = fold(standing(row) if row is not None else None, event)
    values = {name: getattr(after, name) for name in NAMES} | {name: list(getattr(after, name)) for name in LISTS}
    FigureFinding.objects.update_or_create(pk=UUID(event.stream_id), defaults={**values, "check_id": after.check})


def standing(row: FigureFinding) -> Standing:
    """The row as the rules see it."""
    values = {name: getattr(row, name) for name in NAMES} | {name: tuple(getattr(row, name)) for name in LISTS}
    return Standing(id=str(row.pk), check=row.check_id, **values)


def rebuild() -> int:
    """Fold every finding again from its events. Returns how many events were read. Texts stay where they are."""
    return replay(STREAM, [_again])


def _again(event: Event) -> None:
    if event.version == 1:
        FigureFinding.objects.filter(pk=UUID(event.stream_id)).update(version=0, evidence=[], seen=[], state="open")
    project(event)
