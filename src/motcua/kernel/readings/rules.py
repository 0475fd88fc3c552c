"""What is read, how, and what for: the words of the log."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

PAGE, FILE, EXPORT, API, SEARCH = "page", "file", "export", "api", "search"
KINDS: Final[Mapping[str, str]] = {
    PAGE: "Mở trang",
    FILE: "Mở tệp",
    EXPORT: "Xuất danh sách",
    API: "Qua giao diện lập trình",
    SEARCH: "Tra theo số giấy tờ",
}
HANDLING, OPINION = "handling", "opinion"
GIVEN: Final[Mapping[str, str]] = {
    HANDLING: "Xử lý hồ sơ được giao",
    OPINION: "Trả lời xin ý kiến",
}
"""Purposes that follow from the work itself; nobody is asked for them."""
ASKED: Final[Mapping[str, str]] = {
    "supervision": "Theo dõi, đôn đốc tiến độ",
    "direction": "Lãnh đạo xem xét, chỉ đạo",
    "coordination": "Phối hợp, thay đồng nghiệp",
    "inspection": "Thanh tra, kiểm tra",
    "complaint": "Giải quyết khiếu nại, tố cáo, phản ánh",
    "statistics": "Đối chiếu số liệu, báo cáo",
    "audit": "Kiểm toán dữ liệu",
}
"""Purposes that the reader states."""
PURPOSES: Final[Mapping[str, str]] = {**GIVEN, **ASKED}
TO_THE_PERSON: Final[Mapping[str, str]] = {
    "inspection": "Kiểm tra theo thẩm quyền",
    "complaint": "Kiểm tra theo thẩm quyền",
    "audit": "Kiểm tra theo thẩm quyền",
}
"""What the person concerned is told instead, so that nobody learns here that a denunciation is being looked into."""
BASIS: Final = r"[0-9A-Za-zĐđÀ-ỹ/.\-]*"
LONGEST_BASIS: Final = 60
SHORTEST_MONTHS: Final = 12
"""What is younger than this cannot be deleted, whatever the setting says: the database refuses."""


def is_basis(text: str) -> bool:
    """Whether this may be the number of a document: no blanks, so that no name of a person gets in."""
    return len(text) <= LONGEST_BASIS and re.fullmatch(BASIS, text) is not None


def words_for_person(purpose: str) -> str:
    """The purpose as the person concerned is told it."""
    return TO_THE_PERSON.get(purpose, PURPOSES[purpose])


def slot(kind: str, at: datetime) -> datetime:
    """The time that makes two readings one: their hour; an export is never the same as another one."""
    return at if kind == EXPORT else at.replace(minute=0, second=0, microsecond=0)


def kept_from(now: datetime, months: int) -> datetime:
    """The instant before which rows are deleted; a month counts 31 days, so that nothing goes too early."""
    return now - timedelta(days=31 * max(months, SHORTEST_MONTHS))
