"""Who depends on whom in a draft of a form: which conditions, computed values and checks read which question.

Works on definitions as data, finished or not; says nothing about whether they could be used.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.operate.eforms.rules.tokens import Reference, references

Data = Mapping[str, Any]
PARTS = {
    "when": "điều kiện hiện",
    "compute": "cách tính",
    "checks": "phép kiểm tra",
    "on": "ngày xét danh mục",
    "cosign": "người cùng ký",
}
_PLACE = re.compile(r"sections\[(\d+)\](?:\.fields\[(\d+)\])?(?:\.(\w+))?")


@dataclass(frozen=True, slots=True, order=True)
class Use:
    """`owner` (key of a field or section, "" for the form) reads `read` in its `part` (a key of PARTS)."""

    owner: str
    part: str
    read: Reference


def sections(data: Data) -> list[dict[str, Any]]:
    return list(data.get("sections", ()))


def fields(data: Data) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Every field with its section, in the order of the form."""
    for section in sections(data):
        for field in section["fields"]:
            yield section, field


def keys(data: Data) -> frozenset[str]:
    """Every key in use; sections and fields share one set of names."""
    return frozenset(s["key"] for s in sections(data)) | frozenset(f["key"] for _, f in fields(data))


def find_section(data: Data, key: str) -> dict[str, Any] | None:
    return next((section for section in sections(data) if section["key"] == key), None)


def find_field(data: Data, key: str) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """The field called `key` with its section."""
    return next(((section, field) for section, field in fields(data) if field["key"] == key), None)


def uses(data: Data) -> Iterator[Use]:
    """Every question read anywhere, and by whom."""
    for section in sections(data):
        yield from _read(section["key"], "when", section.get("when", ""))
        for field in section["fields"]:
            for part in ("when", "compute"):
                yield from _read(field["key"], part, field.get(part, ""))
            for check in field.get("checks", ()):
                yield from _read(field["key"], "checks", check.get("expr", ""))
            if str(field.get("on", "")).isidentifier():
                yield Use(field["key"], "on", Reference(field["on"]))
    cosign = data.get("cosign") or {}
    if cosign.get("section"):
        yield Use("", "cosign", Reference(cosign["section"]))


def _read(owner: str, part: str, source: str) -> Iterator[Use]:
    yield from (Use(owner, part, reference) for reference in sorted(references(source)))


def unresolved(data: Data) -> frozenset[Use]:
    """Uses of questions that are not there, or cannot be seen from where they are used."""
    columns = {s["key"]: {f["key"] for f in s["fields"]} for s in sections(data) if s.get("repeat")}
    top = set(columns) | {f["key"] for s in sections(data) if not s.get("repeat") for f in s["fields"]}
    home = {field["key"]: section["key"] for section, field in fields(data)}
    named = {section["key"] for section in sections(data)}

    def seen(use: Use) -> bool:
        if use.part == "cosign":
            return use.read.key in named
        if use.read.of:
            return use.read.key in columns.get(use.read.of, ())
        return use.read.key in top or use.read.key in columns.get(home.get(use.owner, ""), ())

    return frozenset(use for use in uses(data) if not seen(use))


def users_of(data: Data, key: str) -> list[Use]:
    """Who reads the field or section called `key`."""
    return [use for use in uses(data) if use.read.key == key or use.read.of == key]


def label_of(data: Data, key: str) -> str:
    """The words people know a field or section by; the key itself when there is none."""
    found = find_field(data, key)
    if found is not None:
        return str(found[1].get("label") or key)
    section = find_section(data, key)
    return str(section.get("title") or key) if section is not None else key


def in_words(data: Data, use: Use) -> str:
    """«Nơi sinh»: điều kiện hiện."""
    return f"«{label_of(data, use.owner)}»: {PARTS[use.part]}" if use.owner else PARTS[use.part].capitalize()


def owner_of(data: Data, place: str) -> tuple[str, str, str]:
    """Section key, field key and part of a place like "sections[1].fields[0].when"; "" for what it does not name."""
    match = _PLACE.match(place)
    if match is None:
        return "", "", place.split(".", 1)[0].split("[", 1)[0]
    rows = sections(data)
    at, inner, part = int(match[1]), match[2], match[3] or ""
    if at >= len(rows):
        return "", "", part
    section = rows[at]
    inside = section["fields"][int(inner)] if inner and int(inner) < len(section["fields"]) else None
    return section["key"], inside["key"] if inside else "", part
