"""The shape of a code list and of one edition of it; what is wrong with rows somebody brings in. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

EDITORS: Final = ("control_officer", "administrator")
KEY: Final = re.compile(r"[a-z][a-z0-9_]{1,39}")
CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._\-]{0,39}")
MOST: Final = 50_000  # rows of one edition; the whole country has about 3,400 communes
FIELDS: Final = ("code", "name", "parent", "kind", "valid_from", "valid_to")
HEADINGS: Final = {
    "ma": "code",
    "ten": "name",
    "ma cha": "parent",
    "loai": "kind",
    "tu ngay": "valid_from",
    "den ngay": "valid_to",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One code. `parent`: code in the list above (a district, a province); "" for none. Dates: None is not said."""

    code: str
    name: str
    parent: str = ""
    kind: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, on: date) -> bool:
        """Whether its own dates allow the day; what they do not say they do not forbid."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that cannot be taken. `row`: line of the file, 0 for the file as a whole."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What a new edition changes against another, by code."""

    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    changed: tuple[tuple[Entry, Entry], ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def key_problem(key: str) -> str | None:
    """Why `key` cannot name a list; None when it can."""
    if KEY.fullmatch(key):
        return None
    return "mã danh mục gồm 2 đến 40 chữ thường không dấu, chữ số, gạch dưới, bắt đầu bằng chữ"


def entry_problem(entry: Entry) -> str | None:
    """Why the row cannot be a code; None when it can."""
    if not CODE.fullmatch(entry.code):
        return "mã chỉ gồm chữ không dấu, chữ số, dấu chấm, gạch nối, dài nhất 40"
    if not entry.name or len(entry.name) > 300:
        return "thiếu tên, hoặc tên dài hơn 300 chữ"
    if entry.parent and not CODE.fullmatch(entry.parent):
        return "mã cha chỉ gồm chữ không dấu, chữ số, dấu chấm, gạch nối"
    if entry.parent == entry.code:
        return "mã cha trùng với chính nó"
    if entry.valid_from and entry.valid_to and entry.valid_to < entry.valid_from:
        return "đến ngày trước từ ngày"
    return None


def columns(headings: Sequence[str]) -> dict[int, str] | str:
    """Which column is which field, by folded heading; words when the heading row cannot be used."""
    found: dict[int, str] = {}
    for index, heading in enumerate(headings):
        field = HEADINGS.get(heading)
        if field in found.values():
            return f"cột «{heading}» có hai lần"
        if field:
            found[index] = field
        elif heading:
            return f"không hiểu cột «{heading}»; chỉ nhận: mã, tên, mã cha, loại, từ ngày, đến ngày"
    if not {"code", "name"} <= set(found.values()):
        return "dòng đầu phải có cột mã và cột tên"
    return found


def difference(old: Iterable[Entry], new: Iterable[Entry]) -> Difference:
    """What changes from `old` to `new`, in the order of the codes."""
    before: Mapping[str, Entry] = {entry.code: entry for entry in old}
    after: Mapping[str, Entry] = {entry.code: entry for entry in new}
    return Difference(
        added=tuple(after[code] for code in sorted(after.keys() - before.keys())),
        removed=tuple(before[code] for code in sorted(before.keys() - after.keys())),
        changed=tuple(
            (before[code], after[code]) for code in sorted(before.keys() & after.keys()) if before[code] != after[code]
        ),
    )
