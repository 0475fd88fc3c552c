"""Conditions as rows of words ("hiện khi [ô] [là] [giá trị]") and back: an official never types an expression.

A condition is all or any of some rows. Two ways of writing one: a `guarded` condition decides what is shown and is
false where something is not answered yet; an unguarded one is a check, which passes there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from motcua.operate.eforms.rules.tokens import Token, tokens

Mode = Literal["all", "any"]
IS, IS_NOT, MORE, LESS, AT_LEAST, AT_MOST = "is", "is_not", "more", "less", "at_least", "at_most"
TICKED, NOT_TICKED, HAS, HAS_NOT = "ticked", "not_ticked", "has", "has_not"
CONTAINS, ANSWERED, BLANK = "contains", "answered", "blank"

OPERATORS: dict[str, str] = {
    IS: "là",
    IS_NOT: "khác",
    MORE: "lớn hơn",
    LESS: "nhỏ hơn",
    AT_LEAST: "từ … trở lên",
    AT_MOST: "đến … trở xuống",
    TICKED: "có đánh dấu",
    NOT_TICKED: "không đánh dấu",
    HAS: "có chọn",
    HAS_NOT: "không chọn",
    CONTAINS: "có chứa chữ",
    ANSWERED: "đã trả lời",
    BLANK: "chưa trả lời",
}
WITHOUT_VALUE = frozenset({TICKED, NOT_TICKED, ANSWERED, BLANK})
_SIGNS = {MORE: ">", LESS: "<", AT_LEAST: ">=", AT_MOST: "<="}
_BY_SIGN = {sign: operator for operator, sign in _SIGNS.items()} | {"==": IS, "!=": IS_NOT}

# What may be said of a question, by kind: text compares as text, numbers and dates by size, rows by their count.
_WORDS = (IS, IS_NOT, CONTAINS, ANSWERED, BLANK)
_SIZES = (IS, IS_NOT, MORE, LESS, AT_LEAST, AT_MOST, ANSWERED, BLANK)
KINDS: dict[str, tuple[str, ...]] = {
    "text": _WORDS,
    "choice": (IS, IS_NOT, ANSWERED, BLANK),
    "number": _SIZES,
    "decimal": _SIZES,
    "date": _SIZES,
    "checkbox": (TICKED, NOT_TICKED),
    "multi": (HAS, HAS_NOT, ANSWERED, BLANK),
    "rows": (IS, MORE, LESS, AT_LEAST, AT_MOST),
    "opaque": (ANSWERED, BLANK),
}
_TYPES = {
    "money": "number", "year": "number", "choice": "choice", "date": "date", "checkbox": "checkbox", "multi": "multi",
    "file": "opaque", "address": "opaque",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One line: the question `key`, an operator, and a value as stored ("" when none) or another question (`other`)."""

    key: str
    operator: str
    value: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """All or any of the rows; without rows it says nothing."""

    mode: Mode = "all"
    rows: tuple[Row, ...] = ()


def kind_of(field: Mapping[str, object]) -> str:
    """Which operators fit a question, given as it stands in a definition."""
    kind = str(field.get("type", "text"))
    if kind == "number":
        return "decimal" if field.get("decimals") else "number"
    return _TYPES.get(kind, "text")


def build(condition: Condition, kinds: Mapping[str, str], *, guarded: bool = True) -> str:
    """The expression of a condition; "" without rows. `kinds`: the kind of each question it may name."""
    parts = [_write(row, kinds.get(row.key, "text"), guarded=guarded) for row in condition.rows]
    return (" && " if condition.mode == "all" else " || ").join(parts)


def read(source: str, kinds: Mapping[str, str], *, guarded: bool = True) -> Condition | None:
    """The rows an expression was built from; None when it says something that rows cannot say."""
    if not source.strip():
        return Condition()
    words = _with_negatives(tokens(source))
    modes: tuple[tuple[Mode, str], ...] = (("all", "&&"), ("any", "||"))
    for mode, sign in modes:
        parts = _split(words, sign)
        if mode == "all" and guarded:
            parts = _with_guards(parts)
        rows = [_read(part, kinds, guarded=guarded, alone=mode == "all") for part in parts]
        if all(row is not None for row in rows):
            return Condition(mode, tuple(row for row in rows if row is not None))
    return None


def _write(row: Row, kind: str, *, guarded: bool) -> str:
    plain = {
        TICKED: row.key,
        NOT_TICKED: f"!{row.key}",
        ANSWERED: f"size({row.key}) > 0" if kind == "multi" else f"{row.key} != null",
        BLANK: f"size({row.key}) == 0" if kind == "multi" else f"{row.key} == null",
    }
    if row.operator in plain:
        return plain[row.operator]
    value = row.other or literal(row.value, kind)
    if row.operator in {HAS, HAS_NOT}:
        return f"{value} in {row.key}" if row.operator == HAS else f"!({value} in {row.key})"
    name = f"size({row.key})" if kind == "rows" else row.key
    if row.operator == IS:
        return f"{name} == {value}"
    said = f"{name}.contains({value})" if row.operator == CONTAINS else f"{name} {_sign(row.operator)} {value}"
    if not guarded or kind == "rows":
        return said
    names = [row.key, *([row.other] if row.other else [])]
    return "(" + " && ".join([*(f"{one} != null" for one in names), said]) + ")"


def _sign(operator: str) -> str:
    return "!=" if operator == IS_NOT else _SIGNS[operator]


