"""The pages of paper as officials use them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from motcua.operate.paperwork import queries, services
from motcua.operate.paperwork.tests.conftest import docx_words
from motcua.operate.paperwork.tests.samples import docx
from motcua.operate.paperwork.tests.stage import Office
from motcua.operate.paperwork.tests.test_templates import letter
from tests.html import check


@pytest.fixture
def office(db, cast):
    """An office of today, because pages take the time of the server."""
    return Office(cast, timezone.now() - timedelta(hours=6))


def soup(response, status=200):
    assert response.status_code == status, response.content[:500]
    assert check(response.content) == []
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def url(name, *args):
    return reverse(f"paperwork:{name}", args=args)


def test_the_forms_of_a_dossier_with_number_and_hash(office):
    dossier = office.act(office.file(), "minh", "accept")
    minh = office.cast.client("minh")
    assert "Chưa in lần nào" in soup(minh.get(url("slips", dossier.pk)))
    offer = queries.offer(dossier, purpose="receipt_slip")
    address = url("slip", dossier.pk, offer.purpose, offer.occasion, "pdf")
    first = minh.get(address)
    assert first["Content-Type"] == "application/pdf"
    assert minh.get(address).content == first.content
    text = soup(minh.get(url("slips", dossier.pk)))
    assert queries.kept(dossier.pk)[0].pdf_id in text.replace(" ", "")
    assert "Đã cấp" in text
    word = minh.get(url("slip", dossier.pk, offer.purpose, offer.occasion, "docx"))
    assert dossier.code in docx_words(word.content)
    for wrong in (
        ("khac", offer.occasion, "pdf"),
        (offer.purpose, "khac", "pdf"),
        (offer.purpose, offer.occasion, "xls"),
    ):
        assert minh.get(url("slip", dossier.pk, *wrong)).status_code == 404


def test_a_slip_is_given_again_with_a_reason_only(office):
    dossier = office.act(office.file(), "minh", "accept")
    minh = office.cast.client("minh")
    offer = queries.offer(dossier, purpose="receipt_slip")
    minh.get(url("slip", dossier.pk, offer.purpose, offer.occasion, "pdf"))
    address = url("reissue", dossier.pk, offer.purpose, offer.occasion)
    assert "Bản đã cấp trước vẫn được giữ" in soup(minh.get(address))
    assert "Hãy ghi lý do cấp lại phiếu." in soup(minh.post(address, {"reason": " "}), 422)
    assert minh.post(address, {"reason": "Sai số điện thoại"}).status_code == 302
    assert "Cấp lại lần 1: Sai số điện thoại" in soup(minh.get(url("slips", dossier.pk)))


def test_what_was_never_printed_cannot_be_given_again(office):
    dossier = office.act(office.file(), "minh", "accept")
    offer = queries.offer(dossier, purpose="receipt_slip")
    address = url("reissue", dossier.pk, offer.purpose, offer.occasion)
    assert "chưa được cấp lần nào" in soup(office.cast.client("minh").post(address, {"reason": "x"}), 422)


def test_the_control_slip_as_a_page(office):
    dossier = office.finished(office.file())
    text = soup(office.cast.client("hoa").get(url("control", dossier.pk)))
    assert "Không có lần giao nào quá hạn của bước" in text
    assert "Người nộp hồ sơ" in text
    assert text.count("Trước hạn") + text.count("Đúng hạn") >= 5


def test_a_dossier_that_was_never_accepted_has_a_page_of_hand_overs_but_no_slip(office):
    dossier = office.act(office.file(), "minh", "reject", reason="Không thuộc thẩm quyền")
    text = soup(office.cast.client("minh").get(url("control", dossier.pk)))
    assert "chưa tiếp nhận" in text
    assert "In phiếu" not in text


def test_the_book_is_chosen_shown_and_taken(office):
    dossier = office.act(office.file(), "minh", "accept")
    day = f"{timezone.localtime(dossier.accepted_at):%d/%m/%Y}"
    van = office.cast.client("van")
    asked = {"tu": day, "den": day}
    text = soup(van.get(url("book"), asked))
    assert dossier.code in text
    assert "Nguyễn Thị Lan" in text
    assert van.get(url("book-pdf"), asked)["Content-Type"] == "application/pdf"
    taken = van.get(url("book-xlsx"), asked)
    assert b"".join(taken.streaming_content).startswith(b"PK")
    hidden = soup(office.cast.client("kiem").get(url("book"), asked))
    assert "Nguyễn Thị Lan" not in hidden
    assert "không có tên, địa chỉ" in hidden


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"tu": "31/02/2024", "den": "01/03/2024"}, "Từ ngày"),
        ({"tu": "02/03/2024", "den": "01/03/2024"}, "Ngày cuối phải bằng hoặc sau ngày đầu"),
        ({"tu": "01/01/2000", "den": "01/03/2024"}, "nhiều nhất là mười năm"),
        ({"tu": "01/03/2024"}, "cả ngày đầu và ngày cuối"),
    ],
)
def test_a_period_that_cannot_be_read_is_told(office, asked, words):
    for name in ("book", "book-pdf", "book-xlsx"):
        text = soup(office.cast.client("van").get(url(name), asked), 422)
        assert words.lower() in text.lower()


def test_a_part_that_does_not_exist_is_told(office):
    for part in ("2", "0", "x"):
        text = soup(office.cast.client("van").get(url("book-pdf"), {"phan": part}), 422)
        assert "Sổ của kỳ này có 1 phần" in text


def upload(data, name="mau.docx"):
    return SimpleUploadedFile(name, data)


def test_a_template_is_taken_in_used_and_withdrawn(office):
    kiem, hoa = office.cast.client("kiem"), office.cast.client("hoa")
    sent = {"name": "Quyết định", "procedure": "", "kind": "approval"}
    bad = soup(kiem.post(url("template-new"), sent | {"file": upload(docx("{{khong_biet}}"))}), 422)
    assert "{{khong_biet}}" in bad
    assert kiem.post(url("template-new"), sent | {"file": upload(docx("Cấp cho {{chu_ho_so}}"))}).status_code == 302
    assert "{{chu_ho_so}}" in soup(kiem.get(url("templates")))
    dossier = office.act(office.act(office.file(), "minh", "accept"), "hoa", "assign")
    page = soup(hoa.get(url("drafting", dossier.pk)))
    assert "Hệ thống không đổi Word sang PDF" in page
    (template,) = queries.fitting("3.000465")
    assert "Cấp cho Nguyễn Thị Lan" in docx_words(hoa.get(url("filled", dossier.pk, template.pk)).content)
    assert kiem.post(url("template-withdraw", template.pk)).status_code == 302
    assert hoa.get(url("filled", dossier.pk, template.pk)).status_code == 404
    assert "Đã ngừng dùng" in soup(kiem.get(url("templates")))


def test_an_edited_docx_and_pdf_are_put_back_on_one_page(office):
    dossier = office.act(office.act(office.file(), "minh", "accept"), "hoa", "assign")
    hoa, address = office.cast.client("hoa"), url("drafting", dossier.pk)
    assert "Hãy chọn tệp Word." in soup(hoa.post(address, {"viec": "docx"}), 422)
    assert "không phải văn bản Word" in soup(hoa.post(address, {"viec": "docx", "docx": upload(b"x")}), 422)
    assert hoa.post(address, {"viec": "docx", "docx": upload(docx("Sửa"), "sua.docx")}).status_code == 302
    assert "sua.docx" in soup(hoa.get(address))
    (kept,) = queries.copies(dossier.pk)
    assert office.cast.client("dung").get(url("copy", dossier.pk, kept.pk)).status_code == 200
    assert hoa.get(url("copy", dossier.pk, uuid4())).status_code == 404
    pdf = {"viec": "pdf", "kind": "approval", "title": "Cấp bản sao", "command_id": str(uuid4())}
    stale = pdf | {"expected_version": "1", "pdf": upload(letter(office.now), "qd.pdf")}
    assert "vừa được người khác cập nhật" in soup(hoa.post(address, stale), 422)
    right = pdf | {"expected_version": str(dossier.version), "pdf": upload(letter(office.now), "qd.pdf")}
    assert hoa.post(address, right).status_code == 302
    office.now = timezone.now()  # the page took the time of the server
    assert office.act(dossier, "hoa", "forward").result.title == "Cấp bản sao"
    assert "chưa đưa bản đã sửa vào được" in soup(hoa.get(address))


def test_the_services_say_how_a_long_book_is_split():
    assert "2.500 hồ sơ" in services.too_long_words(2500, 3)
