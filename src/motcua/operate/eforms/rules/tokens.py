"""The words of an expression: which questions it names, and naming one of them differently. Works on drafts too."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from motcua.operate.eforms.rules.expressions import BUILT_IN, RESERVED

LOOPS = frozenset({"all", "exists", "exists_one", "map", "filter"})
_TOKEN = re.compile(
    r"""(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Za-z_]\w*)"""
    r"""|(?P<sign>&&|\|\||==|!=|<=|>=|[^\s])""",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word of an expression: `kind` is text, number, name or sign; `start` and `end` its place."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """A question an expression reads: `key`, as a column of the repeated section `of` ("": under its own name)."""

    key: str
    of: str = ""


def tokens(source: str) -> list[Token]:
    """The words in their order; nothing is ever refused."""
    return [Token(str(m.lastgroup), m[0], m.start(), m.end()) for m in _TOKEN.finditer(source)]


def references(source: str) -> frozenset[Reference]:
    """Every question read by `source`, also by one that does not compile."""
    return frozenset(reference for _, reference in _found(source))


def loop_names(source: str) -> frozenset[str]:
    """Names that stand for one row inside a loop."""
    return frozenset(_loops(tokens(source)))


def renamed(source: str, old: Reference, new: str) -> str:
    """`source` with the question `old` called `new`."""
    pieces, at = [], 0
    for token, reference in _found(source):
        if reference == old:
            pieces += [source[at : token.start], new]
            at = token.end
    return "".join([*pieces, source[at:]])


def _found(source: str) -> Iterator[tuple[Token, Reference]]:
    words = tokens(source)
    loops = _loops(words)
    for index, token in enumerate(words):
        if token.kind != "name" or token.text in RESERVED | BUILT_IN:
            continue
        called = _text(words, index + 1) == "("
        if _text(words, index - 1) == ".":
            owner = _owner(words, index - 2, loops)
            if owner and not called:
                yield token, Reference(token.text, owner)
        elif not called and token.text not in loops:
            yield token, Reference(token.text)


def _loops(words: list[Token]) -> dict[str, str]:
    """Each loop name with the section it goes over ("" when that is not plain to see)."""
    found: dict[str, str] = {}
    for index, token in enumerate(words):
        if token.text in LOOPS and _text(words, index - 1) == "." and _text(words, index + 1) == "(":
            name = words[index + 2] if index + 2 < len(words) else None
            if name is not None and name.kind == "name" and _text(words, index + 3) == ",":
                found[name.text] = _root(words, index - 2)
    return found


def _root(words: list[Token], index: int) -> str:
    """The name a chain like `mon.filter(…).map` begins with; `index` is its last word before the dot."""
    while index >= 0 and words[index].text in {")", "]"}:
        opening = _opening(words, index)
        if words[index].text == "]":
            index = opening - 1
        elif _text(words, opening - 2) == "." and _text(words, opening - 1) in LOOPS:
            index = opening - 3
        else:
            return ""
    plain = index >= 0 and words[index].kind == "name" and _text(words, index - 1) != "."
    return words[index].text if plain else ""


def _owner(words: list[Token], index: int, loops: Mapping[str, str]) -> str:
    """The repeated section whose row stands before a dot."""
    if index < 0:
        return ""
    if words[index].kind == "name":
        return loops.get(words[index].text, "") if _text(words, index - 1) != "." else ""
    return _root(words, index) if words[index].text == "]" else ""


def _opening(words: list[Token], index: int) -> int:
    """Where the bracket that closes at `index` was opened; 0 when it never was."""
    depth = 0
    for at in range(index, -1, -1):
        depth += (words[at].text in {")", "]"}) - (words[at].text in {"(", "["})
        if depth == 0:
            return at
    return 0


def _text(words: list[Token], index: int) -> str:
    return words[index].text if 0 <= index < len(words) else ""
