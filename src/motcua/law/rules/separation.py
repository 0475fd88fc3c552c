"""Separation of duties as data: who did one thing to a dossier may not do the other (nguyên tắc hai người).

The general rule names no procedure; a rule that does replaces it for that procedure, with its own source.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from motcua.law.rules.deadlines import check_scope
from motcua.law.rules.rule_sets import RuleSet

SEPARATION: Final = "separation"
DUTIES: Final[Mapping[str, str]] = {
    "appraise": "thẩm định, soạn dự thảo",
    "review": "duyệt",
    "sign": "ký",
    "issue": "phát hành",
}
Pair = tuple[str, str]


def pairs_of(content: Mapping[str, Any]) -> frozenset[Pair]:
    """The pairs (earlier duty, later duty) that one person must not both do."""
    return frozenset((str(first), str(later)) for first, later in content["pairs"])


def is_general(content: Mapping[str, Any]) -> bool:
    """Whether the rule is for every procedure that has none of its own."""
    return not {"procedures", "fields"} & set(content)


def newest(rules: Sequence[RuleSet]) -> RuleSet:
    """Of rules of one scope the one that took effect last; of one day, the one recorded last."""
    return max(rules, key=lambda rule: (rule.effective_from or date.min, rule.edition, rule.id))


def check_separation(content: Mapping[str, Any]) -> None:
    """ValueError in Vietnamese when the content is not one."""
    order = list(DUTIES)
    if not str(content["article"]).strip():
        raise ValueError("article: phải ghi điều, khoản của văn bản hoặc quy chế")
    for first, later in content["pairs"]:
        if first not in DUTIES or later not in DUTIES or order.index(first) >= order.index(later):
            raise ValueError(f"pairs: mỗi cặp là hai việc theo thứ tự {', '.join(order)}")
    if "procedures" in content or "fields" in content:
        check_scope(content)
