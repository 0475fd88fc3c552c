"""Charts draw what the numbers say, escape what people wrote, and have a table beside them."""

import xml.etree.ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.ui import charts
from tests.html import check

VALUES = st.one_of(st.none(), st.floats(min_value=0, max_value=1e9), st.integers(min_value=0, max_value=10**9))


def render(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context)


@given(st.lists(st.tuples(st.text(max_size=60), VALUES), max_size=8), st.one_of(st.none(), st.integers(1, 10**6)))
def test_every_bar_stays_inside_its_drawing(data: list[tuple[str, float | None]], target: int | None):
    rows, height = charts.bars(data, target=target)
    assert height == sum(charts.ROW + row.drop for row in rows)
    for row, (_, value) in zip(rows, data, strict=True):
        assert (row.width is None) == (value is None)
        assert row.width is None or 0 <= row.width <= 100
        assert row.target is None or 0 <= row.target <= 100


@given(st.lists(st.tuples(st.text(max_size=60), VALUES), min_size=1, max_size=8))
def test_a_label_and_a_value_share_a_line_only_where_both_fit_on_a_telephone(data: list[tuple[str, float | None]]):
    rows, _ = charts.bars(data)
    for row in rows:
        assert row.drop > 0 or len(row.label) + len(row.text) <= charts.LINE


@pytest.mark.parametrize("top", [0, 5e-324, 1e-320, 1e-10, 1e-9, 9.999999999999998, 1e9])
def test_a_scale_ends_at_or_above_whatever_is_drawn_on_it(top: float):
    assert charts.ceiling([top]) >= top
    assert charts.ceiling([top]) > 0


@given(st.lists(VALUES, min_size=1, max_size=24))
def test_every_point_of_a_line_stays_inside_its_plot(values: list[float | None]):
    labels = [str(i) for i in range(len(values))]
    (line,), grid, below = charts.lines([("a", values)], labels)
    assert len(line.dots) == sum(value is not None for value in values)
    assert all(0 < dot.x < 100 and charts.TOP <= dot.y <= charts.PLOT for dot in line.dots)
    assert len(below) <= 12
    assert [mark.at for mark in grid] == sorted((mark.at for mark in grid), reverse=True)


def test_a_gap_in_the_data_is_a_gap_in_the_line():
    (line,), _, _ = charts.lines([("a", [1, 2, None, 4])], ["1", "2", "3", "4"])
    assert len(line.pieces) == 1
    assert charts.spark([1, None, 3]).count("M") == 2


@given(st.lists(VALUES, max_size=20))
def test_a_sparkline_is_a_path_or_nothing(values: list[float | None]):
    path = charts.spark(values)
    assert (path == "") == all(value is None for value in values)
    assert path == "" or path.startswith("M")


@given(st.floats(min_value=0.01, max_value=1e12))
def test_the_scale_ends_on_a_round_number_above_the_data(top: float):
    assert top <= charts.ceiling([top]) <= 10 * top


def test_per_cent_is_drawn_up_to_a_hundred():
    assert charts.ceiling([12.0], "%") == 100
    assert charts.ceiling([], "") == 1


def test_a_fifth_line_is_refused():
    with pytest.raises(ValueError, match="four"):
        charts.lines([(str(i), [1]) for i in range(5)], ["1"])


def test_what_people_wrote_is_escaped_and_the_drawing_is_sound_xml():
    evil = '<script>"&'
    html = render(
        '{% bar_chart data evil unit="%" target=95 %}{% line_chart series labels evil %}{% sparkline values evil %}',
        data=[{"label": evil, "value": 3, "href": '"onclick="x'}], series=[(evil, [1, None, 2])],
        labels=[evil, "b", "c"], values=[1, 2], evil=evil,
    )  # fmt: skip
    assert "<script>" not in html
    assert check(html, whole=False) == []
    for svg in BeautifulSoup(html, "html.parser").find_all("svg"):
        ET.fromstring(str(svg))


def test_a_chart_has_title_description_and_table():
    html = render('{% bar_chart data "Đúng hạn" unit="%" target=95 %}', data=[("Phòng A", 98.4), ("Phòng B", None)])
    page = BeautifulSoup(html, "html.parser")
    assert page.find("title").get_text() == "Đúng hạn"
    assert page.find("desc").get_text() == "Phòng A: 98,4 %, mục tiêu 95 %; Phòng B: chưa có dữ liệu, mục tiêu 95 %"
    cells = [cell.get_text() for cell in page.find("table").find_all("td")]
    assert cells == ["98,4 %", "95 %", "chưa có dữ liệu", "95 %"]


def test_a_value_against_its_target_says_in_words_whether_it_is_met():
    assert "chưa đạt" in render("{% progress 61 80 %}")
    assert ">đạt<" in render("{% progress_target 96 95 %}")
    unknown = render("{% progress value 95 %}", value=None)
    assert "chưa có dữ liệu" in unknown
    assert "đạt</span>" not in unknown
