"""The whole catalogue as JSON: every procedure by code, every version by number, every fact in the order recorded.

What is null is left out, a list known to be empty stays: the same catalogue is always the same bytes, also after new
parts were added to the shape. Left out on purpose: who recorded a row here and when, because that belongs to the log of
one instance; and drafts that officials are writing, because they are no texts of the catalogue yet.
"""

import json
from collections.abc import Iterable
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

from motcua.operate.catalogue.formats.entries import BadFile, History, Item, Wrong, too_long
from motcua.operate.catalogue.rules import BadContent, ProcedureContent, codec
from motcua.operate.catalogue.rules.source import CODE

FORMAT = "motcua-catalogue/1"
MOST_PROCEDURES = 50_000


def dump(histories: Iterable[History]) -> bytes:
    """The file: UTF-8, one blank of indent, a line break at the end."""
    rows = [prune(history) for history in sorted(histories, key=lambda history: history.code)]
    text = json.dumps({"format": FORMAT, "procedures": rows}, ensure_ascii=False, indent=1)
    return (text + "\n").encode()


def read(value: Any) -> list[Item]:
    """The procedures of a parsed file; a wrong one carries its reasons and stops no other."""
    rows = value.get("procedures")
    if not isinstance(rows, list) or not rows:
        raise BadFile("procedures: phải là danh sách có ít nhất một thủ tục")
    extra = set(value) - {"format", "procedures"}
    if extra:
        raise BadFile(f"{min(extra)[:40]}: không có mục này trong dạng tệp {FORMAT}")
    if len(rows) > MOST_PROCEDURES:
        raise BadFile(f"có {len(rows)} thủ tục, nhiều nhất {MOST_PROCEDURES}")
    items, seen = [], set[str]()
    for index, row in enumerate(rows):
        item = _item(row, index)
        if item.value is not None and item.id in seen:
            item = Item(item.id, None, (Wrong(f"procedures[{index}].code", "mã lặp lại trong cùng tệp"),))
        seen.add(item.id)
        items.append(item)
    return items


def prune(value: Any) -> Any:
    """A dataclass as JSON without what has its default: null is not written, "known to be empty" is."""
    if is_dataclass(value) and not isinstance(value, type):
        held = ((field, getattr(value, field.name)) for field in fields(value))
        return {field.name: prune(kept) for field, kept in held if not _is_default(field, kept)}
    return [prune(item) for item in value] if isinstance(value, tuple) else value


def _is_default(field: Any, value: Any) -> bool:
    if field.default_factory is not MISSING:
        return bool(value == field.default_factory())
    return field.default is not MISSING and type(value) is type(field.default) and value == field.default


def _item(row: Any, index: int) -> Item:
    place = f"procedures[{index}]"
    code = row.get("code") if isinstance(row, dict) else None
    id = code[:80] if isinstance(code, str) and code.isprintable() and code else f"#{index + 1}"
    try:
        history = codec.decode(History, row, place)
        if not CODE.fullmatch(history.code) or len(history.code) > 40:
            raise BadContent(f"{place}.code", "mã chỉ gồm chữ không dấu, số, dấu chấm và gạch nối, dài nhất 40")
        for version in history.versions:  # rules that hold between the parts of one text
            ProcedureContent.from_json(version.content.to_json())
            wrong = too_long(version.content)
            if wrong is not None:
                raise BadContent(f"{place}.versions[{version.number - 1}].content.{wrong[0]}", wrong[1])
    except BadContent as error:
        return Item(id, None, (Wrong(error.place, error.problem),))
    return Item(id, history)
