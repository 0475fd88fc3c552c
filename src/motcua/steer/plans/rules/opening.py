"""The first lines: title, year, and the sentence that says on what the plan rests."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from motcua.kernel.text import fold

from . import joining
from .ledger import Ledger
from .lines import Line
from .shape import Plan

_TITLE: Final = re.compile(r"^ke hoach\b")
_GROUNDS: Final = re.compile(r"^(thuc hien|can cu|trien khai|theo|nham|thi hanh)\b")
_BODY = "sở|ubnd|ủy ban|uỷ ban|phòng|văn phòng|bộ|ban|trường|trung tâm|cục|chi cục|cơ quan"
_MAKES: Final = re.compile(rf",\s+(?=(?:{_BODY})\b[^,;]*?\b(?:xây dựng|ban hành|triển khai)\s+kế hoạch)", re.IGNORECASE)
_MADE_UNDER: Final = re.compile(r"\d/[A-ZĐ]|\bcăn cứ\b|kế hoạch|quyết định|nghị quyết|chỉ thị|công văn", re.IGNORECASE)
_LONG: Final = 200
_YEAR: Final = re.compile(r"năm\s+(20\d{2})", re.IGNORECASE)


def is_title(text: str) -> bool:
    """The title of a plan: "KẾ HOẠCH …"."""
    return bool(_TITLE.match(fold(text))) and len(text) < _LONG


def is_ground(text: str) -> bool:
    """The sentence on what the plan rests: "Thực hiện Quyết định số …", "Căn cứ …"."""
    return bool(_GROUNDS.match(fold(text))) and bool(_MADE_UNDER.search(text))


@dataclass(slots=True)
class Opening:
    """Takes the lines before the first section."""

    ledger: Ledger
    title: str | None = None
    grounds: list[str] = field(default_factory=list)
    _last: str = ""
    _previous: Line | None = None

    def take(self, line: Line) -> None:
        """Put `line` where it belongs, or into the list of what was not understood."""
        folded, text = line.folded, line.text
        if self.title is None and is_title(text):
            self.title, self._last = text, "title"
        elif self._last == "title" and self._more_title(line, folded):
            self.title = f"{self.title} {text}"
        elif is_ground(text.lstrip("-–—+•* ")):
            self.grounds.append(text.lstrip("-–—+•* "))
            self._last = "grounds"
        elif self.grounds and self._last == "grounds" and joining.goes_on(self.grounds[-1], self._previous, line, text):
            self.grounds[-1] = f"{self.grounds[-1]} {text}"
        else:
            self.ledger.refuse(line, "dòng trước mục I không phải số, ngày, tiêu đề hay căn cứ")
            self._last, self._previous = "", line
            return
        self._previous = line
        self.ledger.take(line, self._last)

    def _more_title(self, line: Line, folded: str) -> bool:
        if _GROUNDS.match(folded) and not line.text.isupper() and not folded.startswith("trien khai"):
            return False
        bare = fold(self.title or "") == "ke hoach"
        return (bare or not line.gap) and len(line.text) < _LONG and not line.text.endswith((".", ";", ":"))

    def finish(self, plan: Plan, lines: list[Line]) -> None:
        """Write title, year and grounds into `plan`."""
        if self.title:
            words = self.title.split(" ", 2)
            plan.title = " ".join(["Kế hoạch", *words[2:]]) if self.title[:8].isupper() else self.title
        plan.preamble = " ".join(self.grounds)
        if self.grounds:
            plan.basis = "; ".join(_basis(text) for text in self.grounds)
        plan.year = _year(plan, lines)


def _basis(text: str) -> str:
    """The documents a plan is made under: without the verb in front and the words on who makes the plan."""
    words = _MAKES.split(text, maxsplit=1)[0]
    return re.sub(r"^(?:thực hiện|căn cứ|triển khai|theo|thi hành)\s+", "", words, flags=re.IGNORECASE).strip(" ;.,")


def _year(plan: Plan, lines: list[Line]) -> int | None:
    """The year in the title, else of the date, else the one named most often."""
    for text in (plan.title or "", plan.annex_title or "", plan.date_text or ""):
        if found := _YEAR.search(text):
            return int(found[1])
    counted = Counter(year for line in lines for year in _YEAR.findall(line.text))
    return int(counted.most_common(1)[0][0]) if counted else None
