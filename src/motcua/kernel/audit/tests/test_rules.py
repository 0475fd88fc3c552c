import hashlib
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.audit import rules

whole_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_characters="\x00", codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_characters="\x00", codec="utf-8")), inner, max_size=4)
    ),
    max_leaves=12,
)


def _root(leaves):
    """The recursive definition of RFC 9162, section 2.1.1."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\x01" + _root(leaves[:split]) + _root(leaves[split:])).digest()


@given(st.lists(st.binary(max_size=8), max_size=40))
def test_the_tree_fed_leaf_by_leaf_has_the_root_of_rfc_9162(leaves):
    tree = rules.MerkleTree()
    for leaf in leaves:
        tree.add(leaf)
    assert (tree.root(), tree.count) == (_root(leaves), len(leaves))


@given(st.dictionaries(st.text(st.characters(exclude_characters="\x00", codec="utf-8")), whole_json, max_size=4))
def test_any_whole_json_is_kept_and_written_in_one_way(payload):
    import json

    text = rules.payload_text(payload)
    assert json.loads(text) == payload
    assert rules.payload_text(dict(reversed(payload.items()))) == text


def body(**changes):
    at = datetime(2024, 3, 5, 2, 0, tzinfo=timezone.utc)  # noqa: UP017
    plain = rules.Body("thing", "a", 1, "thing.done", {}, "system", "motcua", "", "", at, at, "decided", "c1")
    return plain._replace(**changes)


@pytest.mark.parametrize(
    "changes",
    [{name: "other"} for name in rules.Body._fields if name not in {"version", "payload", "occurred_at", "recorded_at"}]
    + [{"version": 2}, {"payload": {"a": 1}}, {"occurred_at": body().occurred_at - timedelta(microseconds=1)}]
    + [{"recorded_at": body().recorded_at + timedelta(days=1)}],
)
def test_the_hash_covers_every_field(changes):
    key = rules.derive_keys("k").event
    assert rules.event_hash(key, rules.GENESIS, body(**changes)) != rules.event_hash(key, rules.GENESIS, body())


def test_the_hash_does_not_depend_on_the_time_zone_of_the_instants():
    key = rules.derive_keys("k").event
    moved = body(occurred_at=body().occurred_at.astimezone(timezone(timedelta(hours=7))))
    assert rules.event_hash(key, rules.GENESIS, moved) == rules.event_hash(key, rules.GENESIS, body())


any_text = st.text(st.characters(codec="utf-8") | st.just("\ud800"))


@given(st.tuples(*[any_text] * 9), st.integers(1, 2**31), st.dictionaries(any_text, whole_json, max_size=3))
def test_the_text_that_is_hashed_is_the_json_of_a_dict_of_all_fields(texts, version, payload):
    kind, stream, type_, *actor, source, command = texts
    at = body().occurred_at.replace(microsecond=version % 1000)
    one = rules.Body(kind, stream, version, type_, payload, *actor, at, at, source, command)
    fields = one._asdict() | {"occurred_at": rules.stamp(at), "recorded_at": rules.stamp(at)}
    assert rules.canonical(one, rules._encode(payload)) == rules._encode(fields)


def test_keys_differ_by_purpose_and_instance():
    keys = {*rules.derive_keys("one"), *rules.derive_keys("two")}
    assert len(keys) == 8


@given(st.text(), st.text())
def test_every_stream_has_a_shard(kind, stream_id):
    assert 0 <= rules.shard_of(kind, stream_id) < rules.SHARDS


@given(st.integers(1, 2**60), st.integers(0, rules.MODULUS - 1))
def test_contributions_add_up_within_a_signed_64_bit_column(position, total):
    share = rules.contribution(b"key", "0" * 64, position)
    assert 0 <= share < rules.MODULUS
    assert share + total < 2**63


def test_a_days_root_covers_its_borders_and_the_day_before():
    tree = rules.MerkleTree().root()
    roots = {
        rules.chain_root(prev, day, after, last, 0, tree)
        for prev in ("a", "b")
        for day in (date(2024, 3, 5), date(2024, 3, 6))
        for after, last in ((0, 1), (1, 1))
    }
    assert len(roots) == 8
