"""The printed forms of TT 01/2018/TT-VPCP, field by field, and the result document."""

import io

import pikepdf
import pytest
from pypdf import PdfReader

from motcua.kernel.documents import services

from . import printed
from .printed import AT, text_of

NAMES = ("mau_01", "mau_02", "mau_03", "ket_qua")
FULL = dict(zip(NAMES, (printed.RECEIPT, printed.SUPPLEMENT, printed.REFUSAL, printed.RESULT), strict=True))
MINIMAL = dict(
    zip(
        NAMES,
        (printed.RECEIPT_MINIMAL, printed.SUPPLEMENT_MINIMAL, printed.REFUSAL_MINIMAL, printed.RESULT_MINIMAL),
        strict=True,
    )
)
HEADER = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "SỞ MINH HOẠ"]
FIELDS = {
    "mau_01": [
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", "Mã hồ sơ: 000.00.12.T00-240206-0001", "Số: 27/TNHS",
        "Bộ phận tiếp nhận và trả kết quả: Bộ phận Tiếp nhận", "(chủ hồ sơ): Trường Tiểu học Minh Hoạ",
        "Người nộp: Nguyễn Thị Lan", "Địa chỉ: 12 đường Số Một", "Số điện thoại: 0905 123 456",
        "Số định danh: 000 190 000 123", "Email: lan@example.vn", "Nội dung yêu cầu giải quyết: Cấp bản sao",
        "1 Đơn đề nghị 1 – – x", "2 Bản sao Căn cước – 2 3 –", "Số lượng hồ sơ: 1 (bộ)",
        "Hạn giải quyết: 5 ngày làm việc", "Thời gian nhận hồ sơ: 15 giờ 20 phút, ngày 06 tháng 02 năm 2024",
        "Thời gian trả kết quả: 17 giờ 00 phút, ngày 20 tháng 02 năm 2024",
        "Giai đoạn hai, nhận hồ sơ: 08 giờ 00 phút, ngày 01 tháng 3 năm 2024", "Giai đoạn hai, trả kết quả:",
        "Đăng ký nhận kết quả: Qua dịch vụ bưu chính", "quyển số 01, số thứ tự 27", "NGƯỜI NỘP HỒ SƠ",
        "NGƯỜI TIẾP NHẬN HỒ SƠ", "Trần Văn Minh", "7KQ2M-XH4TB", "Minh Hoạ, ngày 06 tháng 02 năm 2024",
    ],
    "mau_02": [
        "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ", "Số: 12/HDHS", "Mã hồ sơ: 000.00.12.T00-240206-0001",
        "Hồ sơ của: Trường Tiểu học Minh Hoạ", "Nội dung yêu cầu giải quyết: Cấp bản sao văn bằng",
        "Địa chỉ: 12 đường Số Một", "Số điện thoại: 0905 123 456", "Email: lan@example.vn",
        "1 Đơn đề nghị Ghi rõ năm tốt nghiệp", "2 Căn cước", "Lý do: Đơn thiếu năm tốt nghiệp.",
        "Bản chụp không đọc được.", "bổ sung trước ngày 15 tháng 3 năm 2024", "liên hệ với Bộ phận Một cửa",
        "số điện thoại 0900 000 111", "motcua.example.vn", "NGƯỜI HƯỚNG DẪN", "Trần Văn Minh", "7KQ2M-XH4TB",
        "Minh Hoạ, ngày 07 tháng 02 năm 2024",
    ],
    "mau_03": [
        "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ", "Số: 03/TCHS", "Mã hồ sơ: 7KQ2M-XH4TB",
        "Tiếp nhận hồ sơ của: Trường Tiểu học Minh Hoạ", "Người nộp: Nguyễn Thị Lan", "Địa chỉ: 12 đường Số Một",
        "Số điện thoại: 0905 123 456", "Email: lan@example.vn", "Nội dung yêu cầu giải quyết: Cấp bản sao văn bằng",
        "lý do cụ thể như sau: Thủ tục này thuộc thẩm quyền của nơi khác.", "liên hệ với Bộ phận Một cửa",
        "NGƯỜI NỘP HỒ SƠ", "NGƯỜI TIẾP NHẬN HỒ SƠ", "Trần Văn Minh", "Minh Hoạ, ngày 07 tháng 02 năm 2024",
    ],
    "ket_qua": [
        "ỦY BAN NHÂN DÂN TỈNH MINH HOẠ", "/QĐ-SMH", "QUYẾT ĐỊNH", "Về việc cho phép trung tâm Minh Hoạ hoạt động",
        "GIÁM ĐỐC SỞ MINH HOẠ", "Căn cứ Nghị định số 46/2017/NĐ-CP;", "QUYẾT ĐỊNH:", "Điều 1. Cho phép hoạt động.",
        "Điều 2. Quyết định này có hiệu lực", "Nơi nhận: - Như Điều 2; - Lưu: VT.", "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC",
        "Lê Văn Sơn", "Mã hồ sơ: 000.00.12.T00-240206-0001", "7KQ2M-XH4TB",
    ],
}  # fmt: skip


def form(name: str, data: dict) -> bytes:
    return services.render(f"dossiers/{name}", data, title="Thử", at=AT)


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
    if name != "ket_qua":
        assert "....." in text


@pytest.mark.parametrize("name", NAMES)
def test_every_key_is_needed(name):
    for key in FULL[name]:
        if key == "qr":  # read by the service itself
            continue
        data = {other: value for other, value in FULL[name].items() if other != key}
        with pytest.raises(services.MissingData, match=repr(key)):
            form(name, data)


@pytest.mark.parametrize("name", ["mau_01", "mau_02", "mau_03"])
def test_slips_are_a5_on_one_page(name):
    pages = PdfReader(io.BytesIO(form(name, FULL[name]))).pages
    assert len(pages) == 1
    assert (round(float(pages[0].mediabox.width)), round(float(pages[0].mediabox.height))) == (420, 595)


def test_a_receipt_of_many_papers_goes_on_with_the_head_of_its_table():
    papers = [{**printed.RECEIPT["components"][0], "name": f"Giấy tờ thứ {number}"} for number in range(1, 61)]
    pages = PdfReader(io.BytesIO(form("mau_01", {**printed.RECEIPT, "components": papers}))).pages
    assert len(pages) > 1
    assert all("Thành phần hồ sơ" in page.extract_text() for page in pages[:2])
    assert "Giấy tờ thứ 60" in " ".join(page.extract_text() for page in pages)


def test_long_names_do_not_break_the_page():
    long = "Trường Trung học phổ thông chuyên " * 12
    data = {**printed.RECEIPT, "owner": long, "procedure": long, "filer": {**printed.RECEIPT["filer"], "name": long}}
    assert "Trường Trung học phổ thông chuyên" in text_of(form("mau_01", data))


def test_a_result_leaves_number_date_and_both_signatures_free():
    with pikepdf.open(io.BytesIO(form("ket_qua", printed.RESULT))) as pdf:
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
    pages = PdfReader(io.BytesIO(form("ket_qua", {**printed.RESULT, "body": body}))).pages
    assert len(pages) > 2
    assert not pages[0].extract_text().lstrip().startswith("1")
    assert pages[1].extract_text().lstrip().startswith("2")
    with pikepdf.open(io.BytesIO(form("ket_qua", {**printed.RESULT, "body": body}))) as pdf:
        signature = next(field for field in pdf.Root.AcroForm.Fields if str(field.T) == "ky")
        assert signature.P.objgen == pdf.pages[len(pages) - 1].obj.objgen
