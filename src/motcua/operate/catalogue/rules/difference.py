"""What differs between two texts of a procedure, part by part: rows added, removed, changed and moved. Pure.

A component is recognised by its stable code, other rows by what names them, and texts by their likeness.
`apply(old, compare(old, new)) == new` holds for every pair, so that nothing can differ unseen.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from difflib import SequenceMatcher
from typing import Any, Final, Literal

from motcua.kernel.text import fold
from motcua.operate.catalogue.rules import content as c
from motcua.operate.catalogue.rules.parts import LABELS
from motcua.operate.catalogue.rules.words import brief, label, said

Kind = Literal["added", "removed", "changed", "moved"]
KIND_LABELS: Final = {"added": "thêm", "removed": "bỏ", "changed": "sửa", "moved": "đổi chỗ"}
ALIKE: Final = 0.6  # texts that share this much are the same text, changed
MOST_COMPARED: Final = 200  # longer lists are only compared by their keys

PART_LABELS: Final = {
    **LABELS,
    "field": "lĩnh vực",
    "field_code": "mã lĩnh vực",
    "local_code": "mã địa phương",
    "procedure_id": "số bản ghi trên Cổng Dịch vụ công quốc gia",
    "kind": "loại thủ tục",
    "kind_text": "loại thủ tục như văn bản ghi",
    "internal_scope": "phạm vi nội bộ",
    "same_day": "giải quyết ngay trong ngày",
    "competent": "nơi giải quyết",
    "levels": "cấp thực hiện",
    "steps_are_summary": "trình tự là bản tóm tắt",
    "publication": "công bố",
    "scope_note": "ghi chú phạm vi",
}
Key = Callable[[Any], Hashable]
# How rows of each list are recognised, the strictest first. A part without an entry is compared by its text.
KEYS: Final[dict[str, tuple[Key, ...]]] = {
    "components": (lambda row: row.code,),
    "channels": (lambda row: (row.kind, row.case), lambda row: row.kind),
    "fees": (lambda row: (row.kind, row.code, row.case, row.per), lambda row: (row.kind, row.case)),
    "results": (lambda row: row.code or object(), lambda row: row.name),
    "agencies": (lambda row: (row.role, row.name), lambda row: (row.role, row.code or object())),
    "forms": (lambda row: row.name, lambda row: row.component_code or object()),
    "legal_bases": (lambda row: row.number,),
}
TEXTS: Final = frozenset({"steps", "conditions", "subjects", "levels"})


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a row or of the record before and after, as values and in words."""

    key: str
    label: str
    before: Any
    after: Any
    before_words: str
    after_words: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row of a list. `old_at` and `new_at` count from 0; None: it is not there."""

    kind: Kind
    name: str
    old_at: int | None
    new_at: int | None
    before: Any
    after: Any
    fields: tuple[FieldChange, ...] = ()
    moved: bool = False

    @property
    def kind_label(self) -> str:
        return KIND_LABELS[self.kind] + (", đổi chỗ" if self.moved and self.kind == "changed" else "")


@dataclass(frozen=True, slots=True)
class PartChange:
    """One part of the record. `whole`: the part changed as a value (or between "no data" and "none")."""

    key: str
    label: str
    rows: tuple[RowChange, ...] = ()
    whole: FieldChange | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that differs; false when nothing does."""

    parts: tuple[PartChange, ...]

    def __bool__(self) -> bool:
        return bool(self.parts)

    def removed_components(self) -> tuple[c.Component, ...]:
        """The papers of the old text that the new one no longer asks for."""
        return tuple(
            row.before for part in self.parts if part.key == "components" for row in part.rows if row.kind == "removed"
        )


def compare(old: c.ProcedureContent, new: c.ProcedureContent) -> Difference:
    """All changes that lead from `old` to `new`, in the order of the record."""
    return Difference(
        tuple(
            part
            for field in fields(c.ProcedureContent)
            if (part := _part(field.name, getattr(old, field.name), getattr(new, field.name))) is not None
        )
    )


def apply(old: c.ProcedureContent, changes: Difference) -> c.ProcedureContent:
    """`old` with `changes` carried out."""
    return replace(old, **{part.key: _applied(getattr(old, part.key), part) for part in changes.parts})


def to_json(changes: Difference) -> list[dict[str, Any]]:
    """The difference for a script: parts with rows and fields in words."""
    return [
        {
            "part": part.key,
            "label": part.label,
            **({"before": part.whole.before_words, "after": part.whole.after_words} if part.whole else {}),
            "rows": [
                {
                    "change": row.kind,
                    "moved": row.moved,
                    "name": row.name,
                    "fields": [{"field": f.key, "before": f.before_words, "after": f.after_words} for f in row.fields],
                }
                for row in part.rows
            ],
        }
        for part in changes.parts
    ]


