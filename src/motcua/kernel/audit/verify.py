"""Checking the whole log: every hash, every number, every head, the authenticated count and the sealed days."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby
from math import inf

from django.db.models import Exists, OuterRef

from motcua.kernel.audit import roots, rules, store
from motcua.kernel.audit.models import Counter, DailyRoot, Event, Stream
from motcua.kernel.audit.reading import BROKEN, PIECE, Row, one_instant, rows
from motcua.kernel.audit.report import Problem, VerifyReport


def verify(*, expected: Mapping[date, str] | None = None) -> VerifyReport:
    """Check everything the database says about its events against the instance's key; memory stays small.

    `expected` are roots that were published outside: with them even whoever holds the key, or puts back an old
    copy, is found out. What remains hidden without them is in LIMITS.md.
    """
    report = VerifyReport()
    with one_instant():
        totals = _walk(report)
        report.add(_empty_streams(report))
        report.add(_counters(totals))
        report.add(_gap(report))
        report.add(_seals(report, expected or {}))
    report.settle()
    return report


def _walk(report: VerifyReport) -> dict[int, tuple[int, int]]:
    """Check every stream; returns count and accumulator of each shard as the events give them."""
    totals = dict.fromkeys(range(rules.SHARDS), (0, 0))
    heads = _Heads()
    for (kind, stream_id), members in groupby(rows(), key=lambda row: (row.kind, row.id)):
        shard = rules.shard_of(kind, stream_id)
        follow = _Follow(kind, stream_id)
        for row in members:
            report.add(follow.step(row))
            count, total = totals[shard]
            share = rules.contribution(store.keys().tally, row.hash, row.position)
            totals[shard] = count + 1, (total + share) % rules.MODULUS
            report.events += 1
        head = heads.of(kind, stream_id)
        report.streams += head is not None
        report.add(follow.close(head))
    return totals


class _Heads:
    """Stream heads, read ahead: the walk asks for them in the database's own order."""

    def __init__(self) -> None:
        self._kind = ""
        self._ahead: dict[str, Stream] = {}

    def of(self, kind: str, stream_id: str) -> Stream | None:
        if kind != self._kind or stream_id not in self._ahead:
            self._kind = kind
            ahead = Stream.objects.filter(kind=kind, stream_id__gte=stream_id).order_by("stream_id")[:PIECE]
            self._ahead = {head.stream_id: head for head in ahead}
        return self._ahead.get(stream_id)


class _Follow:
    """Follows one stream from its first event to its head."""

    def __init__(self, kind: str, stream_id: str) -> None:
        self.kind, self.id = kind, stream_id
        self.version, self.position, self.hash = 0, 0, rules.GENESIS

    def step(self, row: Row) -> Iterator[Problem]:
        if not isinstance(row.version, int):
            yield Problem("has no readable version", self.kind, self.id, None, row.position, row.position)
            return
        if row.version > self.version + 1:
            yield self._missing(self.version + 1, row.version - 1, row.position - 0.5)
        elif row.version <= self.version:
            yield self._at(row, "a second event with this version")
        elif row.prev_hash != self.hash:
            yield self._at(row, "does not follow the event before it")
        if row.position <= self.position:
            yield self._at(row, "stands in the log before the event it follows")
        if row.body is None:
            yield self._at(row, "cannot be read")
        elif not _genuine(row.body, row):
            yield self._at(row, "is not what was recorded: its content, time, place or hash was changed")
        self.version, self.position, self.hash = row.version, row.position, row.hash

    def close(self, head: Stream | None) -> Iterator[Problem]:
        after = self.position + 0.5
        if head is None:
            yield Problem("the head of the stream is missing", self.kind, self.id, self.version, None, after)
            return
        if head.version > self.version:
            yield self._missing(self.version + 1, head.version, after)
        elif head.version < self.version:
            what = f"the head of the stream says {head.version} events; this one was inserted or the head put back"
            yield Problem(what, self.kind, self.id, self.version, self.position, self.position)
        elif head.head_hash != self.hash:
            yield Problem("the head has another hash", self.kind, self.id, self.version, self.position, self.position)
        if head.head_mac != _mac(head):
            yield Problem("the head of the stream is forged", self.kind, self.id, head.version, None, after)

    def _at(self, row: Row, what: str) -> Problem:
        return Problem(what, self.kind, self.id, row.version, row.position, row.position)

    def _missing(self, first: int, last: int, order: float) -> Problem:
        what = "is missing" if first == last else f"is missing, and so are those up to version {last}"
        return Problem(what, self.kind, self.id, first, None, order)


