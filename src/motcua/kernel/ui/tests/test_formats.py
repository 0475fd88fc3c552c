"""Dates, numbers, money and deadlines as Vietnamese readers expect them; None, 0 and empty stay apart."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.time import TZ
from motcua.kernel.ui import formats
from motcua.kernel.ui.due import due_words, finished_words

NOW = datetime(2024, 2, 6, 15, 20, tzinfo=TZ)


def render(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context).strip()


def test_an_instant_is_shown_in_local_time():
    late = datetime(2024, 2, 6, 17, 30, tzinfo=UTC)
    assert formats.vi_date(late) == "07/02/2024"
    assert formats.vi_datetime(late) == "07/02/2024 00:30"
    assert formats.vi_datetime(date(2024, 2, 6)) == "06/02/2024"
    assert formats.vi_date("2024-02-06") == "06/02/2024"
    assert formats.vi_datetime("2024-02-06T15:20:00+07:00") == "06/02/2024 15:20"
    assert formats.vi_date(None) == formats.vi_date("không rõ") == ""


def test_in_tables_the_year_is_left_out_when_it_is_this_one():
    assert formats.vi_short(NOW, NOW) == "06/02 15:20"
    assert formats.vi_short(NOW.replace(year=2023), NOW) == "06/02/2023 15:20"


def test_numbers_have_dots_and_a_comma():
    assert formats.number(1234567.5) == "1.234.567,5"
    assert formats.number(100.0) == "100"
    assert formats.number(96.25, 1) == "96,2"
    assert formats.percent(93.5) == "93,5 %"
    assert formats.money(50000) == "50.000 đ"


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_a_whole_number_loses_nothing(value: int):
    assert int(formats.number(value).replace(".", "")) == value


@pytest.mark.parametrize("nothing", [None, ""])
def test_no_data_is_never_shown_as_zero(nothing: object):
    assert formats.number(nothing) == formats.percent(nothing) == formats.money(nothing) == ""
    assert "chưa có dữ liệu" in str(formats.unknown(nothing))


def test_zero_is_shown_as_zero():
    assert formats.number(0) == "0"
    assert formats.money(0) == "0 đ"
    assert formats.unknown(0) == 0


def test_a_telephone_number_can_be_read_out():
    assert formats.phone("0912345678") == "0912 345 678"
    assert formats.phone("+4930123456") == "+4930123456"


def test_a_status_is_a_word_with_a_shape():
    assert "✓" in formats.tag("done", "Đã trả")
    assert "&lt;b&gt;" in formats.tag("late", "<b>")
    with pytest.raises(LookupError, match="purple"):
        formats.tag("purple", "?")


@pytest.mark.parametrize(
    ("left", "kind", "text"),
    [
        (timedelta(days=-3, hours=-2), "late", "Quá hạn 3 ngày"),
        (timedelta(hours=-5), "late", "Quá hạn 5 giờ"),
        (timedelta(seconds=-20), "late", "Quá hạn 1 phút"),
        (timedelta(0), "waiting", "Hôm nay 15:20"),
        (timedelta(hours=1), "waiting", "Hôm nay 16:20"),
        (timedelta(days=1), "waiting", "Hạn 07/02 15:20"),
        (timedelta(days=10), "running", "Hạn 16/02 15:20"),
    ],
)
def test_a_deadline_says_what_is_left(left: timedelta, kind: str, text: str):
    assert due_words(NOW + left, NOW) == (kind, text)


def test_working_time_left_is_said_when_it_is_known():
    assert due_words(NOW + timedelta(days=3), NOW, left_seconds=5 * 3600).text == "Hạn 09/02 15:20 · còn 5 giờ làm việc"
    assert due_words(NOW + timedelta(hours=1), NOW, left_seconds=90).text.endswith("còn 1 phút làm việc")


def test_no_deadline_is_said_plainly():
    assert due_words(None, NOW) == ("neutral", "Chưa có hạn")
    assert finished_words(None, NOW) == ("done", "Đã xong")


def test_finished_work_is_judged_once():
    assert finished_words(NOW, NOW) == ("done", "Đúng hạn")
    assert finished_words(NOW, NOW + timedelta(days=1)) == ("late", "Trễ 1 ngày")


@given(st.timedeltas(min_value=timedelta(days=-400), max_value=timedelta(days=400)))
def test_late_is_said_exactly_when_the_deadline_is_past(left: timedelta):
    assert (due_words(NOW + left, NOW).kind == "late") == (left < timedelta(0))


def test_the_tags_need_no_load():
    assert "Quá hạn 1 ngày" in render("{% due_tag at now %}", at=NOW - timedelta(days=1), now=NOW)
    assert "Chưa có hạn" in render("{% due_tag None now %}", now=NOW)
    assert "Đúng hạn" in render("{% due_tag at now at %}", at=NOW, now=NOW)
    assert render("{{ at|vi_datetime }}", at=NOW) == "06/02/2024 15:20"
    assert render('{% icon "check" %}').startswith("<svg")
    assert 'value="&lt;b&gt;"' in render('{% hidden "x" typed %}', typed="<b>")