def _part(key: str, old: Any, new: Any) -> PartChange | None:
    if old == new:
        return None
    name = PART_LABELS.get(key) or label(key)
    if not isinstance(old or new, tuple):
        return PartChange(key, name, whole=_field(c.ProcedureContent, key, old, new, name))
    if old is None or new is None:
        whole = _field(c.ProcedureContent, key, old, new, name)
        return PartChange(key, name, _rows(key, old or (), new or ()), whole)
    return PartChange(key, name, _rows(key, old, new))


def _rows(key: str, old: Sequence[Any], new: Sequence[Any]) -> tuple[RowChange, ...]:
    pairs = _paired(key, old, new)
    steady = _steady(pairs)
    removed = [
        RowChange("removed", brief(row), at, None, row, None)
        for at, row in enumerate(old)
        if at not in {left for left, _ in pairs}
    ]
    there: dict[int, RowChange] = {}
    for left, right in pairs:
        changes = _fields(old[left], new[right])
        moved = (left, right) not in steady
        if changes or moved:
            kind: Kind = "changed" if changes else "moved"
            row = RowChange(kind, brief(old[left]), left, right, old[left], new[right], changes, moved)
            there[right] = row
    matched = {right for _, right in pairs}
    for at, item in enumerate(new):
        if at not in matched:
            there[at] = RowChange("added", brief(item), None, at, None, item)
    return (*removed, *(there[at] for at in sorted(there)))


def _paired(key: str, old: Sequence[Any], new: Sequence[Any]) -> list[tuple[int, int]]:
    """Which old row is which new one: equal rows first, then by key, then by likeness of text."""
    left, right = dict(enumerate(old)), dict(enumerate(new))
    pairs: list[tuple[int, int]] = []
    equal: tuple[Key, ...] = () if key == "components" else (lambda row: row,)
    for name in (*equal, *KEYS.get(key, ())):
        waiting: dict[Hashable, list[int]] = {}
        for at, row in left.items():
            waiting.setdefault(name(row), []).append(at)
        for at, row in list(right.items()):
            if waiting.get(name(row)):
                found = waiting[name(row)].pop(0)
                pairs.append((found, at))
                del left[found], right[at]
    if key in TEXTS and len(left) * len(right) <= MOST_COMPARED**2:
        pairs += _alike(left, right)
    return sorted(pairs)


def _alike(left: dict[int, Any], right: dict[int, Any]) -> list[tuple[int, int]]:
    """The rest, paired by how much their texts share, the most alike first."""
    scored = [
        (SequenceMatcher(None, _text(a), _text(b)).ratio(), -abs(i - j), i, j)
        for i, a in left.items()
        for j, b in right.items()
    ]
    pairs: list[tuple[int, int]] = []
    for score, _, i, j in sorted(scored, reverse=True):
        if score >= ALIKE and i in left and j in right:
            pairs.append((i, j))
            del left[i], right[j]
    return pairs


def _text(row: Any) -> str:
    return fold(row if isinstance(row, str) else row.text)


def _steady(pairs: list[tuple[int, int]]) -> set[tuple[int, int]]:
    """The longest run of pairs that keep their order; the others have moved."""
    best: list[tuple[int, int | None]] = []  # (length, previous) of the longest run that ends at this pair
    for at, (_, right) in enumerate(pairs):
        length, previous = 0, None
        for earlier in range(at):
            if pairs[earlier][1] < right and best[earlier][0] > length:
                length, previous = best[earlier][0], earlier
        best.append((length + 1, previous))
    place = max(range(len(best)), key=lambda at: best[at][0], default=None)
    run: set[tuple[int, int]] = set()
    while place is not None:
        run.add(pairs[place])
        place = best[place][1]
    return run


def _fields(old: Any, new: Any) -> tuple[FieldChange, ...]:
    if old == new:
        return ()
    if not is_dataclass(old):
        return (_field(str, "text", old, new),)
    return tuple(
        _field(type(old), field.name, before, after)
        for field in fields(old)
        if (before := getattr(old, field.name)) != (after := getattr(new, field.name))
    )


def _field(owner: type, key: str, old: Any, new: Any, name: str = "") -> FieldChange:
    words = [said(value, owner=owner, key=key) for value in (old, new)]
    return FieldChange(key, name or label(key), old, new, *words)


def _applied(old: Any, part: PartChange) -> Any:
    if part.whole is not None and (part.whole.after is None or not isinstance(part.whole.after, tuple)):
        return part.whole.after
    gone = {row.old_at for row in part.rows}
    kept = iter([row for at, row in enumerate(old or ()) if at not in gone])
    placed = {row.new_at: row.after for row in part.rows if row.new_at is not None}
    size = len(old or ()) + sum((row.new_at is not None) - (row.old_at is not None) for row in part.rows)
    return tuple(placed[at] if at in placed else next(kept) for at in range(size))
