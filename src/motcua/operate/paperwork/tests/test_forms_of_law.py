"""Every form of both sets, read from the PDF and compared with the fields the rule book lists."""

from datetime import datetime

import pytest

from motcua.kernel.documents import services as documents
from motcua.kernel.time import TZ
from motcua.operate.dossiers.queries.book import Period
from motcua.operate.paperwork import queries
from motcua.operate.paperwork.tests.conftest import ORIGIN
from motcua.people.queries import grants

HEAD = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
WHO = ["Địa chỉ: 12 đường Số Một", "Số điện thoại: 0905123456", "Email:"]
# What the rule book lists for each form, in the words that are printed.
RECEIPT = [
    "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", "/TNHS", "Mã hồ sơ:", "quyển số: 01/{year}", "Số thứ tự: 1",
    "Bộ phận Tiếp nhận và Trả kết quả:", "(chủ hồ sơ): Nguyễn Thị Lan", "Người nộp: Nguyễn Thị Lan", *WHO,
    "Số định danh:", "Nội dung yêu cầu giải quyết:", "STT Tên giấy tờ", "Bản chính", "Bản sao chứng thực", "Bản chụp",
    "1 Phiếu đề nghị 1 – 2", "Số lượng hồ sơ:", "Thời gian giải quyết theo quy định: 1 ngày làm việc",
    "Thời gian nhận hồ sơ: {received}", "Thời gian trả kết quả: {due}", "Giai đoạn hai, nhận hồ sơ:",
    "Giai đoạn hai, trả kết quả:", "NGƯỜI NỘP HỒ SƠ", "NGƯỜI TIẾP NHẬN HỒ SƠ", "Đăng ký nhận kết quả: Bản điện tử",
]  # fmt: skip
SUPPLEMENT = [
    "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ", "Số: 01/HDHS", "Hồ sơ của: Nguyễn Thị Lan",
    "Nội dung yêu cầu giải quyết:", *WHO, "Giấy tờ cần bổ sung, hoàn thiện", "Thiếu bản sao bằng",
    "Lý do: Chưa đủ thành phần", "liên hệ: Phòng 101", "Điện thoại liên hệ:", f"Trang hướng dẫn: {ORIGIN}",
    "NGƯỜI HƯỚNG DẪN",
]  # fmt: skip
REFUSAL = [
    "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ", "Số: 01/TCHS", "Tiếp nhận hồ sơ của: Nguyễn Thị Lan",
    "Người nộp: Nguyễn Thị Lan", *WHO, "Nội dung yêu cầu giải quyết:", "Lý do: Không thuộc thẩm quyền",
    "Cần hướng dẫn, liên hệ:", "NGƯỜI NỘP HỒ SƠ", "NGƯỜI TIẾP NHẬN HỒ SƠ",
]  # fmt: skip
CONTROL = [
    "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ", "Mã hồ sơ:", "Chủ hồ sơ: Nguyễn Thị Lan",
    "Thời gian nhận hồ sơ: {received}", "Thời gian trả kết quả: {due}", "Cơ quan (bộ phận) giải quyết hồ sơ:",
    "Cơ quan phối hợp giải quyết:", "Giao: Người nộp hồ sơ", "Nhận:", "Thời điểm giao nhận", "Người giao", "Người nhận",
    "Kết quả giải quyết", "Trước hạn", "Ghi chú",
]  # fmt: skip
STOP = [
    "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ", "Số: 01/TB", "Mã hồ sơ:", "Kính gửi: Nguyễn Thị Lan",
    "Bộ phận Tiếp nhận và Trả kết quả:", "Nội dung yêu cầu giải quyết:", "Thời gian nhận hồ sơ: {received}",
    "Thời gian dừng giải quyết: {stopped}", "Cơ quan thông báo dừng giải quyết hồ sơ này với lý do như sau:",
    "Lý do: Người nộp không bổ sung", "Cần hướng dẫn, liên hệ: ", "NGƯỜI KÝ", "Võ Tiến Dũng",
]  # fmt: skip
DAYS = {
    "form_sets_2018": datetime(2024, 3, 5, 9, 0, tzinfo=TZ),
    "form_sets_2025": datetime(2026, 3, 3, 9, 0, tzinfo=TZ),
}


@pytest.fixture(params=sorted(DAYS))
def day(request, office):
    """The same office under each of the two sets."""
    office.now = DAYS[request.param]
    return request.param


def absent(text, fields, dossier):
    known = {
        "year": dossier.submitted_at.year,
        "received": moment(dossier.accepted_at),
        "due": moment(dossier.legal_due),
        "stopped": moment(dossier.finished_at),
    }
    return [field for field in fields if field.format(**known) not in text]


def moment(at):
    return f"{at.astimezone(TZ):%H giờ %M phút}, {documents.long_day(at.astimezone(TZ).date())}" if at else ""


