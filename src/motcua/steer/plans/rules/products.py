"""What a task is expected to produce, as far as its own words say it. A person completes the rest."""

import re
from typing import Final

_END = r"(?=\s+(?:nhằm|trước|trong tháng|trong năm|trong quý|theo|để|và)\s|[,;.]|$)"
_PATTERNS: Final = (
    (re.compile(rf"trình\s+(?:công bố|ban hành|phê duyệt)\s+(bổ sung\s+)?(danh mục\s+.+?){_END}", re.I), "{1} {0}"),
    (re.compile(rf"đề xuất\s+(phương án\s+.+?){_END}", re.I), "{0}"),
    (re.compile(rf"(đề xuất, kiến nghị)\s+(?:cấp có thẩm quyền\s+)?(sửa đổi, bổ sung\s+.+?){_END}", re.I), "{0} {1}"),
    (re.compile(r"công khai\s+.*?(trên\s+(?:trang|cổng)\s+thông tin điện tử)", re.I | re.S), "nội dung công khai {0}"),
    (re.compile(r"trong\s+(báo cáo\s+.+?)(?=[,;.]|$)", re.I), "{0}"),
    (re.compile(rf"tham mưu\s+(quy trình\s+.+?){_END}", re.I), "{0}"),
    (re.compile(rf"rà soát\s+(kiến nghị đơn giản hóa)\s+.+?{_END}", re.I), "{0}"),
    (re.compile(rf"(?:xây dựng|ban hành)\s+((?:kế hoạch|quy chế|quyết định|báo cáo)\s+.+?){_END}", re.I), "{0}"),
)


def expected_product(text: str) -> str | None:
    """The things named, in the order of writing, with "; " between; None when the text names none."""
    found: list[tuple[int, str]] = []
    for pattern, shape in _PATTERNS:
        for match in pattern.finditer(text):
            groups = [(group or "").strip() for group in match.groups()]
            found.append((match.start(), " ".join(shape.format(*groups).split())))
    unique = dict.fromkeys(words for _, words in sorted(found))
    return "; ".join(unique) or None
