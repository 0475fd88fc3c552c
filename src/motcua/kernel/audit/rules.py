"""How events are written down, chained, counted and folded. Pure: bytes in, bytes out; the key is an argument."""

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, NamedTuple

GENESIS: Final = "0" * 64
"""What the first event of a stream, and the first sealed day, follow."""
SHARDS: Final = 32
MODULUS: Final = 2**61
"""Two residues add up below 2**63, so one UPDATE on a signed 64-bit column can add and reduce."""
SLACK: Final = timedelta(minutes=5)
"""How far a decision may be dated after its recording: clocks of two machines differ a little."""

_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode
_quoted = json.encoder.encode_basestring


class BadEvent(ValueError):
    """The caller handed in something that cannot be an event; says which part."""


@dataclass(frozen=True, slots=True)
class StreamRef:
    """The stream of one thing: its kind ("dossier") and id."""

    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind}/{self.id}"


class Body(NamedTuple):
    """What the hash of an event covers, besides the hash before it. `payload` is JSON data."""

    stream_kind: str
    stream_id: str
    version: int
    type: str
    payload: Any
    actor_kind: str
    actor_id: str
    actor_role: str
    actor_unit: str
    occurred_at: datetime
    recorded_at: datetime
    source: str
    command_id: str


class Keys(NamedTuple):
    """One key for each purpose, so that a tag made for one is worth nothing for another."""

    event: bytes
    head: bytes
    tally: bytes
    seal: bytes


def derive_keys(secret: str) -> Keys:
    """The purpose keys of the instance's chain key."""
    return Keys(*(hmac.digest(secret.encode(), b"motcua audit 1 " + name.encode(), "sha256") for name in Keys._fields))


def payload_text(payload: Any) -> str:
    """The payload as canonical JSON. BadEvent on floats, tuples, NUL, other types: nothing is altered to fit."""
    if not isinstance(payload, dict):
        raise BadEvent("payload: must be a dict")
    _check(payload, "payload")
    text = _encode(payload)
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BadEvent("payload: holds half a character (a lone surrogate)") from None
    return text


def _check(value: Any, where: str) -> None:
    match value:
        case None | bool() | int():
            return
        case str():
            if "\x00" in value:
                raise BadEvent(f"{where}: holds a NUL character")
        case list():
            for index, item in enumerate(value):
                if not _plain(item):
                    _check(item, f"{where}[{index}]")
        case dict():
            for key, item in value.items():
                if not isinstance(key, str) or "\x00" in key:
                    raise BadEvent(f"{where}: key {key!r} is not a plain string")
                if not _plain(item):
                    _check(item, f"{where}.{key}")
        case _:
            raise BadEvent(f"{where}: {type(value).__name__} is not allowed; use text, whole numbers, lists or dicts")


def _plain(value: Any) -> bool:
    """Most of what payloads hold: looked at by its type alone, without putting together where it stands."""
    kind = type(value)
    return kind in _NUMBERS or (kind is str and "\x00" not in value)


_NUMBERS: Final = frozenset({int, bool, type(None)})


def event_hash(key: bytes, prev_hash: str, body: Body, payload: str | None = None) -> str:
    """HMAC-SHA256 over the hash before it and the canonical JSON of every field, as 64 hex digits.

    `payload` is that of the body as canonical JSON when the caller has it already.
    """
    text = _encode(body.payload) if payload is None else payload
    whole = f"{prev_hash}{canonical(body, text)}"
    return hmac.digest(key, whole.encode(errors="surrogatepass"), "sha256").hex()


def canonical(body: Body, payload: str) -> str:
    """The body as `_encode` would write a dict of its fields (keys in order), put together without asking their types.

    `payload` is that of the body as canonical JSON.
    """
    return (
        f'{{"actor_id":{_quoted(body.actor_id)},"actor_kind":{_quoted(body.actor_kind)},'
        f'"actor_role":{_quoted(body.actor_role)},"actor_unit":{_quoted(body.actor_unit)},'
        f'"command_id":{_quoted(body.command_id)},"occurred_at":"{stamp(body.occurred_at)}","payload":{payload},'
        f'"recorded_at":"{stamp(body.recorded_at)}","source":{_quoted(body.source)},'
        f'"stream_id":{_quoted(body.stream_id)},"stream_kind":{_quoted(body.stream_kind)},'
        f'"type":{_quoted(body.type)},"version":{body.version}}}'
    )


def stamp(at: datetime) -> str:
    """An instant as text that does not depend on its time zone."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def head_mac(key: bytes, kind: str, stream_id: str, version: int, head_hash: str) -> str:
    """Proof that this version and hash once were the stream's head."""
    text = f"[{_quoted(kind)},{_quoted(stream_id)},{version},{_quoted(head_hash)}]"
    return hmac.digest(key, text.encode(), "sha256").hex()


def contribution(key: bytes, event_hash: str, position: int) -> int:
    """What one event at its place in the log adds to its shard's accumulator: 61 bits only the key's holder knows."""
    digest = hmac.digest(key, f"{position}:{event_hash}".encode(), "sha256")
    return int.from_bytes(digest[:8], "big") % MODULUS


def shard_of(kind: str, stream_id: str) -> int:
    """The shard that counts a stream's events; not secret."""
    return hashlib.sha256(f"{kind}/{stream_id}".encode()).digest()[0] % SHARDS


class MerkleTree:
    """The tree hash of RFC 9162 (section 2.1.1), fed leaf by leaf; keeps one node per level."""

    def __init__(self) -> None:
        self.count = 0
        self._nodes: list[tuple[int, bytes]] = []

    def add(self, leaf: bytes) -> None:
        self.count += 1
        level, node = 0, hashlib.sha256(b"\x00" + leaf).digest()
        while self._nodes and self._nodes[-1][0] == level:
            node = hashlib.sha256(b"\x01" + self._nodes.pop()[1] + node).digest()
            level += 1
        self._nodes.append((level, node))

    def root(self) -> bytes:
        if not self._nodes:
            return hashlib.sha256(b"").digest()
        node = self._nodes[-1][1]
        for _, left in reversed(self._nodes[:-1]):
            node = hashlib.sha256(b"\x01" + left + node).digest()
        return node


def merkle_root(leaves: Iterable[bytes]) -> bytes:
    tree = MerkleTree()
    for leaf in leaves:
        tree.add(leaf)
    return tree.root()


def leaf(position: int, event_hash: str) -> bytes:
    """One event at its place in the log, as a leaf of the day's tree."""
    return f"{position}:{event_hash}".encode()


def chain_root(prev_root: str, day: date, after: int, last: int, count: int, tree_root: bytes) -> str:
    """The published root of a day: covers its tree, its borders in the log and the root of the day sealed before."""
    text = _encode([prev_root, day.isoformat(), after, last, count, tree_root.hex()])
    return hashlib.sha256(b"motcua day 1 " + text.encode()).hexdigest()


def seal_mac(key: bytes, root: str) -> str:
    """Proof that the instance itself sealed this root."""
    return hmac.digest(key, root.encode(), "sha256").hex()
