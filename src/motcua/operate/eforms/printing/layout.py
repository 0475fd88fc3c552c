"""How one form wants to be printed: the words around the answers. What is not told looks as official forms usually do.

`data/eforms/print/<key>.json` may tell any of the attributes of `Layout`; everything else follows from the form.
"""

import json
import re
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from motcua.kernel.text import fold
from motcua.operate.eforms.rules import Definition

_ISSUED_WITH = re.compile(r"^(?P<title>.+?)\s*\((?P<issued>[^()]*(?:\([^()]*\)[^()]*)*)\)\s*$", re.DOTALL)
_SOURCE = re.compile(r"^(Phụ lục|Mẫu|Ban hành|Theo) ?")
LONGEST = 2000


class LayoutError(Exception):
    """A print layout that cannot be used; the message names the file and the attribute."""


@dataclass(frozen=True, slots=True)
class Layout:
    """`issued_with`: the line at the top right ("Phụ lục III, Thông tư …"); `to`: whom it is addressed to: the agency
    itself when not told, nobody when ""; `opening`, `closing`: sentences before and after the answers; `signature`,
    `second_signature`: titles above the places to sign."""

    title: str
    issued_with: str = ""
    under_title: str = ""
    to: str | None = None
    opening: str = ""
    closing: str = "Tôi cam đoan những điều khai trên là đúng sự thật và chịu trách nhiệm trước pháp luật."
    signature: str = "Người khai"
    second_signature: str = ""


def layout_of(definition: Definition, folder: Path) -> Layout:
    """The layout of a form: its own file in `folder` over what its title and its places to sign say."""
    return Layout(**{**_usual(definition), **_told(folder / f"{definition.key}.json")})


def _usual(definition: Definition) -> dict[str, str]:
    """Title and source as the definition has them: "Đơn … (Phụ lục III, Thông tư …)" is printed in two places."""
    found = _ISSUED_WITH.match(definition.title)
    signed = [field.label for section in definition.sections for field in section.signatures]
    usual = {"title": found["title"] if found else definition.title}
    if found:
        aside = found["issued"][:1].upper() + found["issued"][1:]
        usual["issued_with" if _SOURCE.search(aside) else "under_title"] = aside
    if any("cam doan" in fold(section.title) for section in definition.asked_sections):
        usual["closing"] = ""  # the form has its own words for it
    if any(fold(field.label).startswith("kinh gui") for _, field in definition.fields()):
        usual["to"] = ""  # the form asks whom it is addressed to
    if signed:
        usual["signature"] = _bare(signed[0])
    if len(signed) > 1:
        usual["second_signature"] = _bare(signed[1])
    if definition.cosign is not None:
        usual["second_signature"] = definition.cosign.who
    return usual


def _bare(label: str) -> str:
    """The title of who signs, without "(ký, ghi rõ họ tên)"; the long ones lose what follows the first comma."""
    words = re.sub(r"\s*\([^)]*\)", "", label).strip(" .:") or label
    return words if len(words) <= 60 else words[:60].rsplit(" ", 1)[0]


@lru_cache(maxsize=128)
def _read(path: Path, changed_at: float) -> dict[str, str]:
    try:
        data: Any = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise LayoutError(f"{path.name}: {error}") from None
    known = {field.name for field in fields(Layout)} | {"source"}
    if not isinstance(data, dict):
        raise LayoutError(f"{path.name}: must be an object")
    for name, value in data.items():
        if name not in known:
            raise LayoutError(f"{path.name}: unknown attribute {name!r}")
        if not isinstance(value, str) or len(value) > LONGEST:
            raise LayoutError(f"{path.name}: {name} must be a text of at most {LONGEST} characters")
    return {name: value for name, value in data.items() if name != "source"}


def _told(path: Path) -> dict[str, str]:
    try:
        return _read(path, path.stat().st_mtime)
    except FileNotFoundError:
        return {}
