"""The projector of facts, and its proof: rebuilding from events gives the same rows."""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import UUIDField

from motcua.kernel import making
from motcua.kernel import rows as table
from motcua.kernel.audit.models import Event
from motcua.kernel.fixed import Fixed
from motcua.kernel.statements import Statement
from motcua.measure.facts import rules
from motcua.measure.facts.confirming import doubt, settle
from motcua.measure.facts.models import DossierFact, FactCell, PaymentFact
from motcua.measure.facts.rules import Fact

__all__ = ["Difference", "check", "doubt", "project", "rebuild", "row_of", "settle"]

STREAM = "dossier"
NAMES = [field.name for field in fields(Fact)]
_told = attrgetter(*NAMES)
OF_CELLS = frozenset(field.name for field in DossierFact._meta.concrete_fields if field.name.startswith("was_"))
WORKED_OUT = [
    field.name
    for field in DossierFact._meta.concrete_fields
    if field.name not in {*NAMES, *OF_CELLS, "confirmed", DossierFact._meta.pk.name}
]
COMPARED = [field for field in DossierFact._meta.concrete_fields if field.name not in {*OF_CELLS, "dirty", "confirmed"}]
BATCH = 1000
KEPT = 2000
# Stream → hash of the newest event folded here, and the facts after it. The hash of an event stands for its whole
# history, so a fact found under the hash before the next event is the right one, whatever was rolled back meanwhile.
_latest: OrderedDict[str, tuple[str, Fact]] = OrderedDict()

_stored = Fixed(lambda key: DossierFact.objects.filter(pk=key).order_by(), UUIDField())


@dataclass(frozen=True, slots=True)
class Difference:
    """One row that is not what its events say."""

    dossier_id: str
    field: str
    stored: str
    computed: str


def project(event: Event) -> list[Statement]:
    """Called by the log inside the transaction of the event, which carries out what this returns. 1 query at most."""
    before = _before(event)
    fact = rules.fold(before, event)
    gone = LookupError(f"the fact row of {event.stream_id} is gone; run: motcua facts rebuild")
    row = row_of(fact)
    writes = table.updating(row, _changed(before, fact), missing=gone) if before else table.inserting(row)
    _latest[event.stream_id] = event.hash, fact
    while len(_latest) > KEPT:
        _latest.popitem(last=False)
    is_payment = event.type == "dossier.payment_confirmed"
    return [writes, table.inserting(_payment(event))] if is_payment else [writes]


def _before(event: Event) -> Fact | None:
    """The facts before `event`; those this process folded last, when the chain says that nothing came in between."""
    if event.version == 1:
        return None
    hash_, fact = _latest.pop(event.stream_id, ("", None))
    if fact is not None and hash_ == event.prev_hash:
        return fact
    stored = _stored.first(event.stream_id)
    return _fact(stored) if stored else None


def _changed(before: Fact, fact: Fact) -> list[str]:
    """The columns in which the row after differs from the row before; those worked out from others always count."""
    pairs = zip(NAMES, _told(before), _told(fact), strict=True)
    names = [*(name for name, old, new in pairs if old is not new and old != new), *WORKED_OUT]
    return [*names, "confirmed"] if before.code != fact.code else names  # another code is to be looked up anew


def check() -> Iterator[Difference]:
    """Fold every event again and compare with the rows; yields what differs. Memory stays bounded by a batch."""
    batch: dict[str, Fact] = {}
    seen = 0
    for stream_id, events in _streams():
        batch[stream_id] = _folded(events)
        seen += 1
        if len(batch) >= BATCH:
            yield from _compare(batch)
            batch = {}
    yield from _compare(batch)
    if DossierFact.objects.count() != seen:
        yield Difference("*", "rows", str(DossierFact.objects.count()), str(seen))
    yield from _check_payments()


def _check_payments() -> Iterator[Difference]:
    """Payments that no event confirms, that an event confirms otherwise, and events without their payment."""
    events = Event.objects.filter(stream_kind=STREAM, type="dossier.payment_confirmed").order_by("position")
    stored = {row.position: row for row in PaymentFact.objects.all()}
    for event in events.iterator(chunk_size=BATCH):
        want, have = _payment(event), stored.pop(event.position, None)
        if have is None:
            yield Difference(event.stream_id, "payment", "missing", str(want))
        elif _values(have) != _values(want):
            yield Difference(event.stream_id, "payment", str(have), str(want))
    for row in stored.values():
        yield Difference(str(row.dossier_id), "payment", str(row), "missing")


