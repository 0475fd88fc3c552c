"""Measurable aims: "Tối thiểu 80%", "100%", "cắt giảm ít nhất 20% chi phí tuân thủ"."""

import re
from typing import Final

from .shape import Target

_OPERATORS: Final = (
    (re.compile(r"tối thiểu|ít nhất|không (?:dưới|thấp hơn|ít hơn)|từ(?=\s*\d)|≥|>=|trở lên", re.I), ">="),
    (re.compile(r"tối đa|không (?:quá|vượt quá)|nhiều nhất|≤|<=|trở xuống", re.I), "<="),
    (re.compile(r"trên(?=\s*\d)|hơn(?=\s*\d)|>", re.I), ">"),
    (re.compile(r"dưới(?=\s*\d)|<", re.I), "<"),
)
_WORDS = r"đạt|tối thiểu|tối đa|ít nhất|nhiều nhất|không\s+(?:dưới|quá|thấp hơn|vượt quá)|trên|dưới|từ|≥|≤|>=|<=|>|<"
_PERCENT: Final = re.compile(
    rf"(?P<before>(?:(?:{_WORDS})\s*)*)(?P<value>\d{{1,3}}(?:[.,]\d+)?)\s*%(?P<after>\s+trở (?:lên|xuống))?", re.I
)
_NEXT = "bảo đảm|đảm bảo|đề xuất|hoàn thành|thực hiện|cắt giảm|tiến hành|rà soát"
_TAIL: Final = re.compile(
    r"[;.]\s|[;.]$|\s+để\s|\s+nhằm\s|\s+theo (?:đúng )?quy định"
    rf"|,\s*(?=(?:{_NEXT}|trong đó|đồng thời|trước|trong)\b)|\s+và\s+(?=(?:{_NEXT})\b)",
    re.I,
)
_START: Final = re.compile(r"[;.]\s|mục tiêu\s|bảo đảm\s|đảm bảo\s|phấn đấu\s|tiến hành\s|thực hiện\s|\sđể\s", re.I)


def read_target(text: str, name: str) -> Target | None:
    """The target of a cell; None when it holds no single percentage between 0 and 100."""
    found = list(_PERCENT.finditer(text))
    if len(found) != 1 or not 0 <= _value(found[0]) <= 100:
        return None
    return Target(name, _operator(text), _value(found[0]))


def targets_in(text: str) -> tuple[Target, ...]:
    """Every percentage a task's text sets, named by the words of its own clause."""
    found, floor = [], 0
    for match in _PERCENT.finditer(text):
        tail = _TAIL.search(text, match.end())
        end = tail.start() if tail else len(text)
        nearest = _PERCENT.search(text, match.end(), end)
        end = nearest.start() if nearest else end
        starts = [start.end() for start in _START.finditer(text, floor, match.start())]
        begin = max([floor, *starts])
        words = f"{text[begin : match.start()]} {text[match.end() : end]}"
        name = re.sub(r"^(?:và|,|;|\.)\s+", "", " ".join(words.split())).strip(" ,;.")
        found.append(Target(name, _operator(match[0]), _value(match)))
        floor = end
    return tuple(found)


def _value(match: re.Match[str]) -> float:
    number = float(match["value"].replace(",", "."))
    return int(number) if number.is_integer() else number


def _operator(text: str) -> str:
    return next((operator for pattern, operator in _OPERATORS if pattern.search(text)), "=")
