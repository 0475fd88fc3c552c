"""The file of agencies and units: read, checked as a whole, refused with the place of the first mistake."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

UNIT_TYPES = frozenset({"don_vi_thuoc_so", "nhom_don_vi", "chuc_danh"})
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_IDENTIFIER = re.compile(r"[A-Z0-9]+(\.[A-Z0-9]+)*")
IDENTIFIER_LENGTH = 35
_LONGEST = {"id": 60, "name": 300, "short_name": 100, "type": 40, "doc_symbol": 30, "unit_code": 10}


class BrokenFile(ValueError):
    """A reference file is not what it should be; the message names the place."""


@dataclass(frozen=True, slots=True)
class AgencyEntry:
    """One agency as the file gives it; None means the source did not say."""

    key: str
    name: str
    short_name: str
    kind: str
    parent: str | None
    identifier: str | None
    valid_from: date | None
    valid_to: date | None
    verified: bool
    source: str
    note: str
    doc_symbol: str
    admin_code: str


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """One unit (division, office, post) of the agency `agency`."""

    key: str
    agency: str
    name: str
    short_name: str
    kind: str
    valid_from: date | None
    valid_to: date | None
    verified: bool
    source: str
    note: str
    duties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SuccessionEntry:
    """On `on`, `successor` took over from `predecessor`."""

    predecessor: str
    successor: str
    on: date
    verified: bool
    source: str


@dataclass(frozen=True, slots=True)
class Reference:
    """The whole file, checked: parents exist and come first, keys are unique, dates are in order."""

    agencies: tuple[AgencyEntry, ...]
    units: tuple[UnitEntry, ...]
    successions: tuple[SuccessionEntry, ...]


def identifier_problem(value: str) -> str | None:
    """Why `value` is no agency identifier, in Vietnamese; None when it is one.

    QĐ 20/2020/QĐ-TTg: at most 35 characters, capital letters A to Z, digits and dots between them.
    """
    if not value:
        return "Chưa nhập mã định danh."
    if len(value) > IDENTIFIER_LENGTH:
        return f"Mã định danh có nhiều nhất {IDENTIFIER_LENGTH} ký tự, mã này có {len(value)}."
    if not _IDENTIFIER.fullmatch(value):
        return "Mã định danh chỉ gồm chữ in hoa A đến Z, chữ số và dấu chấm ở giữa, ví dụ H99.14."
    return None


def read_reference(content: Any) -> Reference:
    """The agencies, units and successions in `content` (parsed JSON). Raises BrokenFile naming the first bad place."""
    if not isinstance(content, Mapping) or not isinstance(content.get("agencies"), list):
        raise BrokenFile("agencies: một danh sách cơ quan được chờ đợi ở đây")
    rows = [_Row(f"agencies[{index}]", raw) for index, raw in enumerate(content["agencies"])]
    kinds = _kinds(rows)
    agencies = tuple(_agency(row, kinds) for row in rows if kinds[row.key] not in UNIT_TYPES)
    units = tuple(_unit(row, kinds) for row in rows if kinds[row.key] in UNIT_TYPES)
    successions = content.get("successions", [])
    if not isinstance(successions, list):
        raise BrokenFile("successions: một danh sách được chờ đợi ở đây")
    pairs = [_Row(f"successions[{index}]", raw) for index, raw in enumerate(successions)]
    return Reference(
        agencies=_parents_first(agencies),
        units=units,
        successions=tuple(_succession(row, {agency.key for agency in agencies}) for row in pairs),
    )


class _Row:
    """One object of the file, which knows where it stands."""

    def __init__(self, place: str, raw: Any) -> None:
        self.place = place
        if not isinstance(raw, Mapping):
            raise self.broken("một đối tượng được chờ đợi ở đây")
        self.raw = raw

    @property
    def key(self) -> str:
        key = self.text("id", required=True)
        if not _KEY.fullmatch(key):
            raise self.broken(f"id {key!r} chỉ được gồm chữ thường, chữ số và gạch ngang")
        return key

    def broken(self, what: str) -> BrokenFile:
        return BrokenFile(f"{self.place}: {what}")

    def text(self, name: str, *, required: bool = False) -> str:
        value = self.raw.get(name)
        if value is None:
            value = ""
        if not isinstance(value, str) or (required and not value.strip()):
            raise self.broken(f"thiếu {name}" if not value else f"{name} phải là chữ")
        limit = _LONGEST.get(name, 4000)
        if len(value) > limit or "\x00" in value:
            raise self.broken(f"{name} dài hơn {limit} ký tự hoặc có ký tự lạ")
        return value

    def flag(self, name: str) -> bool:
        value = self.raw.get(name)
        if not isinstance(value, bool):
            raise self.broken(f"{name} phải là true hoặc false")
        return value

    def day(self, name: str) -> date | None:
        value = self.raw.get(name)
        if value is None:
            return None
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            raise self.broken(f"{name} {value!r} không phải là ngày dạng 2025-07-01") from None

    def period(self) -> tuple[date | None, date | None]:
        first, last = self.day("valid_from"), self.day("valid_to")
        if first and last and last < first:
            raise self.broken("valid_to đứng trước valid_from")
        return first, last

    def parent(self, kinds: Mapping[str, str], *, required: bool) -> str | None:
        key = self.text("parent", required=required)
        if not key:
            return None
        if key not in kinds:
            raise self.broken(f"parent {key!r} không có trong tệp")
        if kinds[key] in UNIT_TYPES:
            raise self.broken(f"parent {key!r} là một đơn vị bên trong, không phải cơ quan")
        return key


def _kinds(rows: list[_Row]) -> dict[str, str]:
    kinds: dict[str, str] = {}
    for row in rows:
        if row.key in kinds:
            raise row.broken(f"id {row.key!r} đã có ở trên")
        kinds[row.key] = row.text("type", required=True)
    return kinds


def _agency(row: _Row, kinds: Mapping[str, str]) -> AgencyEntry:
    first, last = row.period()
    identifier = row.text("identifier") or None
    problem = identifier_problem(identifier) if identifier else None
    if problem:
        raise row.broken(f"identifier {identifier!r}: {problem}")
    return AgencyEntry(
        key=row.key,
        name=row.text("name", required=True),
        short_name=row.text("short_name"),
        kind=kinds[row.key],
        parent=row.parent(kinds, required=False),
        identifier=identifier,
        valid_from=first,
        valid_to=last,
        verified=row.flag("verified"),
        source=row.text("source"),
        note=row.text("note"),
        doc_symbol=row.text("doc_symbol"),
        admin_code=row.text("unit_code"),
    )


def _unit(row: _Row, kinds: Mapping[str, str]) -> UnitEntry:
    first, last = row.period()
    duties = row.raw.get("roles", [])
    if not isinstance(duties, list) or not all(isinstance(duty, str) for duty in duties):
        raise row.broken("roles phải là danh sách chữ")
    return UnitEntry(
        key=row.key,
        agency=row.parent(kinds, required=True) or "",
        name=row.text("name", required=True),
        short_name=row.text("short_name"),
        kind=kinds[row.key],
        valid_from=first,
        valid_to=last,
        verified=row.flag("verified"),
        source=row.text("source"),
        note=row.text("note"),
        duties=tuple(duties),
    )


def _succession(row: _Row, agencies: set[str]) -> SuccessionEntry:
    ends = [row.text(name, required=True) for name in ("predecessor", "successor")]
    for key in ends:
        if key not in agencies:
            raise row.broken(f"cơ quan {key!r} không có trong tệp")
    on = row.day("on")
    if on is None or ends[0] == ends[1]:
        raise row.broken("cần ngày on và hai cơ quan khác nhau")
    return SuccessionEntry(ends[0], ends[1], on, row.flag("verified"), row.text("source"))


def _parents_first(agencies: tuple[AgencyEntry, ...]) -> tuple[AgencyEntry, ...]:
    """Agencies in an order in which every parent comes before its children. Raises BrokenFile on a circle."""
    waiting = list(agencies)
    placed: list[AgencyEntry] = []
    known: set[str | None] = {None}
    while waiting:
        ready = [agency for agency in waiting if agency.parent in known]
        if not ready:
            raise BrokenFile(f"agencies: {waiting[0].key!r} và cơ quan cấp trên của nó tạo thành vòng")
        placed += ready
        known |= {agency.key for agency in ready}
        waiting = [agency for agency in waiting if agency.key not in known]
    return tuple(placed)
