"""Whether a line goes on with the sentence above: page breaks and hard line ends cut paragraphs in two."""

import re
from typing import Final

from motcua.kernel.text import fold

from .lines import Line

_OPEN: Final = re.compile(
    r"(?:^|\s)(cua|va|tai|theo|ve|voi|tren|cac|nhung|so|ngay|trong|de|cho|tu|den|la|hoac|cung|do|duoc|khi|thang|nam"
    r"|ban hanh|thuoc|bao dam|nham)$"
)
"""Words after which no Vietnamese sentence ends."""
_CUT: Final = re.compile(r"\d/[A-ZĐ]+-$")
_ENDS: Final = (".", ";", ":", "!", "?", "…", "./.")
_WRAPPED: Final = 60
"""A line shorter than this was not broken for lack of room."""


def goes_on(above: str, previous: Line | None, line: Line, text: str) -> bool:
    """True when `text` (the words of `line`) continues `above`, the text read so far, last from line `previous`."""
    if not above or not text:
        return False
    first = text[0]
    if first.islower():
        return True
    ended = above.endswith(_ENDS)
    if not first.isalnum() or first.isdigit():
        return not ended or first == "("
    if ended:
        return False
    if above.endswith(",") or _OPEN.search(fold(above)):
        return True
    return not line.gap and previous is not None and len(previous.text) >= _WRAPPED


def join(above: str, text: str) -> str:
    """The two as one sentence; a document number cut at its hyphen is made whole."""
    return f"{above}{text}" if _CUT.search(above) else f"{above} {text}".strip()


def is_range(above: str, rest: str) -> bool:
    """True for a dash between two years that a line end cut: "2021" / "- 2030"."""
    return bool(re.search(r"\d{4}$", above) and re.match(r"\d{4}\b", rest))
