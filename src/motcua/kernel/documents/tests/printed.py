"""Data for the printed forms, full and minimal, and a reader of what was printed."""

import io
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from pypdf import PdfReader

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
AT = datetime(2024, 2, 6, 15, 20, tzinfo=LOCAL)
AGENCY = {"name": "Sở Minh hoạ", "parent": "Ủy ban nhân dân tỉnh Minh Hoạ", "place": "Minh Hoạ"}
ONE_STOP = "Bộ phận Tiếp nhận và Trả kết quả Sở Minh hoạ"
HELP = {"contact": "Bộ phận Một cửa", "phone": "0900 000 111", "site": "motcua.example.vn"}
LINK = {"tracking": "7KQ2M-XH4TB", "qr": "https://motcua.example.vn/tra-cuu/7KQ2M-XH4TB"}
CONTACT = {"address": "12 đường Số Một, phường Hai", "phone": "0905 123 456", "email": "lan@example.vn"}
NOTHING: dict[str, Any] = {"tracking": None, "qr": None}

RECEIPT = {
    "agency": AGENCY,
    "one_stop": ONE_STOP,
    "code": "000.00.12.T00-240206-0001",
    "book": "01",
    "serial": "27",
    "owner": "Trường Tiểu học Minh Hoạ",
    "filer": {"name": "Nguyễn Thị Lan", "identity": "000 190 000 123", **CONTACT},
    "procedure": "Cấp bản sao văn bằng, chứng chỉ từ sổ gốc",
    "components": [
        {"name": "Đơn đề nghị", "originals": 1, "certified": None, "photocopies": None, "electronic": True},
        {"name": "Bản sao Căn cước", "originals": None, "certified": 2, "photocopies": 3, "electronic": False},
    ],
    "sets": 1,
    "time_limit": "5 ngày làm việc",
    "received_at": AT,
    "return_at": datetime(2024, 2, 20, 17, 0, tzinfo=LOCAL),
    "second_stage": {"received_at": datetime(2024, 3, 1, 8, 0, tzinfo=LOCAL), "return_at": None},
    "delivery": "Qua dịch vụ bưu chính công ích",
    "officer": "Trần Văn Minh",
    "issued_on": date(2024, 2, 6),
    **LINK,
}
RECEIPT_MINIMAL = {
    "agency": {**AGENCY, "parent": None},
    "one_stop": ONE_STOP,
    "code": None,
    "book": None,
    "serial": None,
    "owner": "Lan",
    "filer": {"name": "Lan", "identity": None, "address": None, "phone": None, "email": None},
    "procedure": "Thủ tục",
    "components": [],
    "sets": None,
    "time_limit": None,
    "received_at": None,
    "return_at": None,
    "second_stage": None,
    "delivery": None,
    "officer": None,
    "issued_on": None,
    **NOTHING,
}
SUPPLEMENT = {
    "agency": AGENCY,
    "one_stop": ONE_STOP,
    "number": "12",
    "code": "000.00.12.T00-240206-0001",
    "owner": "Trường Tiểu học Minh Hoạ",
    "procedure": "Cấp bản sao văn bằng",
    "contact": CONTACT,
    "missing": [{"name": "Đơn đề nghị", "note": "Ghi rõ năm tốt nghiệp"}, {"name": "Căn cước", "note": None}],
    "reason": "Đơn thiếu năm tốt nghiệp.\nBản chụp không đọc được.",
    "help": HELP,
    "deadline": date(2024, 3, 15),
    "officer": "Trần Văn Minh",
    "issued_on": date(2024, 2, 7),
    **LINK,
}
SUPPLEMENT_MINIMAL = {
    "agency": AGENCY,
    "one_stop": ONE_STOP,
    "number": None,
    "code": None,
    "owner": "Lan",
    "procedure": "Thủ tục",
    "contact": dict.fromkeys(CONTACT),
    "missing": [],
    "reason": None,
    "help": dict.fromkeys(HELP),
    "deadline": None,
    "officer": None,
    "issued_on": None,
    **NOTHING,
}
REFUSAL = {
    "agency": AGENCY,
    "one_stop": ONE_STOP,
    "number": "03",
    "code": "7KQ2M-XH4TB",
    "owner": "Trường Tiểu học Minh Hoạ",
    "filer": "Nguyễn Thị Lan",
    "contact": CONTACT,
    "procedure": "Cấp bản sao văn bằng",
    "reason": "Thủ tục này thuộc thẩm quyền của nơi khác.",
    "help": HELP,
    "officer": "Trần Văn Minh",
    "issued_on": date(2024, 2, 7),
    **LINK,
}
REFUSAL_MINIMAL = {
    **REFUSAL,
    "number": None,
    "code": None,
    "contact": dict.fromkeys(CONTACT),
    "help": dict.fromkeys(HELP),
    "officer": None,
    "issued_on": None,
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
