"""The page "Nhập, xuất danh mục": look first, then take; every bad file is told in words and changes nothing."""

import io
import json
import zipfile

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from motcua.kernel.actors import SYSTEM
from motcua.operate.catalogue import formats, queries, services
from motcua.operate.catalogue.formats import recognise
from motcua.operate.catalogue.formats.sheets import opening
from motcua.operate.catalogue.models import CatalogueFile, Procedure
from motcua.operate.catalogue.services import uploads
from motcua.operate.catalogue.tests.building import NOW, keep, source_record

pytestmark = pytest.mark.django_db
PAGE = "/lam-viec/thu-tuc/nhap-xuat/"


def upload(client, data, name="danh-muc.json"):
    return client.post(PAGE, {"file": SimpleUploadedFile(name, data)})


def records(*items):
    return json.dumps(items or [source_record()], ensure_ascii=False).encode()


def words(response):
    return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)


@pytest.fixture
def kiem(cast):
    return cast.client("kiem")


def test_a_file_is_looked_at_first_and_taken_when_somebody_confirms(kiem):
    answer = upload(kiem, records(source_record(), source_record("1.000001@2026", name=None)))
    report = answer["Location"]
    shown = words(kiem.get(report))
    assert "1 sẽ tạo mới" in shown
    assert "1 bị từ chối" in shown
    assert "thiếu tên thủ tục" in shown
    assert not Procedure.objects.exists()
    kiem.post(report, {"viec": "nhap"})
    assert Procedure.objects.get().code == "3.000465"
    assert "1 đã tạo mới" in words(kiem.get(report))
    again = upload(kiem, records(source_record(), source_record("1.000001@2026", name=None)))
    assert "Không có gì để nhập" in words(kiem.get(again["Location"]))


def test_a_file_may_be_given_up_and_is_taken_once_only(kiem):
    report = upload(kiem, records())["Location"]
    kiem.post(report, {"viec": "bo"})
    kiem.post(report, {"viec": "nhap"})
    assert not Procedure.objects.exists()
    assert "không còn chờ xác nhận" in words(kiem.get(report))


def zipped(parts):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "0 byte"),
        (b'{"a": ', "không phải JSON"),
        (b'{"a": 1}', "không phải danh mục"),
        (b'{"error_code": "-3", "message": "het phien"}', "Cổng trả lời lỗi -3: het phien"),
        ("[“thủ tục”]".encode("utf-16"), "UTF-16"),
        ("thủ".encode("utf-16-le") * 50, "UTF-16"),
        (b'["Th\xfb t\xf5c"]', "Windows-1258"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 100, "Excel đời cũ"),
        (b"PK\x03\x04broken", "không đọc được tệp XLSX"),
        (zipped({"a.txt": "x"}), "không phải bảng tính"),
        (zipped({"xl/workbook.xml": "<a"}), "không đọc được tệp XLSX"),
        (b"%PDF-1.7 x", "không phải JSON"),
    ],
)
def test_a_bad_file_is_told_in_words_and_is_not_kept(kiem, data, said):
    answer = upload(kiem, data, "tep.xlsx")
    assert answer.status_code == 422
    assert said.casefold() in words(answer).casefold()
    assert not CatalogueFile.objects.exists()


def test_a_bomb_and_a_huge_file_are_refused_before_they_are_opened(kiem, monkeypatch):
    monkeypatch.setattr(opening, "MOST_UNPACKED", 10_000)
    bomb = zipped({"xl/workbook.xml": "0" * 1_000_000})
    assert "giải nén ra quá lớn" in words(upload(kiem, bomb, "b.xlsx"))
    monkeypatch.setattr(formats, "MOST_BYTES", 10)
    monkeypatch.setattr(recognise, "MOST_BYTES", 10)
    assert "quá lớn" in words(upload(kiem, records()))


def test_the_refused_rows_come_back_as_a_workbook_to_mend_and_bring_in_again(kiem):
    keep("9.000001", "2026", name="Thủ tục một")
    keep("9.000002", "2026", name="Thủ tục hai")
    book = load_workbook(io.BytesIO(queries.export(formats.XLSX)))
    sheet = book["Thủ tục"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, heads["Số bộ hồ sơ"]).value = "hai bộ"
    sheet.cell(3, heads["Số bộ hồ sơ"]).value = 2
    data = io.BytesIO()
    book.save(data)
    report = upload(kiem, data.getvalue(), "sua.xlsx")["Location"]
    shown = words(kiem.get(report))
    assert "Trang “Thủ tục”, dòng 2, cột" in shown
    assert "1 sẽ cập nhật" in shown
    refused = kiem.get(f"{report}tu-choi.xlsx").content
    mended = load_workbook(io.BytesIO(refused))
    assert mended["Lỗi cần sửa"].cell(2, 1).value == "9.000001"
    assert [row[0] for row in mended["Thủ tục"].iter_rows(min_row=2, values_only=True)] == ["9.000001"]
    cell = mended["Thủ tục"].cell(2, heads["Số bộ hồ sơ"])
    assert cell.value == "hai bộ"
    assert cell.fill.fgColor.rgb.endswith("F9D6D5")
    cell.value = 3
    data = io.BytesIO()
    mended.save(data)
    report = upload(kiem, data.getvalue(), "da-sua.xlsx")["Location"]
    kiem.post(report, {"viec": "nhap"})
    assert queries.version_in_force("9.000001").parsed.sets == 3


