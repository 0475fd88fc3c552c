"""The read side of sealing: the log in its order, the root over a part of it, the seals it remembers."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from motcua.kernel.audit import rules, store
from motcua.kernel.audit.models import DailyRoot, Event
from motcua.kernel.audit.rules import StreamRef

SEALS: Final = StreamRef("audit", "seals")
"""The stream in which the log remembers its own seals."""
CHUNK = 5000


def recorded_roots() -> dict[str, str]:
    """Day and root of every seal, as the log itself remembers them."""
    seals = Event.objects.filter(stream_kind=SEALS.kind, stream_id=SEALS.id).order_by("version")
    payloads = seals.values_list("payload", flat=True)
    return {payload.get("day", ""): payload.get("root", "") for payload in payloads.iterator()}


def fold(prev_root: str, day: date, after: int, last: int) -> DailyRoot:
    """The seal of `day` over the events after position `after` up to `last`, not saved."""
    tree = rules.MerkleTree()
    for position, hash_ in hashes(after, last):
        tree.add(rules.leaf(position, hash_))
    root = rules.chain_root(prev_root, day, after, last, tree.count, tree.root())
    return DailyRoot(
        day=day,
        after_position=after,
        last_position=last,
        count=tree.count,
        root=root,
        prev_root=prev_root,
        mac=rules.seal_mac(store.keys().seal, root),
    )


def hashes(after: int, last: int | None = None) -> Iterator[tuple[int, str]]:
    """Position and hash of the events after `after` up to `last`, in the order of the log, read in pieces."""
    while True:
        query = Event.objects.filter(position__gt=after)
        if last is not None:
            query = query.filter(position__lte=last)
        chunk = list(query.order_by("position").values_list("position", "hash")[:CHUNK])
        yield from chunk
        if len(chunk) < CHUNK:
            return
        after = chunk[-1][0]
