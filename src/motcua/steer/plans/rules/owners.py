"""Who is to do it: units named in a cell ("Đơn vị chủ trì: …"), in a labelled line, or at the head of a sentence."""

import re
from typing import Final

from motcua.kernel.text import fold

_UNIT = (
    r"(?:các\s+)?(?:văn phòng|thanh tra|phòng|đơn vị|cơ quan|trường|trung tâm|ban|lãnh đạo|bộ phận|tổ|"
    r"cơ sở giáo dục|chi cục|công đoàn|ủy ban nhân dân|uỷ ban nhân dân|ubnd|sở|giám đốc|phó giám đốc|chánh văn phòng)"
)
_VERB = (
    r"(?:là|chủ trì|phối hợp|bố trí|có trách nhiệm|chịu trách nhiệm|tham mưu|thực hiện|tổ chức|theo dõi|tổng hợp|"
    r"báo cáo|căn cứ|triển khai|rà soát|xây dựng|kiểm tra|đôn đốc|hướng dẫn|tiếp tục|chủ động|công khai|cập nhật|"
    r"đảm bảo|bảo đảm|lựa chọn|đề xuất|tăng cường|quán triệt|nghiêm túc|phân công|xử lý)"
)
_HEAD: Final = re.compile(rf"^(?P<units>{_UNIT}\b[^.;:]{{0,160}}?)(?:\s*:\s*|\s+(?={_VERB}(?!\w)))", re.IGNORECASE)
_WITH: Final = re.compile(
    rf"phối hợp\s+(?:với\s+)?(?P<units>(?:Các\s+|các\s+)?[A-ZĐÀ-Ỹ][^.;:]{{1,100}}?)\s*(?:[.;:]|$|\s(?={_VERB}(?!\w)))"
)
_STARTS: Final = re.compile(rf"^{_UNIT}\b", re.IGNORECASE)
_SEPARATOR: Final = re.compile(rf"\s*[;,]\s*(?:và\s+)?|\s+và\s+(?={_UNIT}\b)", re.IGNORECASE)
_LEAD: Final = re.compile(r"(?:đơn vị|cơ quan|bộ phận|phòng)?\s*chủ trì(?:\s+thực hiện)?\s*:\s*", re.IGNORECASE)
_HELP: Final = re.compile(r"(?:đơn vị|cơ quan|bộ phận|phòng)?\s*phối hợp(?:\s+thực hiện)?\s*:\s*", re.IGNORECASE)
_EDGES: Final = " \t-–—+•*;,."


def split_units(text: str) -> tuple[str, ...]:
    """Names of units in a list, each beginning with a capital letter, otherwise as written."""
    parts = (part.strip(_EDGES) for part in _SEPARATOR.split(text))
    return tuple(part[0].upper() + part[1:] for part in parts if part)


def from_cell(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Lead and co-ordinating units of a cell. Without labels the units named there lead."""
    lead, help_ = _LEAD.search(text), _HELP.search(text)
    if not lead and not help_:
        return split_units(text), ()
    return _labelled(text, lead, help_), _labelled(text, help_, lead)


def _labelled(text: str, own: re.Match[str] | None, other: re.Match[str] | None) -> tuple[str, ...]:
    if own is None:
        return ()
    end = other.start() if other and other.start() > own.end() else len(text)
    return split_units(text[own.end() : end])


def from_sentence(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Units at the head of a sentence of the part on organisation, and those it works with."""
    head = _HEAD.match(text)
    if not head:
        return (), ()
    rest = text[head.end() :]
    joined = _WITH.match(rest)
    helpers = joined["units"] if joined and _STARTS.match(joined["units"]) else ""
    return split_units(head["units"]), split_units(helpers)


def repeated_from(text: str, sources: dict[str, str]) -> str | None:
    """The key in `sources` of an item one of whose clauses (six words or more) stands word for word in `text`."""
    within = fold(text)
    for key, source in sources.items():
        clauses = (fold(clause).strip() for clause in re.split(r"[;.]", source))
        if any(len(clause.split()) >= 6 and clause in within for clause in clauses):
            return key
    return None
