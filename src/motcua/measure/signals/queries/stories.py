"""Stories of dossiers read from the log, in batches of bounded size."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Max, Q

from motcua.kernel.audit.models import Event
from motcua.law import queries as law
from motcua.measure.facts import queries as facts
from motcua.measure.signals.rules import Moment, Story
from motcua.operate.catalogue import queries as catalogue

KIND = "discipline_signals"
STREAM = "dossier"
BATCH = 500
SAID = (
    "components", "legal_due", "officer", "number", "repeated", "proposed_by", "at_once", "reused", "source",
)  # fmt: skip
COLUMNS = ("stream_id", "version", "type", "occurred_at", "payload", "actor_kind", "actor_id", "actor_unit")


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The thresholds that hold on a day; `id` stays with what was found by them."""

    id: str
    limits: Mapping[str, Mapping[str, Any]]


def thresholds(on: date) -> Thresholds:
    """The thresholds of `on`; raises law.rules.NoRule."""
    rule = law.rule_set(KIND, on)
    return Thresholds(rule.id, rule.content)


def last_position() -> int:
    """The newest event of a dossier; 0 when there is none."""
    found: int | None = Event.objects.filter(stream_kind=STREAM).aggregate(last=Max("position"))["last"]
    return found or 0


def touched_after(position: int) -> Iterator[tuple[str, datetime]]:
    """(dossier, instant) of every event of a dossier after `position`."""
    rows = Event.objects.filter(stream_kind=STREAM, position__gt=position).order_by("position")
    return rows.values_list("stream_id", "occurred_at").iterator(chunk_size=2000)


def alive_between(first: date, last: date) -> set[UUID]:
    """Dossiers submitted by `last` and not ended before `first`."""
    rows = facts.dossiers().filter(Q(submitted_on=None) | Q(submitted_on__lte=last))
    rows = rows.filter(Q(finished_on=None) | Q(finished_on__gte=first))
    return set(rows.values_list("pk", flat=True))


def stories(ids: Iterable[UUID]) -> Iterator[Story]:
    """The stories of these dossiers, by id."""
    wanted = sorted(ids)
    published: dict[int | None, frozenset[str] | None] = {None: None}
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        heads = {str(row.pk): row for row in facts.dossiers().filter(pk__in=batch)}
        for row in heads.values():
            if row.version_id is not None and row.version_id not in published:
                published[row.version_id] = _components(row.version_id)
        keys = [str(pk) for pk in batch]
        events = Event.objects.filter(stream_kind=STREAM, stream_id__in=keys).order_by("stream_id", "version")
        for key, rows in groupby(events.values_list(*COLUMNS), key=lambda row: row[0]):
            head = heads.get(key)
            if head is not None:
                moments = _moments(list(rows))
                yield Story(key, head.code, head.unit, moments, published[head.version_id])


def _components(version_id: int) -> frozenset[str] | None:
    """The codes of the published list; None when the data has none."""
    version = catalogue.version(version_id)
    listed = version.parsed.components if version is not None else None
    return frozenset(component.code for component in listed) if listed else None


def _moments(rows: Sequence[tuple[Any, ...]]) -> tuple[Moment, ...]:
    found = []
    state = 0
    for _, version, type_, at, payload, kind, actor, unit in rows:
        said = payload.get("state")
        state = said if isinstance(said, int) else 1 if type_ == "dossier.submitted" else state
        kept = {name: payload[name] for name in SAID if name in payload}
        found.append(Moment(version, type_, at, state, actor if kind == "official" else "", unit, kept))
    return tuple(found)
