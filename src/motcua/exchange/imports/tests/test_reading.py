"""Reading never raises but says what it refuses, whatever comes."""

import json
from contextlib import suppress
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.exchange.imports import rules
from motcua.exchange.imports.rules import Broken, Places, Read, Refused
from motcua.exchange.imports.rules import values as v
from motcua.exchange.imports.rules.messages import COUNTED
from motcua.kernel.audit.rules import payload_text
from motcua.kernel.time import TZ

NOW = datetime(2025, 1, 6, 9, tzinfo=TZ)
PLACES = Places("H99", "sgddt", {("H99", "14"): "sgddt"}, {}, frozenset())
FIELDS = [*COUNTED, "MaHoSo", "ThoiDiemXuLy", "TrangThai", "DanhSachHoSoBoSung", "NgayTuChoi", "DSKetNoiCSDL", "Email"]
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30)
    | st.sampled_from(["20240315090000", "15/03/2024", "2024-03-15T09:00:00Z", "True", "1", "10", "99999999"])
)  # fmt: skip
ANY = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=5), inner),
    max_leaves=8,
)
MESSAGES = st.builds(
    lambda code, rest: {**rest, "MaHoSo": code},
    st.sampled_from(["000.00.14.H99-240315-0001", "H99.14-240315-0002", "la", " "]),
    st.dictionaries(st.sampled_from(FIELDS), ANY),
)


@given(ANY | MESSAGES)
def test_any_message_is_read_or_refused(raw):
    read = rules.read(raw, PLACES, NOW)
    assert isinstance(read, Read | Refused)
    if isinstance(read, Read):
        assert set(read.findings) <= set(rules.FINDINGS)
        for said in read.account.said:
            assert said.at.tzinfo is not None
            payload_text(dict(said.payload))  # fit to be kept for ever


@given(ANY, st.sampled_from(["a"]))
def test_a_date_is_an_instant_of_our_century_or_none_or_refused(value, name):
    try:
        at = v.instant({name: value}, name)
    except (ValueError, OverflowError):
        return
    assert at is None or (at.tzinfo is not None and v.FIRST_YEAR - 1 <= at.year <= v.LAST_YEAR + 1)


@given(st.lists(ANY, max_size=5), st.integers(1, 50), st.sampled_from([None, 1]))
def test_messages_come_out_as_they_went_in_however_the_file_is_read(rows, size, indent):
    data = json.dumps(rows, indent=indent, allow_nan=False, default=str) if _plain(rows) else "[]"
    rows = rows if data != "[]" else []
    raw = data.encode(errors="surrogatepass") if data.isascii() else data.encode()
    chunks = [raw[start : start + size] for start in range(0, len(raw), size)]
    found = list(rules.messages(chunks))
    assert found == json.loads(data, parse_int=lambda digits: int(digits) if len(digits) < 40 else digits)


def _plain(value):
    try:
        json.dumps(value, allow_nan=False)
    except ValueError:
        return False
    return True


@given(st.binary(max_size=200), st.integers(1, 20))
def test_any_bytes_are_messages_or_broken_at_a_place(data, size):
    chunks = [data[start : start + size] for start in range(0, len(data), size)]
    with suppress(Broken):
        list(rules.messages(chunks))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("[]", 0), ('[{"a": 1}, {"a": 2}]', 2), ('{"MaHoSo": "x"}', 1), ('{"service": "s", "data": [{}, {}]}', 2),
        ('{"data": {"MaHoSo": "x"}, "session": ""}', 1), ('\ufeff[{}]', 1), ('{"data": []}', 0),
    ],
)  # fmt: skip
def test_single_messages_arrays_and_envelopes(text, count):
    assert len(list(rules.messages([text.encode()]))) == count


@pytest.mark.parametrize("text", ["", "[1,", "{", '{"data": [{}', "[1] 2", "nothing", '[{"a": "b', "[" * 100_000])
def test_a_broken_file_is_told_with_its_place(text):
    with pytest.raises(Broken, match=r"Dòng \d+|Tệp rỗng"):
        list(rules.messages([text.encode()]))


@pytest.mark.parametrize(("value", "flag"), [("True", True), (True, True), ("0", False), ("có", True), ("?", None)])
def test_flags_are_text_or_booleans(value, flag):
    assert v.flag({"a": value}, "a") is flag
