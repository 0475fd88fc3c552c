"""What the shapes have in common: a procedure with its history, or with the one text that people see."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from motcua.operate.catalogue.rules import ProcedureContent, era_order

State = Literal["draft", "in_force", "replaced", "repealed"]
Origin = Literal["reference", "agency"]
Completeness = Literal["full", "detail", "partial", "listing"]
ServiceLevel = Literal["full", "partial", "information"]
Holder = Literal["population", "earlier_result", "business_register", "other", "nobody"]
MOST = {"name": 1000, "field": 200}  # letters that the columns of a procedure hold


class BadFile(ValueError):
    """The file cannot be read at all and nothing of it was taken; the message (Vietnamese) says where and why."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing wrong with a procedure of a file. `place`: where a person finds it ("trang “Phí, lệ phí”, dòng 7")."""

    place: str
    reason: str
    sheet: str = ""
    row: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}" if self.place else self.reason


@dataclass(frozen=True, slots=True)
class Entry:
    """A procedure with one text: what XLSX and `LayThuTuc` carry. `era` None: the shape does not say the period."""

    code: str
    content: ProcedureContent
    is_national: bool = True
    repealed: bool = False
    successor: str | None = None
    era: str | None = None
    completeness: str | None = None
    effective_from: date | None = None
    effective_to: date | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """One text of the history. Days are ISO dates."""

    number: int
    era: str
    state: State
    origin: Origin
    completeness: Completeness
    content: ProcedureContent
    effective_from: str | None = None
    effective_to: str | None = None
    loaded_from: str = ""
    source: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        era_order(self.era)
        first, last = _day(self.effective_from), _day(self.effective_to)
        if first and last and last < first:
            raise ValueError("ngày hết hiệu lực trước ngày có hiệu lực")
        if not isinstance(self.source, dict) or not storable(self.source):
            raise ValueError("source: phải là một đối tượng JSON")
        _fits("loaded_from", self.loaded_from, 200)


@dataclass(frozen=True, slots=True)
class Level:
    """The online level an agency declared from a day on, with its ground."""

    agency: str
    since: str
    source: str
    level: ServiceLevel | None = None
    eligible_full_online: bool | None = None

    def __post_init__(self) -> None:
        _day(self.since)
        _fits("agency", self.agency, 60)
        _fits("source", self.source, 500)
        if not self.source.strip() or not self.agency.replace("-", "").replace("_", "").isalnum():
            raise ValueError("mức độ trực tuyến phải có khoá cơ quan (agency) và căn cứ (source)")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a person found about one component: who in the State holds what it says, or nobody."""

    component: str
    held_by: Holder
    note: str = ""

    def __post_init__(self) -> None:
        _fits("component", self.component, 60)
        _fits("note", self.note, 500)


@dataclass(frozen=True, slots=True)
class Option:
    """An approved option of decentralisation and its execution."""

    decision: str
    decided_on: str
    from_level: str
    to_level: str
    due_on: str | None = None
    started_on: str | None = None
    executed_on: str | None = None
    evidence: str = ""

    def __post_init__(self) -> None:
        for day in (self.decided_on, self.due_on, self.started_on, self.executed_on):
            _day(day)
        for name, most in (("decision", 200), ("from_level", 10), ("to_level", 10), ("evidence", 500)):
            _fits(name, getattr(self, name), most)
        if self.from_level == self.to_level or (self.executed_on and not self.evidence):
            raise ValueError("phương án phân cấp phải đổi cấp, và khi đã thực hiện phải có văn bản thực hiện")


@dataclass(frozen=True, slots=True)
class History:
    """A procedure with all its texts by number, and the facts kept beside them: what JSON carries.

    `successor` follows a repealed procedure. `repealed_on`, `repeal_decision`, `repealed_for`: a decided repeal, its
    first day without effect and who follows on that day.
    """

    code: str
    versions: tuple[Version, ...]
    is_national: bool = True
    repealed: bool = False
    successor: str | None = None
    repealed_on: str | None = None
    repeal_decision: str = ""
    repealed_for: str | None = None
    levels: tuple[Level, ...] = ()
    marks: tuple[Mark, ...] = ()
    decentralisations: tuple[Option, ...] = ()

    def __post_init__(self) -> None:
        states = [version.state for version in self.versions]
        if [version.number for version in self.versions] != list(range(1, len(states) + 1)) or not states:
            raise ValueError("versions: phải có ít nhất một phiên bản, số 1, 2, 3… theo thứ tự")
        if states.count("in_force") > 1:
            raise ValueError("versions: hai phiên bản cùng đang áp dụng")
        if self.repealed and "in_force" in states:
            raise ValueError("versions: thủ tục đã bãi bỏ mà còn phiên bản đang áp dụng")
        if self.successor is not None and (not self.repealed or self.successor == self.code):
            raise ValueError("successor: chỉ thủ tục đã bãi bỏ mới có thủ tục khác thay thế")
        _day(self.repealed_on)
        _fits("repeal_decision", self.repeal_decision, 200)

    @property
    def shown(self) -> Version:
        """The version that names the procedure: in force, else repealed, else the newest."""
        for state in ("in_force", "repealed"):
            found = [version for version in self.versions if version.state == state]
            if found:
                return found[-1]
        return self.versions[-1]


@dataclass(frozen=True, slots=True)
class Item:
    """One procedure of a file as it was read: what it says, or what is wrong with it (then nothing of it is taken).

    `id` is its code, or its place when even that could not be read.
    """

    id: str
    value: Entry | History | None
    wrong: tuple[Wrong, ...] = ()


def storable(value: Any, depth: int = 0) -> bool:
    """True when both databases can keep `value` as JSON: no NUL, no half of a surrogate pair, not nested for ever."""
    if depth > 20:
        return False
    if isinstance(value, str):
        return "\x00" not in value and not any("\ud800" <= letter <= "\udfff" for letter in value)
    if isinstance(value, dict):
        return all(storable(key, depth + 1) and storable(held, depth + 1) for key, held in value.items())
    if isinstance(value, list):
        return all(storable(held, depth + 1) for held in value)
    try:
        return len(json.dumps(value, allow_nan=False)) < 100
    except (TypeError, ValueError):
        return False


def too_long(content: ProcedureContent) -> tuple[str, str] | None:
    """(field, what is wrong) when the procedure itself could not hold it; None when it fits."""
    for name, most in MOST.items():
        if len(getattr(content, name) or "") > most:
            return name, f"dài hơn {most:,} chữ".replace(",", ".")
    return None


def _day(text: str | None) -> date | None:
    try:
        day = date.fromisoformat(text) if text is not None else None
    except ValueError as error:
        raise ValueError(f"không phải ngày dạng năm-tháng-ngày: {text!r}") from error
    if day is not None and day.isoformat() != text:
        raise ValueError(f"không phải ngày dạng năm-tháng-ngày: {text!r}")
    return day


def _fits(name: str, text: str | None, most: int) -> None:
    if text is not None and len(text) > most:
        raise ValueError(f"{name}: dài hơn {most} chữ")
