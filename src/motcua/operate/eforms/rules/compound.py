"""Answers that are more than a text: codes of shared lists, addresses by official units, attached files.

A clean address is plain text, or {"line", "unit", "on"}: what was written, the code of the unit, and the day on whose
list the unit stands. A clean file answer is a list of {"sha256", "name"}.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from motcua.kernel.text import clean
from motcua.operate.eforms.rules.definition import Definition, Field
from motcua.operate.eforms.rules.lookups import Lookup

LONGEST_LINE = 300
MOST_FILES = 20
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
_SHA256 = re.compile(r"[0-9a-f]{64}")

Cleaned = tuple[Any, str]


def listed(field: Field, raw: Any, on: date, lookup: Lookup) -> Cleaned:
    """One code of the field's list, valid on the day `on`."""
    code = _code(raw)
    if code and lookup(field.code_list, code, on) is not None:
        return code, ""
    return None, f"Hãy chọn một mục trong danh mục cho «{field.label}» (danh mục có hiệu lực ngày {on:%d/%m/%Y})."


def several(field: Field, raw: Any, on: date, lookup: Lookup) -> Cleaned:
    """Several codes of the field's list, sorted, each once."""
    codes = {_code(item) for item in (raw if isinstance(raw, list | tuple) else [raw])[:200]}
    if "" in codes or any(lookup(field.code_list, code, on) is None for code in codes):
        return None, f"Hãy chọn các mục trong danh mục cho «{field.label}» (có hiệu lực ngày {on:%d/%m/%Y})."
    return sorted(codes), ""


def address(field: Field, raw: Mapping[str, Any], on: date, lookup: Lookup) -> Cleaned:
    """An address of a line and a unit; without a unit it is the line alone (abroad, or where no list is kept)."""
    line = clean(raw["line"][:20_000]) if isinstance(raw.get("line"), str) else ""
    longest = field.max_length or LONGEST_LINE
    if len(line) > longest:
        return None, f"«{field.label}» dài quá {longest} ký tự. Hãy viết ngắn hơn."
    if not raw.get("unit"):
        return (line, "") if line else (None, f"Hãy nhập «{field.label}».")
    day = _day(raw.get("on")) if not field.on else None
    unit, day = _code(raw["unit"]), day or on
    if not unit or lookup(field.code_list, unit, day) is None:
        return None, f"«{field.label}»: hãy chọn xã, phường trong danh mục có hiệu lực ngày {day:%d/%m/%Y}."
    return {"line": line, "unit": unit, "on": day.isoformat()}, ""


def files(field: Field, raw: Any) -> Cleaned:
    """The files of an answer, as `with_files` puts them there."""
    items = raw if isinstance(raw, list | tuple) else []
    found = [{"sha256": item["sha256"], "name": _name(item)} for item in items[:MOST_FILES] if _is_file(item)]
    if not found or len(found) != len(items):
        return None, f"Hãy đính kèm tệp cho «{field.label}» (nhiều nhất {MOST_FILES} tệp)."
    return found, ""


def _is_file(item: Any) -> bool:
    return isinstance(item, Mapping) and isinstance(item.get("sha256"), str) and bool(_SHA256.fullmatch(item["sha256"]))


def _name(item: Mapping[str, Any]) -> str:
    return (clean(item["name"][:1000])[-255:] if isinstance(item.get("name"), str) else "") or "tệp"


def with_files(
    definition: Definition, answers: Mapping[str, Any], attached: Mapping[str, list[dict[str, str]]]
) -> dict[str, Any]:
    """`answers` with the files `attached` under each component; what was typed there does not count."""
    asked = {field.key: field.paper for _, field in definition.fields() if field.type == "file"}
    return {**answers, **{key: attached.get(paper, []) for key, paper in asked.items()}}


def words(field: Field, value: Any, on: date, lookup: Lookup) -> str:
    """A clean coded answer as people read it; "" for what needs no list to be read."""
    if field.type == "address" and isinstance(value, dict):
        day = _day(value["on"]) or on
        then, now = (lookup(field.code_list, value["unit"], one) for one in (day, on))
        # Units are merged and renamed: what an old address says is read on the list it was taken from, and said so.
        old = f" (theo danh mục ngày {day:%d/%m/%Y})" if then and then != now else ""
        return ", ".join(filter(None, (value["line"], f"{then or value['unit']}{old}")))
    if field.codelist and field.type == "choice" and value is not None:
        return lookup(field.codelist, value, on) or str(value)
    if field.codelist and field.type == "multi" and value:
        return ", ".join(lookup(field.codelist, code, on) or code for code in value)
    return ""


def _code(raw: Any) -> str:
    text = str(raw) if isinstance(raw, int) and not isinstance(raw, bool) else raw
    text = clean(text[:200]) if isinstance(text, str) else ""
    return text if _CODE.fullmatch(text) else ""


def _day(raw: Any) -> date | None:
    if not isinstance(raw, str) or not re.fullmatch(r"[12]\d{3}-\d{2}-\d{2}", raw):
        return None
    try:
        return date.fromisoformat(raw)
    except ValueError:
        return None
