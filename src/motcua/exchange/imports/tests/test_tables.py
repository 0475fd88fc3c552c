"""Tables of dossiers: columns named once, dates in several styles, formulas never worked out, merged cells spread."""

import csv
import io
from datetime import datetime

import pytest
from openpyxl import Workbook
from xlsxwriter import Workbook as Writer

from motcua.exchange.imports import rules, services
from motcua.exchange.imports.models import Import
from motcua.exchange.imports.tests.stage import NOW, bring, code
from motcua.kernel.sheets import BadFile
from motcua.operate.dossiers.models import Dossier

HEADINGS = ("Mã hồ sơ", "Mã TTHC", "Họ và tên", "Ngày tiếp nhận", "Hạn trả", "Trạng thái", "Kênh", "Lệ phí")


def a_csv(*rows, headings=HEADINGS):
    text = io.StringIO()
    csv.writer(text).writerows([headings, *rows])
    return text.getvalue().encode("utf-8-sig")


def an_xlsx(*rows, formula=None, merged=""):
    book = Workbook()
    sheet = book.active
    for row in [HEADINGS, *rows]:
        sheet.append(row)
    if formula:
        sheet[formula[0]] = formula[1]
    if merged:
        sheet.merge_cells(merged)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def columns():
    return {HEADINGS[int(place)]: field for place, field in rules.guess(HEADINGS).items()}


def line(number, accepted="15/03/2024", due="22/03/2024"):
    return (code(number), "3.000465", "Nguyễn Văn Ví Dụ", accepted, due, "Đang xử lý", "Trực tuyến", "50.000")


def test_headings_are_known_in_the_words_that_offices_use():
    assert list(rules.guess(HEADINGS).values()) == [
        "MaHoSo", "MaTTHC", "ChuHoSo", "NgayTiepNhan", "NgayHenTra", "TrangThaiHoSo", "KenhThucHien", "Gia",
    ]  # fmt: skip


@pytest.mark.parametrize("written", ["15/03/2024 09:30", "2024-03-15 09:30:00", "20240315093000", "15-3-2024 9:30"])
def test_dates_as_text_are_read_day_first_in_every_style(ground, tmp_path, written):
    bring(tmp_path, data=a_csv(line(1, written)), name="h.csv", columns=columns())
    row = Dossier.objects.get()
    assert row.accepted_at == datetime(2024, 3, 15, 9, 30, tzinfo=NOW.tzinfo)
    assert (row.state, row.channel) == (4, 2)


def test_columns_said_once_are_known_the_next_time(ground, tmp_path):
    bring(tmp_path, data=a_csv(line(1)), name="h.csv", columns=columns())
    done = bring(tmp_path, data=a_csv(line(1), line(2)), name="again.csv")
    assert (done.taken, done.unchanged) == (1, 1)


def test_a_table_nobody_has_described_waits(ground, tmp_path):
    path = tmp_path / "h.csv"
    path.write_bytes(a_csv(line(1)))
    made = services.begin_file(path=path, name="h.csv", by=ground.actor("kiem"), now=NOW)
    assert made.state == Import.State.MAPPING
    assert services.run(import_id=made.pk, now=lambda: NOW).read == 0


def test_merged_cells_say_in_each_row_what_the_first_says(ground, tmp_path):
    data = an_xlsx(line(1), (*line(2)[:1], None, *line(2)[2:]), merged="B2:B3")
    bring(tmp_path, data=data, name="h.xlsx", columns=columns())
    assert set(Dossier.objects.values_list("procedure__code", flat=True)) == {"3.000465"}


def test_a_formula_without_a_stored_value_refuses_its_row_only(ground, tmp_path):
    data = an_xlsx(line(1), line(2), formula=("E2", "=D2+7"))
    done = bring(tmp_path, data=data, name="h.xlsx", columns=columns())
    assert (done.read, done.taken, done.refused) == (2, 1, 1)
    row = done.refused_rows.get()
    assert row.code == "formula"
    assert "E2" in row.reason


def test_the_stored_value_of_a_formula_is_read(ground, tmp_path):
    data = io.BytesIO()
    with Writer(data) as book:
        sheet = book.add_worksheet()
        for index, row in enumerate([HEADINGS, line(1)]):
            sheet.write_row(index, 0, row)
        sheet.write_formula(1, 4, '=TEXT(D2,"")', None, "25/03/2024")
    bring(tmp_path, data=data.getvalue(), name="h.xlsx", columns=columns())
    assert Dossier.objects.get().legal_due.astimezone(NOW.tzinfo).day == 25


@pytest.mark.parametrize("data", [b"PK\x03\x04 cut off", b"\xff\xfe\x00", b'a,"b\n'])
def test_a_table_that_cannot_be_read_leaves_nothing(ground, tmp_path, data):
    with pytest.raises((BadFile, services.Unreadable)):
        bring(tmp_path, data=data, name="h.xlsx", columns=columns())
    assert not Dossier.objects.exists()


def test_the_officer_brings_in_a_table_on_the_pages(ground, tmp_path):
    client = ground.client("kiem")
    with io.BytesIO(a_csv(line(1), ("", *line(2)[1:]))) as file:
        file.name = "thang-3.csv"
        page = client.post("/lam-viec/nhap-ho-so/", {"file": file}, follow=True)
    assert "Mỗi cột là thông tin nào?" in page.content.decode()
    address = page.redirect_chain[-1][0]
    wrong = client.post(address, {"cot0": "MaTTHC"})
    assert wrong.status_code == 422
    said = {f"cot{place}": field for place, field in rules.guess(HEADINGS).items()}
    done = client.post(address, said, follow=True).content.decode()
    assert "Không có mã hồ sơ" in done
    row = Import.objects.get().refused_rows.get()
    mended = client.post(f"/lam-viec/nhap-ho-so/dong/{row.pk}/", {"MaHoSo": code(2)}, follow=True)
    assert "Đã nhập dòng 2" in mended.content.decode()
    assert Dossier.objects.count() == 2
    assert client.get("/lam-viec/nhap-ho-so/chat-luong/").status_code == 200
