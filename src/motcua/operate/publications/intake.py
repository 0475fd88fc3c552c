"""A decision as a JSON file: what is read, and what is wrong with it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.operate.publications.rules import DecisionInput, EntryInput

HEAD = {
    "level", "issuer", "summary", "scope", "shortened", "number", "signed_on", "effective_on", "drafted_on",
    "seen_on", "unit",
}  # fmt: skip
ENTRY = {"code", "change", "successor", "texts", "effective_on", "text_signed_on", "name"}
DAYS = {"signed_on", "effective_on", "drafted_on", "seen_on", "text_signed_on"}


class Unreadable(ValueError):
    """The file is no decision; the message says where."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the file says; `file` is the name of the PDF beside it, or empty."""

    head: DecisionInput
    entries: tuple[EntryInput, ...]
    file: str


def read(text: str) -> Said:
    """A decision from JSON. Raises Unreadable with the place; whether it may be taken is judged elsewhere."""
    try:
        row = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise Unreadable(f"not JSON: {error}") from None
    if not isinstance(row, dict) or not isinstance(row.get("procedures"), list):
        raise Unreadable('expected {"level": …, "issuer": …, "procedures": […]}')
    rest = {key: value for key, value in row.items() if key not in {"procedures", "file"}}
    head = DecisionInput(**{"level": "", "issuer": "", "summary": "", **_values(rest, HEAD, "decision")})
    entries = []
    for line, item in enumerate(row["procedures"], start=1):
        if not isinstance(item, dict):
            raise Unreadable(f"procedures[{line}]: expected an object")
        entries.append(EntryInput(**{"code": "", "change": "", **_values(item, ENTRY, f"procedures[{line}]")}))
    file = row.get("file") or ""
    if not isinstance(file, str):
        raise Unreadable("file: expected the name of a PDF")
    return Said(head, tuple(entries), file)


def _values(row: Mapping[str, Any], allowed: set[str], place: str) -> dict[str, Any]:
    unknown = sorted(row.keys() - allowed)
    if unknown:
        raise Unreadable(f"{place}: unknown {', '.join(unknown)}")
    return {key: _value(key, value, f"{place}.{key}") for key, value in row.items() if value is not None}


def _value(key: str, value: Any, place: str) -> Any:
    if key in DAYS:
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            raise Unreadable(f"{place}: {value!r} is no day like 2024-05-20") from None
    if key == "shortened":
        if isinstance(value, bool):
            return value
        raise Unreadable(f"{place}: expected true or false")
    if key == "texts":
        if isinstance(value, list) and all(isinstance(text, str) for text in value):
            return tuple(value)
        raise Unreadable(f"{place}: expected a list of texts")
    if not isinstance(value, str):
        raise Unreadable(f"{place}: expected a text")
    return value