def literal(value: str, kind: str) -> str:
    """A stored value as an expression writes it: "A", 12, 8.25. ValueError when a number is none."""
    if kind in {"number", "decimal", "rows"}:
        number = float(value.replace(",", "."))
        if number != number or abs(number) >= 1e15:
            raise ValueError(value)
        return repr(number) if kind == "decimal" or number != int(number) else str(int(number))
    return '"' + "".join(_WRITTEN.get(letter, letter) for letter in value) + '"'


def _with_negatives(words: Sequence[Token]) -> list[Token]:
    """A minus right after a comparison belongs to its number."""
    kept: list[Token] = []
    for word in words:
        minus = len(kept) > 1 and kept[-1].text == "-" and kept[-2].text in _BY_SIGN
        if word.kind == "number" and minus:
            word = Token("number", f"-{word.text}", kept.pop().start, word.end)
        kept.append(word)
    return kept


def _split(words: Sequence[Token], sign: str) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    depth = 0
    for word in words:
        depth += (word.text in {"(", "["}) - (word.text in {")", "]"})
        if word.text == sign and depth == 0:
            parts.append([])
        else:
            parts[-1].append(word)
    return parts


def _with_guards(parts: list[list[Token]]) -> list[list[Token]]:
    """`a != null && a > 5` written by hand, or as the last part of a condition: the guard belongs to what follows."""
    kept: list[list[Token]] = []
    for part in parts:
        if kept and len(part) == 3 and part[1].text in _BY_SIGN and part[2].text != "null":
            guard = [word.text for word in kept[-1]]
            if guard == [part[0].text, "!=", "null"]:
                kept[-1] = [_BRACKET, *kept[-1], _AND, *part, _CLOSED]
                continue
        kept.append(part)
    return kept


_BRACKET, _AND, _CLOSED = Token("sign", "(", 0, 0), Token("sign", "&&", 0, 0), Token("sign", ")", 0, 0)


def _read(part: Sequence[Token], kinds: Mapping[str, str], *, guarded: bool, alone: bool) -> Row | None:
    """One row; `alone`: the rest of the condition fails with it, so that a guard changes nothing."""
    words = [word.text for word in part]
    if words and words[0] == "(" and words[-1] == ")" and guarded:
        return _guarded(part, kinds)
    row = _bare(part, kinds)
    if row is None or not guarded or row.operator in {IS, HAS, HAS_NOT, *WITHOUT_VALUE}:
        return row
    return row if kinds.get(row.key) == "rows" or (alone and row.operator != IS_NOT) else None


def _guarded(part: Sequence[Token], kinds: Mapping[str, str]) -> Row | None:
    *guards, last = _split(part[1:-1], "&&")
    row = _bare(last, kinds)
    if row is None or row.operator in {IS, HAS, HAS_NOT, *WITHOUT_VALUE}:
        return None
    names = [row.key, *([row.other] if row.other else [])]
    return (
        row if [[word.text for word in guard] for guard in guards] == [[name, "!=", "null"] for name in names] else None
    )


def _bare(part: Sequence[Token], kinds: Mapping[str, str]) -> Row | None:
    words = [word.text for word in part]
    row: Row | None = None
    match words:
        case [key]:
            row = Row(key, TICKED)
        case ["!", key]:
            row = Row(key, NOT_TICKED)
        case [key, "!=", "null"]:
            row = Row(key, ANSWERED)
        case [key, "==", "null"]:
            row = Row(key, BLANK)
        case ["size", "(", key, ")", sign, "0"] if sign in {">", "=="} and kinds.get(key) == "multi":
            row = Row(key, ANSWERED if sign == ">" else BLANK)
        case ["size", "(", key, ")", sign, _] if sign in _BY_SIGN and kinds.get(key) == "rows":
            row = _valued(key, _BY_SIGN[sign], part[-1], kinds)
        case [_, "in", key]:
            row = _valued(key, HAS, part[0], kinds)
        case ["!", "(", _, "in", key, ")"]:
            row = _valued(key, HAS_NOT, part[2], kinds)
        case [key, ".", "contains", "(", _, ")"]:
            row = _valued(key, CONTAINS, part[4], kinds)
        case [key, sign, _] if sign in _BY_SIGN and kinds.get(key) != "rows":
            row = _valued(key, _BY_SIGN[sign], part[2], kinds)
    if row is None or row.operator not in KINDS.get(kinds.get(row.key, ""), ()):
        return None
    return row


def _valued(key: str, operator: str, word: Token, kinds: Mapping[str, str]) -> Row | None:
    kind = kinds.get(key, "")
    if word.kind == "name":
        return Row(key, operator, other=word.text) if word.text in {*kinds, "today"} else None
    if word.kind == "number" and kind in {"number", "decimal", "rows"}:
        return Row(key, operator, _shown(word.text))
    if word.kind == "text" and kind in {"text", "choice", "date", "multi"}:
        value = unquoted(word.text)
        return None if value is None else Row(key, operator, value)
    return None


def _shown(number: str) -> str:
    """8.0 → "8", 8.25 → "8.25"."""
    value = float(number)
    return str(int(value)) if value == int(value) else repr(value)


_ESCAPES = {'"': '"', "'": "'", "\\": "\\", "n": "\n", "r": "\r"}
_WRITTEN = {letter: f"\\{name}" for name, letter in _ESCAPES.items() if letter != "'"}


def unquoted(text: str) -> str | None:
    """The text inside the quotes; None when it holds an escape that `literal` never writes."""
    found, rest = [], iter(text[1:-1])
    for letter in rest:
        if letter == "\\":
            escaped = _ESCAPES.get(next(rest, ""))
            if escaped is None:
                return None
            found.append(escaped)
        else:
            found.append(letter)
    return "".join(found)
