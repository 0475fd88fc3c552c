"""Changing a draft of a form: every operation takes a definition as data and gives a new one, or says why not.

Whatever is done, the outcome can be read again, keys stay unique, and no question disappears from under a condition
that reads it. Nothing here judges whether the form is finished.
"""

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from motcua.kernel.text import fold
from motcua.operate.eforms.rules import uses
from motcua.operate.eforms.rules.evaluate import FieldError
from motcua.operate.eforms.rules.expressions import BUILT_IN, FUNCTIONS, RESERVED
from motcua.operate.eforms.rules.refused import Refused
from motcua.operate.eforms.rules.shape import MAX_FIELDS
from motcua.operate.eforms.rules.tokens import Reference, loop_names, renamed

Form = dict[str, Any]
Edited = Form | Refused
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,59}")
# What stands nowhere in a definition because it says nothing.
_SILENT: dict[str, Any] = {"origin": "ours", "layout": "cards", "decimals": 0, "pages": "sections"}
GONE = Refused("gone", "Mục hoặc ô này không còn trong bản nháp: có thể vừa bị xoá ở một cửa sổ khác.")
LAST = Refused("last", "Biểu mẫu phải có ít nhất một mục nên không xoá được mục cuối cùng.")
FULL = Refused("full", f"Biểu mẫu đã có {MAX_FIELDS} ô hoặc mục, không thêm được nữa.")


def blank(key: str, title: str, *, source: tuple[str, ...] = (), procedures: tuple[str, ...] = ()) -> Form:
    """A form with one empty section."""
    return {
        "key": key, "version": "1", "title": title, "procedures": list(procedures), "source": list(source),
        "sections": [{"key": "muc_1", "title": "Thông tin chung", "fields": []}],
    }  # fmt: skip


def key_for(label: str, taken: frozenset[str], *, fallback: str = "o") -> str:
    """A key made of a label ("Ngày sinh" → ngay_sinh), unlike those `taken` and unlike any word of expressions."""
    plain = re.sub(r"[^a-z0-9]+", "_", fold(label)).strip("_")[:40].strip("_")
    plain = plain if plain and plain[0].isalpha() else f"{fallback}_{plain}".strip("_")
    busy = taken | RESERVED | BUILT_IN | FUNCTIONS
    key, number = plain, 2
    while key in busy:
        key, number = f"{plain}_{number}", number + 1
    return key


def change_form(data: Form, values: Mapping[str, Any]) -> Edited:
    """Set attributes of the form itself; those that say nothing are taken out."""
    fresh = deepcopy(data)
    _set(fresh, values, keep=("key", "version", "title", "procedures", "source", "sections"))
    return _unbroken(data, fresh, "Chưa đổi được vì:")


def add_section(data: Form, values: Mapping[str, Any], *, after: str = "") -> Edited:
    """A new section called as `values` say, after the section `after` ("": at the end)."""
    if _full(data):
        return FULL
    fresh = deepcopy(data)
    section: Form = {"key": key_for(str(values["title"]), uses.keys(data), fallback="muc"), "title": "", "fields": []}
    _set(section, values, keep=("key", "title", "fields"))
    keys = [one["key"] for one in fresh["sections"]]
    fresh["sections"].insert(keys.index(after) + 1 if after in keys else len(keys), section)
    return fresh


def change_section(data: Form, key: str, values: Mapping[str, Any]) -> Edited:
    """Set attributes of a section. Refused when it starts or ends to repeat while others read its fields."""
    fresh = deepcopy(data)
    section = uses.find_section(fresh, key)
    if section is None:
        return GONE
    _set(section, values, keep=("key", "title", "fields"))
    return _unbroken(data, fresh, "Khi mục lặp lại nhiều lần, ô của mục chỉ đọc được trong mục. Hãy sửa trước:")


def move_section(data: Form, key: str, position: int) -> Edited:
    """Put a section at `position` (from 0; beyond the ends means the end)."""
    fresh = deepcopy(data)
    section = uses.find_section(fresh, key)
    if section is None:
        return GONE
    fresh["sections"].remove(section)
    fresh["sections"].insert(max(0, position), section)
    return fresh


def duplicate_section(data: Form, key: str) -> Edited:
    """A copy right after the section; its conditions read the copied questions."""
    section = uses.find_section(data, key)
    if section is None:
        return GONE
    if _full(data, len(section["fields"]) + 1):
        return FULL
    fresh, copy = deepcopy(data), deepcopy(section)
    copy["title"] = f"{section['title']} (bản sao)"
    taken = uses.keys(data)
    copy["key"] = key_for(copy["key"], taken)
    taken |= {copy["key"]}
    for field in copy["fields"]:
        old = field["key"]
        field["key"] = key_for(old, taken)
        taken |= {field["key"]}
        _retarget_in({"sections": [copy]}, Reference(old), field["key"])
    fresh["sections"].insert(data["sections"].index(section) + 1, copy)
    return fresh


def delete_section(data: Form, key: str) -> Edited:
    """Take a section out with its fields. Refused when it is the last, or when others read its fields."""
    if uses.find_section(data, key) is None:
        return GONE
    if len(data["sections"]) == 1:
        return LAST
    fresh = deepcopy(data)
    fresh["sections"] = [section for section in fresh["sections"] if section["key"] != key]
    return _unbroken(data, fresh, f"Mục «{uses.label_of(data, key)}» đang được dùng nên chưa xoá được. Hãy sửa trước:")