def _values(row: PaymentFact) -> tuple[Any, ...]:
    return tuple(getattr(row, field.attname) for field in PaymentFact._meta.concrete_fields)


@transaction.atomic
def rebuild() -> int:
    """Throw the rows away and fold them again from the events. Returns the number of dossiers."""
    DossierFact.objects.all().delete()  # first: this waits for a fold that has some of them in hand
    FactCell.objects.all().delete()
    PaymentFact.objects.all().delete()
    rows: list[DossierFact] = []
    payments: list[PaymentFact] = []
    total = 0
    for _, events in _streams():
        rows.append(row_of(_folded(events)))
        payments += [_payment(event) for event in events if event.type == "dossier.payment_confirmed"]
        total += 1
        if len(rows) >= BATCH:
            _flush(rows, payments)
    _flush(rows, payments)
    return total


def _streams() -> Iterator[tuple[str, list[Event]]]:
    """Every dossier's events, stream by stream, read in pieces of bounded size."""
    last = ""
    while True:
        ids = list(
            Event.objects.filter(stream_kind=STREAM, stream_id__gt=last, version=1)
            .order_by("stream_id")
            .values_list("stream_id", flat=True)[:BATCH]
        )
        events = Event.objects.filter(stream_kind=STREAM, stream_id__in=ids).order_by("stream_id", "version")
        for stream_id, group in groupby(events.iterator(chunk_size=BATCH), key=lambda event: event.stream_id):
            yield stream_id, list(group)
        if len(ids) < BATCH:
            return
        last = ids[-1]


def _flush(rows: list[DossierFact], payments: list[PaymentFact]) -> None:
    DossierFact.objects.bulk_create(rows, batch_size=200)
    PaymentFact.objects.bulk_create(payments, batch_size=200)
    rows.clear()
    payments.clear()


def _folded(events: list[Event]) -> Fact:
    return rules.fold_all(None, events)


def _fact(row: DossierFact) -> Fact:
    values = {name: getattr(row, name) for name in NAMES}
    return Fact(**{**values, "dossier_id": str(row.dossier_id)})


def row_of(fact: Fact) -> DossierFact:
    """The row of these facts, as every writer writes it; the cells do not hold it yet."""
    values: dict[str, Any] = dict(zip(NAMES, _told(fact), strict=True))
    values["dossier_id"] = UUID(fact.dossier_id)
    values["papers"] = {key: dict(paper) for key, paper in fact.papers.items()}
    received, done, marks = rules.counted(fact)
    return making.new(
        DossierFact,
        **values,
        papers_total=len(fact.papers),
        papers_reused=fact.reused,
        papers_digital=fact.digitised,
        fully_digitised=fact.fully_digitised,
        intake_digitised=fact.digitise_marked == fact.digitised,
        on_time_legal=_settled(fact, "legal_due"),
        on_time_portal=_settled(fact, "portal_due"),
        in_received=received,
        in_done=done,
        marks=marks,
    )


def _settled(fact: Fact, due: str) -> bool | None:
    """Lateness is a stored fact only once the dossier is finished; for open ones it depends on today."""
    if fact.finished_at is None:
        return None
    return rules.on_time(due=getattr(fact, due), finished=fact.finished_at, unit=fact.limit_unit, now=fact.finished_at)


def _payment(event: Event) -> PaymentFact:
    amount, channel, on = rules.payment(event)
    return PaymentFact(
        position=event.position, dossier_id=UUID(event.stream_id), amount=amount, channel=channel, paid_on=on
    )


def _compare(batch: dict[str, Fact]) -> Iterator[Difference]:
    stored = {str(row.pk): row for row in DossierFact.objects.filter(pk__in=list(batch))}
    for key, fact in batch.items():
        row = stored.get(key)
        if row is None:
            yield Difference(key, "row", "missing", "present")
            continue
        expected = row_of(fact)
        for column in COMPARED:
            have, want = getattr(row, column.attname), getattr(expected, column.attname)
            if have != want:
                yield Difference(key, column.attname, str(have), str(want))
