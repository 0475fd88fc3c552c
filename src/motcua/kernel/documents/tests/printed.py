"""Data for the printed forms, full and minimal, and a reader of what was printed."""

import io
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from pypdf import PdfReader

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
AT = datetime(2024, 2, 6, 15, 20, tzinfo=LOCAL)
AGENCY = {"name": "Sở Minh hoạ", "parent": "Ủy ban nhân dân tỉnh Minh Hoạ", "place": "Minh Hoạ"}
LINK = {"tracking": "7KQ2M-XH4TB", "qr": "https://motcua.example.vn/tra-cuu/7KQ2M-XH4TB"}
NOTHING: dict[str, Any] = {"tracking": None, "qr": None}

SLIP: dict[str, Any] = {
    "heading": ["PHIẾU TỪ CHỐI TIẾP NHẬN", "GIẢI QUYẾT HỒ SƠ"],
    "agency": "Sở Minh hoạ",
    "unit": "Bộ phận Một cửa",
    "place": "Minh Hoạ",
    "on": date(2024, 2, 7),
    "number": "03",
    "symbol": "TCHS",
    "code": ["Mã hồ sơ", "7KQ2M-XH4TB"],
    "blocks": [
        {"kind": "row", "items": [{"label": "Tiếp nhận hồ sơ của", "value": "Nguyễn Thị Lan"}], "strong": False},
        {
            "kind": "row",
            "items": [{"label": "Số điện thoại", "value": "0905 123 456"}, {"label": "Email", "value": None}],
            "strong": True,
        },
        {"kind": "text", "words": "Không tiếp nhận hồ sơ này với lý do như sau:"},
        {"kind": "row", "items": [{"label": "Lý do", "value": "Thuộc nơi khác.\nXin liên hệ."}], "strong": False},
        {
            "kind": "grid",
            "title": "Thành phần hồ sơ",
            "head": ["STT", "Tên giấy tờ", "Bản chính"],
            "widths": [8, 0, 20],
            "rows": [["1", "Đơn đề nghị", "1"]],
            "centred": [0, 2],
        },
    ],
    "signers": [{"title": "Người nộp hồ sơ", "name": "Nguyễn Thị Lan"}, {"title": "Người nhận", "name": None}],
    "notes": ["Chỗ để trống: email (người nộp không khai)."],
    **LINK,
}
SLIP_MINIMAL: dict[str, Any] = {
    **SLIP,
    "on": None,
    "number": None,
    "code": ["Mã hồ sơ", None],
    "blocks": [
        {"kind": "grid", "title": "Giấy tờ", "head": ["STT", "Tên"], "widths": [8, 0], "rows": [], "centred": []}
    ],
    "signers": [None, None],
    "notes": [],
    **NOTHING,
}
RESULT = {
    "agency": AGENCY,
    "symbol": "QĐ-SMH",
    "kind": "Quyết định",
    "summary": "Về việc cho phép trung tâm Minh Hoạ hoạt động",
    "authority": "Giám đốc Sở Minh hoạ",
    "grounds": ["Căn cứ Nghị định số 46/2017/NĐ-CP;", "Xét đề nghị của Trưởng phòng."],
    "resolve": "QUYẾT ĐỊNH:",
    "body": ["Điều 1. Cho phép hoạt động.", "Điều 2. Quyết định này có hiệu lực từ ngày ký./."],
    "code": "000.00.12.T00-240206-0001",
    "signer": {"title": "Phó Giám đốc", "mode": "KT. GIÁM ĐỐC", "name": "Lê Văn Sơn"},
    "recipients": ["Như Điều 2", "Lưu: VT"],
    **LINK,
}
RESULT_MINIMAL = {
    **RESULT,
    "authority": None,
    "grounds": [],
    "resolve": None,
    "body": ["Nội dung."],
    "code": None,
    "signer": {"title": "Giám đốc", "mode": None, "name": "Lê Văn Sơn"},
    "recipients": [],
    **NOTHING,
}


def text_of(pdf: bytes) -> str:
    """The printed words, with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())
