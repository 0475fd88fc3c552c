"""Conditions on the ways out of a choice: comparisons of known words, joined by and, or, not. Nothing can be called.

Spellings of other tools are understood: `${x == "a"}`, `=x = "a"`, `x eq "a"`, `&&`, `||`, `!`.
"""

import ast
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

LONGEST: Final = 300
OUTCOME: Final = "outcome"  # what the step before the choice ended with
Value = str | int | float | bool | None
Read = Callable[[Mapping[str, Value]], Any]
_QUOTED = re.compile(r"""("[^"\\]*"|'[^'\\]*')""")
_WORDS: Final = (
    (re.compile(r"&&"), " and "),
    (re.compile(r"\|\|"), " or "),
    (re.compile(r"!(?!=)"), " not "),
    (re.compile(r"\b(eq|ne|gt|lt|ge|le)\b"), ""),
    (re.compile(r"(?<![=!<>])=(?!=)"), "=="),
    (re.compile(r"\btrue\b"), "True"),
    (re.compile(r"\bfalse\b"), "False"),
    (re.compile(r"\bnull\b"), "None"),
)
_SHORT: Final = {"eq": "==", "ne": "!=", "gt": ">", "lt": "<", "ge": ">=", "le": "<="}
_COMPARE: Final[dict[type[ast.cmpop], Callable[[Any, Any], bool]]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


class BadCondition(ValueError):
    """The condition cannot be read; the message says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A read condition; `names` are the words it asks for."""

    text: str
    names: frozenset[str]

    def holds(self, values: Mapping[str, Value]) -> bool:
        """Whether it is true of `values`. A word without a value is equal to nothing and not in any order."""
        return bool(_reader(self.text)(values))

    @classmethod
    def read(cls, text: str) -> "Condition":
        """The condition written in `text`. Raises BadCondition."""
        read = tree(text)
        return cls(text.strip(), frozenset(node.id for node in ast.walk(read) if isinstance(node, ast.Name)))


def is_outcome(name: str) -> Condition:
    """The condition of a way out that only has a name: the step before ended with that outcome."""
    return Condition(f"{OUTCOME} == '{outcome_word(name)}'", frozenset({OUTCOME}))


def outcome_word(name: str) -> str:
    """The name of a way out as a word that can stand in quotes; what a move carries as its outcome."""
    return re.sub(r"""['"\\]""", "", name)


@lru_cache(maxsize=2048)
def tree(text: str) -> ast.expr:
    """The condition as a tree of allowed parts. Raises BadCondition."""
    if len(text) > LONGEST:
        raise BadCondition(f"điều kiện dài hơn {LONGEST} ký tự")
    try:
        found = ast.parse(_plain(text), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise BadCondition(f"không đọc được điều kiện «{text.strip()[:60]}»") from error
    for node in ast.walk(found):
        _allow(node, text)
    return found


def _plain(text: str) -> str:
    """The same condition in one spelling; what stands in quotes stays as it is."""
    said = text.strip()
    if said.startswith(("${", "#{")) and said.endswith("}"):
        said = said[2:-1]
    said = said.removeprefix("=").strip()
    parts = _QUOTED.split(said)
    for index in range(0, len(parts), 2):
        for pattern, word in _WORDS:
            parts[index] = pattern.sub(word or (lambda match: _SHORT[match.group(1)]), parts[index])
    return "".join(parts).strip()


def _allow(node: ast.AST, text: str) -> None:
    plain = (ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.Compare, ast.Name, ast.Load, ast.cmpop)
    if isinstance(node, ast.Constant) and isinstance(node.value, str | int | float | bool | None):
        return
    if isinstance(node, ast.Compare) and not all(type(op) in _COMPARE for op in node.ops):
        raise BadCondition(f"phép so sánh trong «{text.strip()[:60]}» không dùng được")
    if not isinstance(node, plain):
        raise BadCondition(f"«{text.strip()[:60]}» không chỉ gồm so sánh, and, or, not")


@lru_cache(maxsize=2048)
def _reader(text: str) -> Read:
    """The condition as a function of the values, made once: a dossier's history asks the same ones again and again."""
    return _read(tree(text))


def _read(node: ast.expr) -> Read:
    if isinstance(node, ast.Constant):
        constant = node.value
        return lambda values: constant
    if isinstance(node, ast.Name):
        name = node.id
        return lambda values: values.get(name)
    if isinstance(node, ast.BoolOp):
        parts = [_read(part) for part in node.values]
        every = all if isinstance(node.op, ast.And) else any
        return lambda values: every(part(values) for part in parts)
    if isinstance(node, ast.UnaryOp):
        inner = _read(node.operand)
        if isinstance(node.op, ast.Not):
            return lambda values: not inner(values)
        return lambda values: _negative(inner(values))
    if isinstance(node, ast.Compare):
        return _comparison(node)
    raise BadCondition("điều kiện hỏng")


def _negative(value: Any) -> Any:
    return -value if isinstance(value, int | float) else None


def _comparison(node: ast.Compare) -> Read:
    first, *others = (_read(side) for side in (node.left, *node.comparators))
    pairs = [(type(op), other) for op, other in zip(node.ops, others, strict=True)]

    def holds(values: Mapping[str, Value]) -> bool:
        left = first(values)
        for op, other in pairs:
            right = other(values)
            if not _holds(op, left, right):
                return False
            left = right
        return True

    return holds


def _holds(op: type[ast.cmpop], left: Any, right: Any) -> bool:
    try:
        return bool(_COMPARE[op](left, right))
    except TypeError:
        return False
