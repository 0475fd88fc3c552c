"""What a line was read as, in words for people."""

from typing import Final

_LABELS: Final = {
    "letterhead": "Tiêu ngữ, số, ngày",
    "title": "Tiêu đề",
    "grounds": "Căn cứ ban hành",
    "section": "Mục",
    "item": "Ý",
    "indicator": "Chỉ tiêu",
    "table": "Khung bảng",
    "annex": "Phụ lục",
    "closing": "Lời kết",
    "recipients": "Nơi nhận",
    "signature": "Chữ ký",
    "layout": "Trình bày",
}


def element_label(element: str) -> str:
    """ "Ý II.1.a-1" for "item II.1.a-1"; empty for a line nothing took up."""
    if not element:
        return ""
    kind, _, name = element.partition(" ")
    if name.startswith("group "):
        return f"Nhóm chỉ tiêu {name.removeprefix('group ')}"
    return f"{_LABELS[kind]} {name}".strip()
