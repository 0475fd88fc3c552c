"""Pure rules of the counter: whom to call, what a scanner typed, which offline rows count, who may act for whom."""

from collections import namedtuple
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.operate.intake.rules import authority, blocks, queue, scan
from motcua.operate.intake.rules.authority import Right

One = namedtuple("One", "kind number")
TICKETS = st.lists(
    st.builds(One, kind=st.sampled_from(list(queue.KINDS)), number=st.integers(1, 99)), unique_by=lambda one: one.number
)


@given(TICKETS, st.lists(st.sampled_from(list(queue.KINDS))))
def test_whoever_waits_is_called_in_the_end(waiting, called):
    """Nobody is called twice, nobody is left, whatever order they came in; priority never starves the others."""
    left, order = list(waiting), list(called)
    while left:
        chosen = queue.following(left, called=order)
        assert chosen in left
        left.remove(chosen)
        order.insert(0, chosen.kind)
    assert queue.following(left, called=order) is None


@given(TICKETS)
def test_among_equals_the_lowest_number_comes_first(waiting):
    chosen = queue.following(waiting)
    if chosen is not None:
        same = [one.number for one in waiting if (one.kind == "priority") == (chosen.kind == "priority")]
        assert chosen.number == min(same)


def test_after_two_of_priority_somebody_else_is_called():
    waiting = [One("priority", 5), One("file", 2)]
    assert queue.following(waiting, called=["priority"]).kind == "priority"
    assert queue.following(waiting, called=["priority", "priority"]).kind == "file"
    assert queue.following([One("priority", 5)], called=["priority"] * 3).number == 5


CARD = "099180000011|191234567|Nguyễn Thị Lan|12051980|Nữ|Số 1, Phường Minh Hoạ|01062021"


def test_the_qr_of_an_identity_card_is_read():
    card = scan.read(CARD)
    assert card.number == "099180000011"
    assert card.full_name == "Nguyễn Thị Lan"
    assert card.date_of_birth == date(1980, 5, 12)
    assert card.issued_on == date(2021, 6, 1)
    assert scan.read(CARD.replace("191234567", "")).old_number == ""


def test_a_receipt_is_known_by_its_address_or_its_code():
    assert scan.read("https://mot-cua.vn/tra-cuu/?ma=h99.14-240305-0001") == scan.Receipt("H99.14-240305-0001")
    assert scan.read(" 7KQ2M-9XW4T\n") == scan.Receipt("7KQ2M-9XW4T")


@pytest.mark.parametrize("text", ["", "|||||", "12|x|A|1|2|3|4", CARD + "|x", "https://[", "có dấu cách", "\x00"])
def test_what_is_neither_is_said_so(text):
    assert isinstance(scan.read(text), scan.Nothing)


@given(st.text(max_size=600) | st.lists(st.text(max_size=20), min_size=6, max_size=7).map("|".join))
def test_no_scan_makes_it_stumble(text):
    assert isinstance(scan.read(text), scan.Card | scan.Receipt | scan.Nothing)


CODES = [f"H99-240305-{n:04d}" for n in range(1, 6)]


def row(line, code, name="Lan"):
    return blocks.Row(line, {"code": code, "procedure": "3.000465", "full_name": name})


@given(
    st.lists(st.sampled_from([*CODES, "H99-240305-0009"]), max_size=9),
    st.dictionaries(st.sampled_from(CODES), st.sampled_from(["free", "used", "void"])),
)
def test_every_row_is_taken_or_told_and_no_number_is_used_twice(codes, numbers):
    rows = [row(line, code) for line, code in enumerate(codes, 1)]
    good, wrong = blocks.sort_out(rows, numbers=numbers)
    assert sorted([one.line for one in good] + [one.line for one in wrong]) == [one.line for one in rows]
    assert len({one.code for one in good}) == len(good)
    assert all(numbers.get(one.code) == "free" for one in good)
    again, refused = blocks.sort_out(good, numbers=numbers | {one.code: "used" for one in good})
    assert again == []
    assert len(refused) == len(good)


CELLS = st.text(st.characters(exclude_categories=["C"], include_characters='\n\t;,"'), max_size=12)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=4), st.sampled_from("\t;,"))
def test_a_saved_table_is_read_whatever_its_separator_and_its_quotes(texts, separator):
    def cell(text):
        return '"' + text.replace('"', '""') + '"'

    lines = [separator.join(words for _, words in blocks.COLUMNS)]
    lines += [separator.join(map(cell, [CODES[0], "3.000465", f"a{name}", note])) for name, note in texts]
    rows, wrong = blocks.read("\r\n".join(lines))
    assert wrong == []
    from motcua.kernel.text import clean

    assert [one.get("full_name") for one in rows] == [clean(f"a{name}") for name, _ in texts]


@given(st.text(max_size=200))
def test_whatever_is_pasted_is_read_or_told(text):
    rows, wrong = blocks.read(text)
    assert all(one.code and one.get("procedure") and one.get("full_name") for one in rows)
    assert all(one.message for one in wrong)


def test_numbers_left_blank_on_the_sheet_are_no_rows():
    table = f"{CODES[0]}\t\t\n{CODES[1]}\t3.000465\tLan\n{CODES[2]}\t\tBình"
    rows, wrong = blocks.read(table)
    assert [one.code for one in rows] == [CODES[1]]
    assert [(one.line, one.message) for one in wrong] == [(3, "Thiếu: Mã thủ tục.")]


DAY = date(2024, 3, 5)
DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 31))


@given(st.none() | DAYS, st.none() | DAYS, DAYS, st.sets(st.sampled_from(["file", "receive"])))
def test_a_written_authority_holds_exactly_from_its_first_to_its_last_day(begin, end, on, scope):
    right = Right("authorised", "Số 1", begin, end, scope)
    stops = any(blocking for _, _, blocking in authority.defects(right, on=on, doing="receive"))
    within = (begin is None or begin <= on) and (end is None or on <= end)
    assert stops == (not within or "receive" not in scope)


def test_an_expired_paper_says_when_it_ended_and_what_to_do():
    right = Right("authorised", "Số 1", None, DAY - timedelta(days=1))
    ((code, words, blocking),) = authority.defects(right, on=DAY, doing="receive")
    assert (code, blocking) == ("authority_expired", True)
    assert "04/03/2024" in words
    assert "chủ hồ sơ tự đến" in words


def test_a_parent_needs_no_end_and_no_ground_is_no_right():
    assert authority.defects(Right("guardian", "Giấy khai sinh số 1"), on=DAY, doing="file") == []
    assert authority.defects(Right("", ""), on=DAY, doing="file")[0][0] == "ground_missing"