def add_field(data: Form, section: str, values: Mapping[str, Any], *, after: str = "") -> Edited:
    """A new field in `section`, after the field `after` ("": at the end)."""
    fresh = deepcopy(data)
    home = uses.find_section(fresh, section)
    if home is None:
        return GONE
    if _full(data):
        return FULL
    field: Form = {"key": key_for(str(values["label"]), uses.keys(data)), "label": "", "type": "text"}
    _set(field, values, keep=("key", "label", "type"))
    keys = [one["key"] for one in home["fields"]]
    home["fields"].insert(keys.index(after) + 1 if after in keys else len(keys), field)
    return fresh


def change_field(data: Form, key: str, values: Mapping[str, Any]) -> Edited:
    """Set attributes of a field; those that say nothing are taken out."""
    fresh = deepcopy(data)
    found = uses.find_field(fresh, key)
    if found is None:
        return GONE
    _set(found[1], values, keep=("key", "label", "type"))
    return fresh


def move_field(data: Form, key: str, section: str, position: int) -> Edited:
    """Put a field into `section` at `position` (from 0). Refused when somebody could no longer read what they read."""
    fresh = deepcopy(data)
    found, home = uses.find_field(fresh, key), uses.find_section(fresh, section)
    if found is None or home is None:
        return GONE
    found[0]["fields"].remove(found[1])
    home["fields"].insert(max(0, position), found[1])
    return _unbroken(data, fresh, f"Ô «{uses.label_of(data, key)}» chưa chuyển được sang mục này. Hãy sửa trước:")


def duplicate_field(data: Form, key: str) -> Edited:
    """A copy right after the field."""
    found = uses.find_field(data, key)
    if found is None:
        return GONE
    section, field = found
    copy = {name: value for name, value in field.items() if name != "key"}
    return add_field(data, section["key"], {**copy, "label": f"{field['label']} (bản sao)"[:600]}, after=key)


def delete_field(data: Form, key: str) -> Edited:
    """Take a field out. Refused, with the list, when conditions, computed values or checks read it."""
    fresh = deepcopy(data)
    found = uses.find_field(fresh, key)
    if found is None:
        return GONE
    found[0]["fields"].remove(found[1])
    return _unbroken(data, fresh, f"Ô «{uses.label_of(data, key)}» đang được dùng nên chưa xoá được. Hãy sửa trước:")


def rename(data: Form, old: str, new: str) -> Edited:
    """Give a field or section another key; whoever read it reads it under the new one."""
    if old == new:
        return data
    if not _KEY.fullmatch(new) or new in RESERVED | BUILT_IN | FUNCTIONS:
        return Refused("key", "Mã chỉ gồm chữ không dấu, chữ số, gạch dưới, bắt đầu bằng chữ; trừ các từ dành riêng.")
    if new in uses.keys(data):
        return Refused("key", f"Mã «{new}» đã dùng cho «{uses.label_of(data, new)}».")
    if any(new in loop_names(source) for source in _sources(data)):
        return Refused("key", f"Mã «{new}» đã dùng làm tên dòng trong một công thức. Hãy chọn mã khác.")
    fresh = deepcopy(data)
    section, found = uses.find_section(fresh, old), uses.find_field(fresh, old)
    if section is None and found is None:
        return GONE
    (section or found[1])["key"] = new  # type: ignore[index]
    _retarget_in(fresh, Reference(old), new)
    if found is not None and found[0].get("repeat"):
        _retarget_in(fresh, Reference(old, found[0]["key"]), new)
    return fresh


def _sources(data: Mapping[str, Any]) -> list[str]:
    """Every expression of a definition."""
    found = [str(section.get("when", "")) for section in data["sections"]]
    for _, field in uses.fields(data):
        found += [str(field.get("when", "")), str(field.get("compute", ""))]
        found += [str(check["expr"]) for check in field.get("checks", ())]
    return found


def _retarget_in(data: Form, old: Reference, new: str) -> None:
    for section in data["sections"]:
        if section.get("when"):
            section["when"] = renamed(section["when"], old, new)
        for field in section["fields"]:
            for part in ("when", "compute"):
                if field.get(part):
                    field[part] = renamed(field[part], old, new)
            for check in field.get("checks", ()):
                check["expr"] = renamed(check["expr"], old, new)
            if not old.of and field.get("on") == old.key:
                field["on"] = new
    cosign = data.get("cosign")
    if cosign and not old.of and cosign.get("section") == old.key:
        cosign["section"] = new


def _set(target: Form, values: Mapping[str, Any], *, keep: tuple[str, ...]) -> None:
    for name, value in values.items():
        empty = value is None or value is False or value in ("", [], {}) or _SILENT.get(name, ...) == value
        if name == "key" or (empty and name not in keep):
            if name != "key":
                target.pop(name, None)
        else:
            target[name] = deepcopy(value)


def _full(data: Form, more: int = 1) -> bool:
    count = sum(len(section["fields"]) for section in data["sections"])
    return max(count, len(data["sections"])) + more > MAX_FIELDS


def _unbroken(before: Form, after: Form, why: str) -> Edited:
    """`after`, unless something in it reads what it can no longer see."""
    lost = sorted(uses.unresolved(after) - uses.unresolved(before))
    if not lost:
        return after
    places = tuple(dict.fromkeys(FieldError(use.owner, uses.in_words(before, use)) for use in lost))
    return Refused("needed", why, places)