def test_the_refused_of_a_json_file_are_listed_in_a_workbook_too(kiem):
    report = upload(kiem, records(source_record("1.000001@2026", name=None)))["Location"]
    book = load_workbook(io.BytesIO(kiem.get(f"{report}tu-choi.xlsx").content))
    assert book.sheetnames == ["Lỗi cần sửa"]


@pytest.mark.parametrize("shape", ["json", "xlsx", "lay-thu-tuc"])
def test_downloads_are_what_the_command_exports(kiem, shape):
    keep("9.000001", "2026", name="Thủ tục một")
    assert kiem.get(f"{PAGE}tai/{shape}/").content == queries.export(shape)
    assert kiem.get(f"{PAGE}tai/pdf/").status_code == 404


def test_a_large_file_is_looked_at_and_taken_by_the_worker_in_pieces(cast, monkeypatch):
    by = cast.actor("kiem", "control_officer")
    monkeypatch.setattr(uploads, "AT_ONCE", 2)
    monkeypatch.setattr(uploads, "PIECE", 2)
    data = records(*(source_record(f"1.00000{n}@2026", name=f"Thủ tục {n}") for n in range(5)))
    client = cast.client("kiem")
    report = upload(client, data)["Location"]
    record = CatalogueFile.objects.get()
    assert record.state == "checking"
    assert "Đang kiểm tra" in words(client.get(report))
    services.check_import(file_id=record.pk, by=by, now=NOW)
    services.check_import(file_id=record.pk, by=by, now=NOW)
    assert "5 sẽ tạo mới" in words(client.get(report))
    client.post(report, {"viec": "nhap"})
    assert "Đang ghi" in words(client.get(report))
    services.run_import(file_id=record.pk, by=by, now=NOW)
    assert "5 đã tạo mới" in words(client.get(report))
    assert Procedure.objects.count() == 5


def test_a_run_that_was_cut_off_goes_on_where_it_stopped(cast, monkeypatch):
    by = cast.actor("kiem", "control_officer")
    monkeypatch.setattr(uploads, "AT_ONCE", 2)
    monkeypatch.setattr(uploads, "PIECE", 2)
    data = records(*(source_record(f"1.00000{n}@2026", name=f"Thủ tục {n}") for n in range(5)))
    record = services.begin_import(data=data, name="a.json", by=by, now=NOW)
    services.check_import(file_id=record.pk, by=by, now=NOW)
    services.confirm_import(file_id=record.pk, by=by, now=NOW)
    whole, left = uploads.take, [1]

    def falling(*args, **given):
        left[0] -= 1
        if left[0] < 0:
            raise RuntimeError("power cut")
        whole(*args, **given)

    monkeypatch.setattr(uploads, "take", falling)
    with pytest.raises(RuntimeError):
        services.run_import(file_id=record.pk, by=by, now=NOW)
    record.refresh_from_db()
    assert (record.state, record.position, Procedure.objects.count()) == ("importing", 2, 2)
    monkeypatch.setattr(uploads, "take", whole)
    services.run_import(file_id=record.pk, by=by, now=NOW)
    record.refresh_from_db()
    assert (record.state, record.result["created"], Procedure.objects.count()) == ("done", 5, 5)


def test_a_large_file_that_is_no_catalogue_fails_in_the_worker_with_its_reason(cast, monkeypatch):
    monkeypatch.setattr(uploads, "AT_ONCE_BYTES", 5)
    client = cast.client("kiem")
    report = upload(client, b'{"a": "b"}')["Location"]
    services.check_import(file_id=CatalogueFile.objects.get().pk, by=SYSTEM, now=NOW)
    assert "không phải danh mục" in words(client.get(report))


def test_only_those_who_keep_the_catalogue_may_bring_files(cast):
    by = cast.actor("hoa")
    for outcome in (
        services.begin_import(data=records(), name="a", by=by, now=NOW),
        services.confirm_import(file_id=1, by=by, now=NOW),
        services.cancel_import(file_id=1, by=by),
    ):
        assert outcome.code == "wrong_role"
    assert cast.client("kiem").get(f"{PAGE}tep/999/").status_code == 404
