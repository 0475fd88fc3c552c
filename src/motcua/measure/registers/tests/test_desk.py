"""The officials' pages of the registers as HTML: bring in, be told what was refused, mend it, declare."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.measure.registers import queries
from motcua.measure.registers.models import DeclaredFigure, RegisterEntry
from motcua.measure.registers.rules import KINDS
from motcua.measure.registers.tests.building import csv_of, declared, evidence
from tests.html import check

pytestmark = pytest.mark.django_db
DESK = "/lam-viec/so-lieu/"
GOOD = {"transaction": "GD1", "paid_on": "05/01/2024", "amount": "50.000", "channel": "DVCQG", "state": "thành công"}


def read(answer):
    assert check(answer.content.decode()) == []
    return BeautifulSoup(answer.content, "html.parser").main


def upload(client, data, kind="payments", name="so.csv"):
    return client.post(f"{DESK}{kind}/", {"file": SimpleUploadedFile(name, data)})


@pytest.fixture
def kiem(cast):
    return cast.client("kiem")


def test_each_register_says_what_it_is_for_and_which_indicator_it_feeds(kiem):
    main = read(kiem.get(DESK))
    cards = {card.h3.get_text(strip=True): card.get_text(" ") for card in main.select("article.card")}
    assert set(cards) == {kind.name for kind in KINDS.values()}
    assert "I.2" in cards["Giao dịch thanh toán dịch vụ công"]
    assert "II.5" in cards["Phản ánh, kiến nghị"]


def test_rows_are_taken_or_refused_with_reasons_and_the_refused_ones_come_back_mended(kiem, cast):
    bad = GOOD | {"transaction": "GD2", "amount": "=1+1"}
    answer = upload(kiem, csv_of("payments", GOOD, bad))
    assert answer.status_code == 302
    main = read(kiem.get(answer["Location"]))
    assert [stat.get_text() for stat in main.select(".stat__value")] == ["2", "1", "0", "1"]
    assert "Cột “Số tiền”" in main.select_one("tbody").get_text()
    address = main.select_one("a[href$='dong-tu-choi.csv']")["href"]
    refused = kiem.get(address).content.decode("utf-8-sig")
    assert refused.splitlines()[0].startswith("Dòng,Lý do từ chối,Mã giao dịch")
    assert "'=1+1" in refused  # nothing in it runs in a spreadsheet
    mended = refused.replace("'=1+1", "20.000").encode("utf-8-sig")
    again = read(kiem.get(upload(kiem, mended, name="sua.csv")["Location"]))
    assert [stat.get_text() for stat in again.select(".stat__value")] == ["1", "1", "0", "0"]
    assert RegisterEntry.objects.count() == 2
    assert "Đặng Hồng Kiểm" in again.get_text()


def test_the_original_file_is_kept_as_it_was(kiem, cast):
    data = csv_of("payments", GOOD)
    report = upload(kiem, data)["Location"]
    assert kiem.get(f"{report}goc/").content == data


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("Ngày;Số tiền\n".encode(), "Thiếu cột"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"PK\x03\x04 no workbook", "XLSX"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_and_nothing_is_taken(kiem, cast, data, why):
    answer = upload(kiem, data)
    assert answer.status_code == 422
    summary = read(answer).select_one(".error-summary").get_text()
    assert why in summary
    assert "Chưa có dòng nào được nhập" in summary
    assert queries.files() == []


def test_no_file_is_told_at_the_field(kiem, cast):
    answer = kiem.post(f"{DESK}payments/", {})
    assert answer.status_code == 422
    assert "Hãy chọn tệp" in read(answer).select_one(".error-summary").get_text()


def test_every_template_is_read_whole_when_it_is_brought_in(kiem, cast):
    for kind in KINDS:
        template = kiem.get(f"{DESK}{kind}/mau.csv")
        assert template.content.startswith("\ufeff".encode())
        answer = upload(kiem, template.content, kind=kind)
        report = queries.file(int(answer["Location"].split("/")[-2]))
        assert (report.read, report.taken, report.refused) == (1, 1, [])


def test_the_inspector_brings_in_feedback_and_nothing_else_and_the_auditor_only_reads(cast):
    thanh, an = cast.client("thanh"), cast.client("an")
    assert upload(thanh, csv_of("payments", GOOD)).status_code == 403
    assert read(thanh.get(f"{DESK}payments/")).select("form") == []
    feedback = csv_of("feedback", {"code": "P1", "received_on": "08/01/2024"})
    assert upload(thanh, feedback, kind="feedback").status_code == 302
    assert upload(an, feedback, kind="feedback").status_code == 403
    assert read(an.get(f"{DESK}feedback/")).select("form") == []
    assert an.get(f"{DESK}khai-bao/").status_code == 403
    options = [option["value"] for option in read(thanh.get(f"{DESK}khai-bao/")).select("select option")]
    assert options == ["", "II.5", "766-5.3"]


def declaration(**changes):
    values = {
        "indicator": "III.1", "first_day": "1", "first_month": "1", "first_year": "2024", "last_day": "31",
        "last_month": "1", "last_year": "2024", "numerator": "9", "denominator": "10", "note": "Theo báo cáo tháng",
        "evidence": SimpleUploadedFile("bao-cao.png", evidence()),
    }  # fmt: skip
    return {**values, **changes}


def test_a_figure_is_declared_with_its_evidence_and_marked(kiem, cast):
    answer = kiem.post(f"{DESK}khai-bao/", declaration())
    assert answer.status_code == 302, read(answer).get_text()
    found = DeclaredFigure.objects.get()
    assert (found.first, found.last, found.numerator, found.denominator) == (date(2024, 1, 1), date(2024, 1, 31), 9, 10)
    main = read(kiem.get(DESK))
    row = main.select_one("#khai-bao ~ div tbody tr").get_text(" ")
    assert "Khai báo" in row
    assert "Đặng Hồng Kiểm" in row
    shown = kiem.get(f"{DESK}khai-bao/{found.pk}/minh-chung/")
    assert shown.content == evidence()
    assert shown["Content-Type"] == "image/png"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"numerator": "11"}, "lớn hơn mẫu số"),
        ({"numerator": "-1"}, "Tử số"),
        ({"last_year": "2023"}, "Ngày cuối kỳ"),
        ({"first_year": "2999", "last_year": "2999"}, "không được sau"),
        ({"indicator": "I.3"}, "Chỉ tiêu"),
        ({"evidence": SimpleUploadedFile("bao-cao.pdf", b"%PDF nothing")}, "bao-cao.pdf"),
        ({"evidence": ""}, "minh chứng"),
    ],
)
def test_a_wrong_declaration_is_told_in_words_and_what_was_typed_stays(kiem, cast, changes, why):
    answer = kiem.post(f"{DESK}khai-bao/", declaration(**changes))
    assert answer.status_code == 422
    main = read(answer)
    assert why in main.select_one(".error-summary").get_text()
    assert main.select_one("textarea").get_text(strip=True) == "Theo báo cáo tháng"
    assert main.select_one("input[name=denominator]")["value"] == "10"
    assert DeclaredFigure.objects.count() == 0


def test_what_does_not_exist_is_not_found(kiem, cast, now):
    declared(cast, now, "III.1", date(2024, 1, 1), date(2024, 1, 31), 1, 2)
    for address in (
        "la/",
        "la/mau.csv",
        "tep/99/",
        "tep/99/goc/",
        "tep/99/dong-tu-choi.csv",
        "khai-bao/99/minh-chung/",
    ):
        assert kiem.get(DESK + address).status_code == 404
