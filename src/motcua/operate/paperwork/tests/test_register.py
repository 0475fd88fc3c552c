"""The register book of any period: right rows, right numbers, in any length."""

import io
import tracemalloc
from datetime import date, timedelta
from itertools import repeat

import openpyxl
import pytest

from motcua.operate.dossiers.queries.book import Period
from motcua.operate.paperwork import queries, services
from motcua.operate.paperwork.services import register
from motcua.operate.paperwork.tests.conftest import ORIGIN, pdf_words
from motcua.people import queries as people

HEAD = [
    "SỔ THEO DÕI HỒ SƠ", "STT", "Mã hồ sơ", "Tên thủ tục hành chính", "Số lượng (bộ)", "Tên chủ hồ sơ",
    "Địa chỉ, số điện thoại", "Cơ quan giải quyết", "Ngày, tháng, năm", "Nhận", "Hẹn trả", "Chuyển", "Nhận kết quả",
    "Trả", "Phương thức nhận, ký nhận", "Ghi chú",
]  # fmt: skip


@pytest.fixture
def book(office):
    """What somebody's book of a period holds; by default all of the year, for who sees everything."""

    def make(name="van", first=None, last=None, **narrowed):
        day = office.now.date()
        period = Period(first or day.replace(month=1, day=1), last or day, **narrowed)
        return {"grants": people.grants(getattr(office.cast, name), office.now), "period": period, "named": True}

    return make


def xlsx(asked, now):
    file = io.BytesIO()
    services.book_xlsx(file, now=now, **asked)
    sheet = openpyxl.load_workbook(io.BytesIO(file.getvalue())).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_book_has_every_column_of_the_form_in_both_sets(office, book):
    for at in (office.now, office.now.replace(year=2026)):
        office.now = at
        dossier = office.finished(office.file())
        text = pdf_words(services.book_pdf(part=1, parts=1, now=office.now, origin=ORIGIN, **book()))
        assert [words for words in HEAD if words not in text] == [], text
        assert dossier.code.split("-")[-1] in text
        assert f"Quyển số: 01/{at.year}" in text
        rows = xlsx(book(), office.now)
        titles = [title for title in rows[2] if title]
        assert len(titles) == 14
        assert rows[3][1] == dossier.code


def test_serial_numbers_go_on_through_the_year_and_begin_anew(office, book):
    dossiers = []
    for days in (0, 0, 1, 400):
        office.now += timedelta(days=days)
        dossiers.append(office.act(office.file(), "minh", "accept"))
    everything = book(first=date(2024, 1, 1), last=date(2026, 1, 1))
    assert [(line.serial, line.code) for line in queries.lines(**everything)] == [
        (1, dossiers[0].code), (2, dossiers[1].code), (3, dossiers[2].code), (1, dossiers[3].code),
    ]  # fmt: skip
    second_day = dossiers[2].accepted_at.date()
    assert [line.serial for line in queries.lines(**book(first=second_day, last=second_day))] == [3]


def test_what_was_never_accepted_is_not_in_the_book(office, book):
    office.file()
    office.act(office.file(), "minh", "reject", reason="Không thuộc thẩm quyền")
    assert queries.total(grants=book()["grants"], period=book()["period"]) == 0
    assert "Không có hồ sơ nào trong kỳ này." in pdf_words(services.book_pdf(part=1, parts=1, now=office.now, **book()))


def test_units_and_procedures_narrow_the_book_and_scope_limits_it(office, book):
    dossier = office.act(office.file(), "minh", "accept")
    assert [line.code for line in queries.lines(**book("minh"))] == [dossier.code]
    assert list(queries.lines(**book("quang"))) == []
    assert list(queries.lines(**book(unit="sgddt-vp"))) == []
    assert list(queries.lines(**book(procedure="1.000270"))) == []
    assert [line.code for line in queries.lines(**book(unit=dossier.unit_id, procedure="3.000465"))] == [dossier.code]


def test_a_row_tells_the_whole_way(office, book):
    dossier = office.finished(office.file())
    (line,) = queries.lines(**book())
    assert line.received == dossier.accepted_at
    assert line.transferred == dossier.accepted_at
    assert line.received < line.result < line.returned
    assert (line.delivery, line.note) == ("Bản điện tử", "")
    assert line.contact == "12 đường Số Một, 0905123456"


def test_who_may_not_take_names_out_gets_the_book_without_them(office, book):
    office.act(office.file(), "minh", "accept")
    asked = book("kiem") | {"named": False}
    text = pdf_words(services.book_pdf(part=1, parts=1, now=office.now, **asked))
    assert "Nguyễn Thị Lan" not in text
    assert "0905123456" not in text
    assert "không hiện với vai trò" in text


def test_typed_names_never_become_formulas(office, book):
    dossier = office.file()
    dossier.owner.full_name = "=HYPERLINK(1)"
    dossier.owner.save()
    office.act(dossier, "minh", "accept")
    file = io.BytesIO()
    services.book_xlsx(file, now=office.now, **book())
    sheet = openpyxl.load_workbook(io.BytesIO(file.getvalue())).active
    assert (sheet.cell(4, 5).value, sheet.cell(4, 5).data_type) == ("=HYPERLINK(1)", "s")


def test_a_long_book_is_printed_in_parts(office, book, monkeypatch):
    monkeypatch.setattr(register, "MOST_PRINTED", 2)
    codes = [office.act(office.file(), "minh", "accept").code for _ in range(5)]
    texts = [pdf_words(services.book_pdf(part=part, parts=3, now=office.now, **book())) for part in (1, 2, 3)]
    assert [[code[-7:] in text.replace(" ", "") for code in codes].count(True) for text in texts] == [2, 2, 1]
    assert "phần 2/3" in texts[1]


def test_a_long_book_is_written_in_constant_memory(office, book, monkeypatch, tmp_path):
    """Five times the rows do not need more memory: rows go to disk as they come."""
    office.act(office.file(), "minh", "accept")
    (line,) = queries.lines(**book())
    peaks = []
    for rows in (4_000, 20_000):
        monkeypatch.setattr(register, "lines", lambda rows=rows, **_: repeat(line, rows))
        tracemalloc.start()
        with (tmp_path / "so.xlsx").open("wb") as file:
            assert services.book_xlsx(file, now=office.now, **book()) == rows
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5 + 1_000_000
