"""The printed forms of TT 01/2018/TT-VPCP, field by field, and the result document."""

import io

import pikepdf
import pytest
from pypdf import PdfReader

from motcua.kernel.documents import services

from . import printed
from .printed import AT, text_of

NAMES = ("paperwork/slip", "dossiers/ket_qua")
FULL = dict(zip(NAMES, (printed.SLIP, printed.RESULT), strict=True))
MINIMAL = dict(zip(NAMES, (printed.SLIP_MINIMAL, printed.RESULT_MINIMAL), strict=True))
HEADER = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "SỞ MINH HOẠ"]
FIELDS = {
    "paperwork/slip": [
        "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ", "Số: 03/TCHS", "Mã hồ sơ: 7KQ2M-XH4TB",
        "Tiếp nhận hồ sơ của: Nguyễn Thị Lan", "Số điện thoại: 0905 123 456", "Email:",
        "Không tiếp nhận hồ sơ này với lý do như sau: Lý do: Thuộc nơi khác. Xin liên hệ.",
        "STT Tên giấy tờ Bản chính 1 Đơn đề nghị 1", "NGƯỜI NỘP HỒ SƠ", "NGƯỜI NHẬN",
        "Chỗ để trống: email (người nộp không khai).", "Minh Hoạ, ngày 07 tháng 02 năm 2024",
    ],
    "dossiers/ket_qua": [
        "ỦY BAN NHÂN DÂN TỈNH MINH HOẠ", "/QĐ-SMH", "QUYẾT ĐỊNH", "Về việc cho phép trung tâm Minh Hoạ hoạt động",
        "GIÁM ĐỐC SỞ MINH HOẠ", "Căn cứ Nghị định số 46/2017/NĐ-CP;", "QUYẾT ĐỊNH:", "Điều 1. Cho phép hoạt động.",
        "Điều 2. Quyết định này có hiệu lực", "Nơi nhận: - Như Điều 2; - Lưu: VT.", "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC",
        "Lê Văn Sơn", "Mã hồ sơ: 000.00.12.T00-240206-0001", "7KQ2M-XH4TB",
    ],
}  # fmt: skip


def form(name: str, data: dict) -> bytes:
    return services.render(name, data, title="Thử", at=AT)


@pytest.mark.parametrize("name", NAMES)
def test_every_field_of_the_form_is_printed(name):
    text = text_of(form(name, FULL[name]))
    assert [part for part in HEADER + FIELDS[name] if part not in text] == [], text


@pytest.mark.parametrize("name", NAMES)
def test_a_form_with_little_data_has_dots_and_one_page(name):
    pdf = form(name, MINIMAL[name])
    text = text_of(pdf)
    assert "None" not in text
    assert "none" not in text
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1
    if name != "dossiers/ket_qua":
        assert "....." in text.replace(" ", "")


@pytest.mark.parametrize("name", NAMES)
def test_every_key_is_needed(name):
    for key in FULL[name]:
        if key == "qr":  # read by the service itself
            continue
        data = {other: value for other, value in FULL[name].items() if other != key}
        with pytest.raises(services.MissingData, match=repr(key)):
            form(name, data)


def test_slips_are_a5_on_one_page():
    pages = PdfReader(io.BytesIO(form("paperwork/slip", printed.SLIP))).pages
    assert len(pages) == 1
    assert (round(float(pages[0].mediabox.width)), round(float(pages[0].mediabox.height))) == (420, 595)


def test_a_slip_of_many_papers_goes_on_with_the_head_of_its_table():
    table = {**printed.SLIP["blocks"][-1], "rows": [[str(n), f"Giấy tờ thứ {n}", "1"] for n in range(1, 61)]}
    data = {**printed.SLIP, "blocks": [*printed.SLIP["blocks"][:-1], table]}
    pages = PdfReader(io.BytesIO(form("paperwork/slip", data))).pages
    assert len(pages) > 1
    assert all("Tên giấy tờ" in page.extract_text() for page in pages[:2])
    assert "Giấy tờ thứ 60" in " ".join(page.extract_text() for page in pages)


def test_a_result_leaves_number_date_and_both_signatures_free():
    with pikepdf.open(io.BytesIO(form("dossiers/ket_qua", printed.RESULT))) as pdf:
        fields = {str(field.T): field for field in pdf.Root.AcroForm.Fields}
        assert set(fields) == {"so", "ngay", "dau", "ky"}
        assert [str(fields[name].FT) for name in ("so", "ngay", "dau", "ky")] == ["/Tx", "/Tx", "/Sig", "/Sig"]
        assert "/Lock" in fields["dau"]
        assert "/Lock" not in fields["ky"]
        for field in fields.values():
            left, bottom, right, top = (float(value) for value in field.Rect)
            assert 0 < left < right < 596
            assert 0 < bottom < top < 842


def test_a_long_result_numbers_its_pages_but_not_the_first():
    body = [f"Điều {number}. " + "Nội dung của điều này. " * 20 for number in range(1, 20)]
    pages = PdfReader(io.BytesIO(form("dossiers/ket_qua", {**printed.RESULT, "body": body}))).pages
    assert len(pages) > 2
    assert not pages[0].extract_text().lstrip().startswith("1")
    assert pages[1].extract_text().lstrip().startswith("2")
    with pikepdf.open(io.BytesIO(form("dossiers/ket_qua", {**printed.RESULT, "body": body}))) as pdf:
        signature = next(field for field in pdf.Root.AcroForm.Fields if str(field.T) == "ky")
        assert signature.P.objgen == pdf.pages[len(pages) - 1].obj.objgen