def _genuine(body: rules.Body, row: Row) -> bool:
    try:
        return rules.event_hash(store.keys().event, row.prev_hash, body) == row.hash
    except BROKEN:
        return False


def _mac(head: Stream) -> str:
    return rules.head_mac(store.keys().head, head.kind, head.stream_id, head.version, head.head_hash)


def _empty_streams(report: VerifyReport) -> Iterator[Problem]:
    events = Event.objects.filter(stream_kind=OuterRef("kind"), stream_id=OuterRef("stream_id"))
    for head in Stream.objects.filter(~Exists(events)).order_by("kind", "stream_id").iterator(PIECE):
        report.streams += 1
        what = f"is missing, and so are all {head.version} events of the stream"
        yield Problem(what, head.kind, head.stream_id, 1)


def _counters(totals: Mapping[int, tuple[int, int]]) -> Iterator[Problem]:
    kept = {row.shard: (row.count, row.accumulator) for row in Counter.objects.order_by("shard")}
    for shard, (count, total) in totals.items():
        counted, accumulated = kept.get(shard, (0, 0))
        if counted != count:
            yield Problem(f"shard {shard} of the count has seen {counted} events, {count} are here")
        elif accumulated != total:
            yield Problem(f"shard {shard} of the count: an event was removed, replaced or moved")


def _gap(report: VerifyReport) -> Iterator[Problem]:
    """When the count is wrong but every stream is whole, a whole stream has gone: say where the log has a hole."""
    if report.ok or any(problem.kind or problem.order < inf for problem in report.problems):
        return
    expected = 1
    for position, _ in roots.hashes(0):
        if position != expected:
            break
        expected += 1
    what = "no event stands here, the first such place (work that was rolled back may leave one as well)"
    yield Problem(what, position=expected, order=expected)


def _seals(report: VerifyReport, expected: Mapping[date, str]) -> Iterator[Problem]:
    before: DailyRoot | None = None
    recorded = roots.recorded_roots()
    seen: dict[str, str] = {}
    for seal in DailyRoot.objects.order_by("day").iterator(PIECE):
        yield from _seal(seal, before, recorded.get(seal.day.isoformat()))
        report.sealed_days += 1
        seen[seal.day.isoformat()] = report.root = seal.root
        before = seal
    for day in recorded.keys() - seen.keys():
        yield Problem(f"the seal of {day} was taken away")
    for when, root in expected.items():
        if seen.get(when.isoformat()) != root:
            yield Problem(f"the root of {when} is not the published one")


def _seal(seal: DailyRoot, before: DailyRoot | None, recorded: str | None) -> Iterator[Problem]:
    prev_root, after = (before.root, before.last_position) if before else (rules.GENESIS, 0)
    if (seal.prev_root, seal.after_position) != (prev_root, after):
        yield Problem(f"the seal of {seal.day} does not follow the seal before it", order=after + 0.5)
    if seal.root != recorded or seal.mac != rules.seal_mac(store.keys().seal, seal.root):
        yield Problem(f"the seal of {seal.day} is forged", order=seal.last_position + 0.5)
    again = roots.fold(seal.prev_root, seal.day, seal.after_position, seal.last_position)
    if (again.root, again.count) != (seal.root, seal.count):
        what = f"the events of {seal.day} ({again.count}) do not give its root (over {seal.count} events)"
        yield Problem(what, order=seal.last_position + 0.5)
