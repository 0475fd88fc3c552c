"""Whether a definition has the right parts of the right kinds, before anything in it is understood."""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.operate.eforms.rules.definition import TYPES

MAX_FIELDS = 600
MAX_CELLS = 4000  # fields times rows of a repeated section
MAX_REPEAT = 200
MAX_ITEMS = 500  # answers to choose from, checks, procedures, sources
LONGEST_LABEL = 600
LONGEST_TEXT = 4000

TEXT, FLAG, WHOLE, NUMBER, LIST, MAP, VALUE = "text", "flag", "whole", "number", "list", "map", "value"
_KINDS: dict[str, tuple[type, ...]] = {
    TEXT: (str,),
    FLAG: (bool,),
    WHOLE: (int,),
    NUMBER: (int, float),
    LIST: (list,),
    MAP: (dict,),
    VALUE: (str, int, bool),
}
_KIND_WORDS = {
    TEXT: "chữ",
    FLAG: "true hoặc false",
    WHOLE: "số nguyên",
    NUMBER: "số",
    LIST: "danh sách",
    MAP: "nhóm thuộc tính",
    VALUE: "chữ, số nguyên hoặc true/false",
}
FORM = {
    "key": TEXT, "version": TEXT, "title": TEXT, "procedures": LIST, "source": LIST, "sections": LIST,
    "completeness": TEXT, "note": TEXT, "ours": TEXT, "pages": TEXT, "cosign": MAP,
}  # fmt: skip
SECTION = {
    "key": TEXT, "title": TEXT, "fields": LIST, "intro": TEXT, "when": TEXT, "repeat": MAP, "given": FLAG,
    "origin": TEXT, "layout": TEXT,
}  # fmt: skip
FIELD = {
    "key": TEXT, "label": TEXT, "type": TEXT, "required": FLAG, "help": TEXT, "options": LIST, "when": TEXT,
    "compute": TEXT, "checks": LIST, "clause": TEXT, "prefill": TEXT, "default": VALUE, "max_length": WHOLE,
    "pattern": TEXT, "pattern_message": TEXT, "min": NUMBER, "max": NUMBER, "decimals": WHOLE, "not_future": FLAG,
    "not_past": FLAG, "passport": FLAG, "autocomplete": TEXT, "origin": TEXT, "note": TEXT,
    "codelist": TEXT, "on": TEXT, "component": TEXT,
}  # fmt: skip
REPEAT = {"min": WHOLE, "max": WHOLE, "item": TEXT}
OPTION = {"value": TEXT, "label": TEXT}
CHECK = {"expr": TEXT, "message": TEXT}
COSIGN = {"who": TEXT, "reason": TEXT, "section": TEXT}
_MARKUP = re.compile(r"<\s*[a-zA-Z/!?]|javascript\s*:|&#|\bon\w+\s*=", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
# Expressions compare with "<": they are judged by their own syntax, and never shown.
_CODE = {"when", "compute", "expr", "pattern"}


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in a definition: where ("sections[1].fields[0].when") and what, in Vietnamese.

    `severity`: "error" (it cannot be used) or "warning" (it can, but somebody should look).
    """

    place: str
    message: str
    severity: str = "error"


def is_markup(text: str) -> bool:
    """Whether a text to be shown holds tags, scripts or characters nobody can read."""
    return bool(_MARKUP.search(text) or _CONTROL.search(text))


def shape_problems(data: Any) -> Iterator[Problem]:
    """Everything about the outer form of `data` that keeps it from being read."""
    if not isinstance(data, Mapping):
        yield Problem("", "định nghĩa biểu mẫu phải là một nhóm thuộc tính (JSON object)")
        return
    yield from _parts(data, "", FORM, {"key", "version", "title", "procedures", "source", "sections"})
    for name in ("procedures", "source"):
        items = data.get(name)
        if isinstance(items, list) and len(items) > MAX_ITEMS:
            yield Problem(name, f"có {len(items)} mục, tối đa {MAX_ITEMS}")
            continue
        for index, item in enumerate(items if isinstance(items, list) else []):
            if isinstance(item, str):
                yield from _words(name, item, f"{name}[{index}]", required=True)
            else:
                yield Problem(f"{name}[{index}]", "phải là chữ")
    cosign = data.get("cosign")
    if isinstance(cosign, Mapping):
        yield from _parts(cosign, "cosign", COSIGN, {"who"})
    sections = data.get("sections")
    if isinstance(sections, list):
        if not sections:
            yield Problem("sections", "biểu mẫu phải có ít nhất một mục")
        total = sum(len(s["fields"]) for s in sections if isinstance(s, Mapping) and isinstance(s.get("fields"), list))
        if total > MAX_FIELDS or len(sections) > MAX_FIELDS:
            yield Problem("sections", f"biểu mẫu có {total} ô, tối đa {MAX_FIELDS}")
            return
        for index, section in enumerate(sections):
            yield from _section(section, f"sections[{index}]")


def _section(section: Any, place: str) -> Iterator[Problem]:
    if not isinstance(section, Mapping):
        yield Problem(place, "mục phải là một nhóm thuộc tính")
        return
    yield from _parts(section, place, SECTION, {"key", "title", "fields"})
    repeat = section.get("repeat")
    if isinstance(repeat, Mapping):
        yield from _parts(repeat, f"{place}.repeat", REPEAT, {"min", "max"})
    fields = section.get("fields")
    for index, field in enumerate(fields if isinstance(fields, list) else []):
        yield from _field(field, f"{place}.fields[{index}]")


def _field(field: Any, place: str) -> Iterator[Problem]:
    if not isinstance(field, Mapping):
        yield Problem(place, "ô phải là một nhóm thuộc tính")
        return
    yield from _parts(field, place, FIELD, {"key", "label", "type"})
    if isinstance(field.get("type"), str) and field["type"] not in TYPES:
        yield Problem(
            f"{place}.type", f"loại ô «{field['type'][:40]}» không có; các loại có: {', '.join(sorted(TYPES))}"
        )
    for name, spec in (("options", OPTION), ("checks", CHECK)):
        items = field.get(name)
        if isinstance(items, list) and len(items) > MAX_ITEMS:
            yield Problem(f"{place}.{name}", f"có {len(items)} mục, tối đa {MAX_ITEMS}")
            continue
        for index, item in enumerate(items if isinstance(items, list) else []):
            if isinstance(item, Mapping):
                yield from _parts(item, f"{place}.{name}[{index}]", spec, set(spec))
            else:
                yield Problem(f"{place}.{name}[{index}]", "phải là một nhóm thuộc tính")


def _parts(data: Mapping[str, Any], place: str, spec: Mapping[str, str], needed: set[str]) -> Iterator[Problem]:
    """Unknown, missing and wrongly typed attributes of one object."""
    at = f"{place}." if place else ""
    for name in sorted(needed - set(data)):
        yield Problem(f"{at}{name}", "thiếu thuộc tính này")
    for name, value in data.items():
        kind = spec.get(name) if isinstance(name, str) else None
        if kind is None:
            yield Problem(f"{at}{str(name)[:40]}", "thuộc tính lạ, có thể viết sai tên")
        elif not isinstance(value, _KINDS[kind]) or (isinstance(value, bool) and kind in {WHOLE, NUMBER}):
            if not (value is None and name in {"repeat", "default", "cosign"}):
                yield Problem(f"{at}{name}", f"phải là {_KIND_WORDS[kind]}")
        elif isinstance(value, float) and not math.isfinite(value):
            yield Problem(f"{at}{name}", "phải là một số có thật")
        elif isinstance(value, str):
            yield from _words(name, value, f"{at}{name}", required=name in needed)


def _words(name: str, value: str, place: str, *, required: bool) -> Iterator[Problem]:
    if required and not value.strip():
        yield Problem(place, "không được để trống")
    longest = LONGEST_LABEL if name in {"label", "title"} else LONGEST_TEXT
    if len(value) > longest:
        yield Problem(place, f"dài {len(value)} ký tự, tối đa {longest}")
    elif _CONTROL.search(value):
        yield Problem(place, "có ký tự điều khiển không đọc được")
    elif name not in _CODE and _MARKUP.search(value):
        yield Problem(place, "không được chứa thẻ HTML hoặc mã lệnh; chỉ viết chữ thường")
