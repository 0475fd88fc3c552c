"""The registered definitions of indicators, read from data/indicators."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

NOUNS: Mapping[str, str] = {
    "catalogue": "thủ tục",
    "payments": "giao dịch",
    "dossiers": "hồ sơ",
    "sync": "hồ sơ",
    "business_regulations": "quy định",
    "publication": "thủ tục",
    "feedback": "phản ánh, kiến nghị",
    "documents": "văn bản, hồ sơ công việc",
}
"""What an indicator counts, in words, by where its figures come from."""

NO_PORTAL = "Không có cách tính 766"
SOURCES = frozenset(NOUNS)
OPERATORS = frozenset({">=", "="})


@dataclass(frozen=True, slots=True)
class Definition:
    """One indicator of the plan's annex. `target` in percent; `feeds_from` names where its figures come from.

    `name` is the annex's own wording; `short_name` is for charts and headings beside it. `counted_words`: what counts,
    for "còn thiếu 38 hồ sơ nộp trực tuyến". `target_period`: by when the target is set, in the plan's words.
    `portal_number`, `portal_words`: the metric of the service index (QĐ 766) that comes near it; empty without one.
    """

    code: str
    name: str
    short_name: str
    target: float
    operator: str
    target_text: str
    owner: tuple[str, ...]
    coordinators: tuple[str, ...]
    legal_basis: tuple[str, ...]
    feeds_from: str
    formula_id: str
    formula_version: int
    formula_words: str
    counted_words: str
    target_period: str
    portal_number: str
    portal_words: str

    @property
    def portal(self) -> str:
        """How the service index reads it, or that it does not: shown beside the official reading."""
        return f"{self.portal_number}: {self.portal_words}" if self.portal_number else NO_PORTAL

    @property
    def noun(self) -> str:
        """What is counted, for "38 trên 50 hồ sơ"."""
        return NOUNS[self.feeds_from]

    def met(self, numerator: int | None, denominator: int | None) -> bool | None:
        """Whether the exact ratio, before rounding, reaches the target; None when there is no ratio."""
        return reaches(numerator, denominator, self.target, self.operator)


def reaches(numerator: int | None, denominator: int | None, target: float, operator: str) -> bool | None:
    """Whether the exact ratio, before rounding, is at least (">=") or just ("=") `target` percent; None without one."""
    if numerator is None or not denominator:
        return None
    ratio, wanted = Fraction(numerator * 100, denominator), Fraction(str(target))
    return ratio >= wanted if operator == ">=" else ratio == wanted


def parse_definitions(content: Mapping[str, Any]) -> tuple[Definition, ...]:
    """The definitions of one file, in its order. Raises ValueError naming what is wrong."""
    found = tuple(_one(row) for row in content["indicators"])
    codes = [definition.code for definition in found]
    if len(set(codes)) != len(codes):
        raise ValueError(f"indicator codes repeat: {codes}")
    return found


def _one(row: Mapping[str, Any]) -> Definition:
    target, formula, portal = row["target"], row["formula"], row["formula"]["portal"]
    if row["feeds_from"] not in SOURCES or target["operator"] not in OPERATORS:
        raise ValueError(f"{row['code']}: unknown source or operator")
    return Definition(
        code=row["code"],
        name=row["name"],
        short_name=row["short_name"],
        target=float(target["value"]),
        operator=target["operator"],
        target_text=target["text"],
        owner=tuple(row["owner"]),
        coordinators=tuple(row["coordinators"]),
        legal_basis=tuple(row["legal_basis"]),
        feeds_from=row["feeds_from"],
        formula_id=formula["id"],
        formula_version=int(formula["version"]),
        formula_words=formula["words"],
        counted_words=formula["counts"],
        target_period=row["period_text"],
        portal_number=portal["number"] if portal else "",
        portal_words=portal["words"] if portal else "",
    )
