"""What changes between two texts of a form, in sentences: for whoever publishes, before it is published."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.operate.eforms.rules import uses

WORDS = {
    "title": "tên", "procedures": "thủ tục dùng biểu mẫu", "source": "nguồn", "pages": "cách chia trang",
    "cosign": "người cùng ký", "intro": "lời giới thiệu", "when": "điều kiện hiện", "repeat": "số dòng lặp",
    "layout": "cách trình bày", "label": "câu hỏi", "type": "loại ô", "required": "bắt buộc hay không",
    "help": "lời giải thích", "options": "các câu trả lời", "codelist": "danh mục dùng chung", "compute": "cách tính",
    "checks": "phép kiểm tra", "clause": "điều khoản", "prefill": "nguồn điền sẵn", "max_length": "độ dài tối đa",
    "min": "giá trị nhỏ nhất", "max": "giá trị lớn nhất", "decimals": "số chữ số sau dấu phẩy", "pattern": "cách viết",
    "not_future": "giới hạn ngày", "not_past": "giới hạn ngày", "component": "thành phần hồ sơ", "origin": "nguồn gốc",
    "key": "mã", "fields": "các ô", "default": "giá trị sẵn", "passport": "nhận số hộ chiếu", "on": "ngày xét danh mục",
    "given": "lấy từ bước khác", "note": "ghi chú", "autocomplete": "gợi ý của trình duyệt",
    "pattern_message": "lời báo khi viết sai", "completeness": "mức đầy đủ", "version": "bản", "ours": "phần tự thêm",
}  # fmt: skip
"""What each attribute of a definition is called."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs. `kind`: added, removed, moved, changed; `where`: section title; `what`: which parts."""

    kind: str
    label: str
    where: str = ""
    what: tuple[str, ...] = ()


def difference(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> tuple[Change, ...]:
    """From `before` (None: there was no form) to `after`, in the order of the form."""
    return tuple(_changes(before or {"sections": []}, after))


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    if "title" in before:
        parts = _parts(before, after, skip={"sections", "version", "key"})
        if parts:
            yield Change("changed", "Cả biểu mẫu", what=parts)
    yield from _sections(before, after)
    yield from _fields(before, after)


def _sections(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    old = {section["key"]: section for section in uses.sections(before)}
    new = {section["key"]: section for section in uses.sections(after)}
    moved = _moved(list(old), list(new))
    for key, section in new.items():
        if key not in old:
            yield Change("added", f"Mục «{section['title']}»")
            continue
        if key in moved:
            yield Change("moved", f"Mục «{section['title']}»")
        if parts := _parts(old[key], section, skip={"fields", "key"}):
            yield Change("changed", f"Mục «{section['title']}»", what=parts)
    yield from (Change("removed", f"Mục «{section['title']}»") for key, section in old.items() if key not in new)


def _fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    old = {field["key"]: (section, field) for section, field in uses.fields(before)}
    new = {field["key"]: (section, field) for section, field in uses.fields(after)}
    moved = _moved(list(old), list(new))
    for key, (section, field) in new.items():
        if key not in old:
            yield Change("added", f"Ô «{field['label']}»", section["title"])
            continue
        if key in moved or old[key][0]["key"] != section["key"]:
            yield Change("moved", f"Ô «{field['label']}»", section["title"])
        if parts := _parts(old[key][1], field, skip={"key"}):
            yield Change("changed", f"Ô «{field['label']}»", section["title"], parts)
    for key, (section, field) in old.items():
        if key not in new:
            yield Change("removed", f"Ô «{field['label']}»", section["title"])


def _parts(before: Mapping[str, Any], after: Mapping[str, Any], *, skip: set[str]) -> tuple[str, ...]:
    names = [name for name in {**before, **after} if name not in skip and before.get(name) != after.get(name)]
    return tuple(dict.fromkeys(WORDS.get(name, name) for name in names))


def _moved(old: list[str], new: list[str]) -> frozenset[str]:
    """The fewest keys whose moving explains the new order: those outside the longest run that kept its order."""
    place = {key: index for index, key in enumerate(old)}
    kept = [key for key in new if key in place]
    best: list[int] = []
    back: list[int] = []
    for index, key in enumerate(kept):
        before = [at for at in range(index) if place[kept[at]] < place[key]]
        back.append(max(before, key=lambda at: best[at], default=-1))
        best.append((best[back[-1]] if back[-1] >= 0 else 0) + 1)
    at = max(range(len(kept)), key=lambda index: best[index], default=-1)
    stayed = set()
    while at >= 0:
        stayed.add(kept[at])
        at = back[at]
    return frozenset(set(kept) - stayed)
