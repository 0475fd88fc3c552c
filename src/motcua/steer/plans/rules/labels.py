"""Labelled lines below a task: "Đơn vị chủ trì: …", "Thời gian hoàn thành: …", "Sản phẩm: …"."""

import re
from typing import Final

_LABELS: Final = (
    (
        "owner",
        re.compile(r"^(?:đơn vị|cơ quan|phòng|bộ phận)?\s*chủ trì(?:\s+thực hiện)?\s*:\s*(\S.*)$", re.IGNORECASE),
    ),
    (
        "coordinators",
        re.compile(r"^(?:đơn vị|cơ quan|phòng|bộ phận)?\s*phối hợp(?:\s+thực hiện)?\s*:\s*(\S.*)$", re.IGNORECASE),
    ),
    (
        "deadline",
        re.compile(r"^(?:thời gian|thời hạn|tiến độ)(?:\s+(?:thực hiện|hoàn thành))?\s*:\s*(\S.*)$", re.IGNORECASE),
    ),
    (
        "product",
        re.compile(
            r"^(?:dự kiến\s+)?(?:sản phẩm|kết quả)(?:\s+(?:dự kiến|đầu ra|hoàn thành))?\s*:\s*(\S.*)$", re.IGNORECASE
        ),
    ),
)


def read(text: str) -> tuple[str, str] | None:
    """The field a labelled line fills and what it says; None for any other line."""
    for field, pattern in _LABELS:
        if found := pattern.match(text):
            return field, found[1].strip()
    return None