def test_a_receipt_has_every_field(day, office, printed):
    dossier = office.act(office.file(), "minh", "accept")
    assert queries.offer(dossier, purpose="receipt_slip").form_set.id == day
    for kind in ("pdf", "docx"):
        text = printed(dossier, "receipt_slip", kind)
        fields = [*HEAD, *RECEIPT, dossier.code] if kind == "pdf" else [f for f in RECEIPT if "1 –" not in f]
        assert absent(text, fields, dossier) == [], text


def test_a_supplement_request_has_every_field(day, office, printed):
    dossier = office.act(office.file(), "minh", "accept")
    dossier = office.act(
        dossier, "hoa", "request_supplement", reason="Chưa đủ thành phần", contact="Phòng 101",
        items=[{"component_code": "TP2", "what": "Thiếu bản sao bằng"}],
    )  # fmt: skip
    for kind in ("pdf", "docx"):
        assert absent(printed(dossier, "supplement_slip", kind), [*HEAD, *SUPPLEMENT], dossier) == []


def test_a_refusal_has_every_field(day, office, printed):
    dossier = office.act(office.file(), "minh", "reject", reason="Không thuộc thẩm quyền")
    assert queries.offer(dossier, purpose="refusal_slip").form_set.id == day
    for kind in ("pdf", "docx"):
        assert absent(printed(dossier, "refusal_slip", kind), [*HEAD, *REFUSAL], dossier) == []


def test_a_control_slip_has_every_field_and_every_hand_over(day, office, printed):
    dossier = office.finished(office.file())
    for kind in ("pdf", "docx"):
        text = printed(dossier, "control_slip", kind)
        assert absent(text, [*HEAD, *CONTROL], dossier) == [], text
    assert text.count("Giao:") == len(queries.handed(dossier)) == 8


def test_a_stop_notice_is_a_form_of_the_set_of_2025_only(day, office, printed):
    dossier = office.act(office.file(), "minh", "accept")
    dossier = office.act(dossier, "dung", "stop", reason="Người nộp không bổ sung")
    offer = queries.offer(dossier, purpose="stop_notice")
    if day == "form_sets_2018":
        assert offer is None
        return
    assert offer.spec.number == "05"
    for kind in ("pdf", "docx"):
        assert absent(printed(dossier, "stop_notice", kind), [*HEAD, *STOP], dossier) == []


def test_a_withdrawal_has_no_form_in_either_set_but_stands_in_the_register_and_on_the_control_slip(
    day, office, printed
):
    dossier = office.act(office.act(office.file(), "minh", "accept"), "lan", "withdraw", reason="Nộp nhầm thủ tục")
    assert {one.purpose for one in queries.offers(dossier)} == {"receipt_slip", "control_slip"}
    on = dossier.accepted_at.astimezone(TZ).date()
    (line,) = queries.lines(grants=grants(office.cast.minh, office.now), period=Period(on, on), named=True)
    assert (line.code, line.note) == (dossier.code, "Người nộp rút hồ sơ")
    assert "rút" in printed(dossier, "control_slip").lower()


APOLOGY = [
    "Mã hồ sơ:", "Kính gửi: Nguyễn Thị Lan", "Nội dung yêu cầu giải quyết:", "Thời gian nhận hồ sơ: {received}",
    "Thời gian hẹn trả kết quả: {due}", "Chờ ý kiến của trường", "xin lỗi ông (bà)", "NGƯỜI KÝ", "Số: 01/",
]  # fmt: skip


def test_an_apology_has_every_field_and_the_new_date(day, office, printed):
    dossier = office.act(office.file(), "minh", "accept")
    dossier = office.act(dossier, "dung", "apologise", days=2, reason="Chờ ý kiến của trường")
    offer = queries.offer(dossier, purpose="apology_slip")
    promised = datetime.fromisoformat(offer.event.payload["promised_due"])
    heading = {
        "form_sets_2018": "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ",
        "form_sets_2025": "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT",
    }[day]
    for kind in ("pdf", "docx"):
        text = printed(dossier, "apology_slip", kind)
        assert absent(text, [*HEAD, *APOLOGY, heading, moment(promised)], dossier) == [], text


@pytest.mark.parametrize("on", ["form_sets_2018", "form_sets_2025"])
def test_the_data_of_a_set_has_every_form_and_marks_what_is_recalled(office, on):
    held = queries.form_set(DAYS[on].date())
    assert [form.number for form in held.forms] == [f"{n:02d}" for n in range(1, 7 if on == "form_sets_2018" else 8)]
    for form in held.forms:
        assert form.recalled <= {*form.labels, "symbol"}, form.number
        if form.status == "recalled":
            assert form.recalled >= set(form.labels), form.number


def test_the_set_is_that_of_the_day_of_acceptance_whatever_happens_later(office, printed):
    office.now = datetime(2025, 9, 12, 9, 0, tzinfo=TZ)
    dossier = office.act(office.file(), "minh", "accept")
    office.now = datetime(2025, 9, 16, 9, 0, tzinfo=TZ)
    dossier = office.act(dossier, "dung", "stop", reason="Không bổ sung")
    assert {one.form_set.id for one in queries.offers(dossier)} == {"form_sets_2018"}
    assert "stop_notice" not in {one.purpose for one in queries.offers(dossier)}
