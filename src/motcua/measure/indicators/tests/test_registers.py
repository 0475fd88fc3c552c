"""Registers: what is taken, what is refused and why, and that nothing is half brought in."""

from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from motcua.kernel.text import search_key
from motcua.measure.indicators import queries
from motcua.measure.indicators.rules import parse_period
from motcua.measure.registers import services
from motcua.measure.registers.models import RegisterEntry
from motcua.measure.registers.rules import KINDS, Refused, Row, read_row

HEAD = "Mã giao dịch;Ngày;Số tiền;Kênh;Trạng thái;Mã hồ sơ\n"
GOOD = HEAD + "GD1;05/01/2024;50.000;Cổng DVCQG;Thành công;\nGD2;06/01/2024;20000;Trực tiếp;Thành công;\n"


def bring(cast, now, text, kind="payments", name="so.csv"):
    return services.import_file(kind=kind, data=text.encode(), name=name, by=cast.actor("kiem"), now=now)


@pytest.mark.django_db
def test_a_payment_register_moves_the_indicator(cast, now):
    period = parse_period("2024")
    assert queries.compute("I.2", period, now=now).status == "no_source"
    bring(cast, now, GOOD)
    figure = queries.compute("I.2", period, now=now)
    assert (figure.numerator, figure.denominator, figure.source_kind) == (1, 2, "register")
    assert [(m.key, m.counts) for m in queries.members("I.2", period, now=now)] == [("GD1", True), ("GD2", False)]


@pytest.mark.django_db
def test_bringing_the_same_file_again_changes_nothing(cast, now):
    first, second = bring(cast, now, GOOD), bring(cast, now, GOOD)
    assert (first.taken, second.taken, second.unchanged) == (2, 0, 2)
    assert RegisterEntry.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("GD9;05/01/2099;1;Trực tiếp;Thành công;", "tương lai"),
        ("GD9;hôm qua;1;Trực tiếp;Thành công;", "không phải ngày"),
        ("GD9;05/01/2024;-5;Trực tiếp;Thành công;", "số tiền"),
        ("GD9;05/01/2024;1;Chim bồ câu;Thành công;", "không hiểu"),
        (";05/01/2024;1;Trực tiếp;Thành công;", "để trống"),
        ("=1+1;05/01/2024;1;Trực tiếp;Thành công;", "công thức"),
        ("GD1;05/01/2024;1;Trực tiếp;Thành công;", "trùng"),
    ],
)
def test_a_bad_row_is_refused_with_its_reason_and_the_others_are_taken(cast, now, row, why):
    report = bring(cast, now, GOOD + row + "\n")
    assert report.read == report.taken + report.unchanged + len(report.refused) == 3
    assert why in report.refused[0]["reason"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "rỗng"),
        (b"PK\x03\x04 not a workbook", "XLSX"),
        (b"\xff\xfe\x00a", "UTF-8"),
        ("Ngày;Số tiền\n".encode(), "Thiếu cột"),
        ((HEAD.strip() + ";Ngày\n").encode(), "2 lần"),
        (HEAD.encode() + b'"GD1;05/01/2024', "hỏng"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_whole(cast, now, data, why):
    with pytest.raises(services.BadFile, match=why):
        services.import_file(kind="payments", data=data, name="x", by=cast.actor("kiem"), now=now)
    assert RegisterEntry.objects.count() == 0


@pytest.mark.django_db
def test_a_workbook_is_read_with_its_dates(cast, now):
    book = Workbook()
    book.active.append(["Mã phản ánh", "Ngày tiếp nhận", "Hạn xử lý", "Ngày xử lý xong", "Loại", "Mã hồ sơ"])
    book.active.append(["PAKN.1", date(2024, 1, 8), None, date(2024, 1, 20), "Hành vi", None])
    book.active.append(["PAKN.2", date(2024, 1, 8), date(2024, 1, 10), date(2024, 1, 20), None, None])
    out = BytesIO()
    book.save(out)
    services.import_file(kind="feedback", data=out.getvalue(), name="p.xlsx", by=cast.actor("thanh"), now=now)
    figure = queries.compute("II.5", parse_period("2024-01"), now=now)
    assert (figure.numerator, figure.denominator) == (1, 2)


@pytest.mark.django_db
def test_a_declared_figure_is_marked_as_declared_and_needs_readable_evidence(cast, now):
    said = {
        "indicator": "III.1",
        "first": date(2024, 1, 1),
        "last": date(2024, 12, 31),
        "numerator": 9,
        "denominator": 10,
    }
    by = cast.actor("kiem")
    answer = services.declare(**said, note="", evidence=b"not a file", evidence_name="a.pdf", by=by, now=now)
    assert isinstance(answer, services.NotDeclared)
    assert queries.compute("III.1", parse_period("2024"), now=now).status == "no_source"
    from motcua.kernel.documents import services as documents

    typed = {"text": "Báo cáo", "width": 300, "height": 20, "size": 12, "italic": False, "align": 0}
    evidence = documents.render("documents/field_text", typed, title="x", at=now)
    services.declare(**said, note="", evidence=evidence, evidence_name="bc.pdf", by=by, now=now)
    figure = queries.compute("III.1", parse_period("2024"), now=now)
    assert (figure.value, figure.source_kind, figure.met) == (90.0, "declared", False)
    assert "khai báo" in figure.source


@given(st.sampled_from(sorted(KINDS)), st.data())
def test_reading_a_row_never_fails_with_anything_but_a_reason(kind, data):
    columns = KINDS[kind].columns
    cell = st.one_of(st.none(), st.text(max_size=20), st.integers(), st.dates(), st.booleans(), st.floats())
    cells = {search_key(column.heading): data.draw(cell) for column in columns}
    assert isinstance(read_row(KINDS[kind], cells, today=date(2024, 6, 1)), Row | Refused)
