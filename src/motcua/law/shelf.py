"""Reads the folder of law files as a whole: `rules/*.json`, `calendars/KEY.json` with `calendars/KEY.csv`."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from motcua.law.rules import Book, CalendarHead, Day, RuleSet
from motcua.law.rules.reading import Fault, Unreadable, read_days, read_head, read_rule_set
from motcua.law.rules.rule_sets import clashes

Read = TypeVar("Read")
LARGEST = 2_000_000  # bytes; a law file is a few kilobytes, anything far larger is a mistake


@dataclass
class Shelf:
    """What a folder holds; `faults` is empty when every file could be read."""

    rule_sets: list[RuleSet] = field(default_factory=list)
    heads: dict[str, CalendarHead] = field(default_factory=dict)
    days: dict[str, tuple[Day, ...]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    digest: str = ""

    def book(self) -> Book:
        """The law as these files have it; ValueError names the first file that cannot be read."""
        if self.faults:
            fault = self.faults[0]
            raise ValueError(f"{fault.file}, dòng {fault.line}: {fault.reason}")
        versions = {key: f"{key}@{self.digest}" for key in self.heads}
        return Book(tuple(self.rule_sets), self.heads, self.days, versions)


def read_folder(folder: Path) -> Shelf:
    """Read every law file of `folder`; never raises for what is in a file."""
    shelf = Shelf()
    rule_files, calendar_files = sorted(folder.glob("rules/*.json")), sorted(folder.glob("calendars/*.json"))
    if not rule_files or not calendar_files:
        shelf.faults.append(Fault(folder.name, 0, f"không có tệp quy tắc hoặc tệp lịch trong {folder}"))
    digest = hashlib.sha256()
    for path in rule_files:
        rule_set = _read(path, read_rule_set, shelf, digest.update)
        if rule_set is not None:
            shelf.rule_sets.append(rule_set)
    for path in calendar_files:
        head = _read(path, read_head, shelf, digest.update)
        days = _read(path.with_suffix(".csv"), read_days, shelf, digest.update)
        if head is not None and days is not None:
            if head.key != path.stem:
                shelf.faults.append(Fault(path.name, 1, f"key “{head.key}” khác tên tệp"))
            shelf.heads[head.key], shelf.days[head.key] = head, days
    shelf.faults += _contradictions(shelf.rule_sets)
    shelf.digest = digest.hexdigest()[:8]
    return shelf


def shipped_book(folder: Path) -> Book:
    """The law straight from the files, for an instance without a database yet; kept until a file changes."""
    files = sorted([*folder.glob("rules/*.json"), *folder.glob("calendars/*")])
    return _kept(folder, tuple((path.name, path.stat().st_mtime_ns) for path in files))


@lru_cache(maxsize=4)
def _kept(folder: Path, _stamp: tuple[tuple[str, int], ...]) -> Book:
    return read_folder(folder).book()


def _read(path: Path, read: Callable[[str], Read], shelf: Shelf, update: Callable[[bytes], None]) -> Read | None:
    try:
        if path.stat().st_size > LARGEST:
            raise Unreadable(0, f"tệp lớn hơn {LARGEST} byte")
        data = path.read_bytes()
        update(data)
        return read(data.decode("utf-8"))
    except Unreadable as error:
        shelf.faults.append(Fault(path.name, error.line, error.reason))
    except UnicodeDecodeError as error:
        shelf.faults.append(Fault(path.name, data[: error.start].count(b"\n") + 1, "không phải chữ UTF-8"))
    except OSError as error:
        shelf.faults.append(Fault(path.name, 0, f"không đọc được ({error.strerror})"))
    return None


def _contradictions(rule_sets: list[RuleSet]) -> list[Fault]:
    faults = []
    seen: set[str] = set()
    for rule_set in rule_sets:
        if rule_set.id in seen:
            faults.append(Fault(f"{rule_set.id}.json", 1, f"id “{rule_set.id}” có ở hai tệp"))
        seen.add(rule_set.id)
    for first, second in clashes(rule_sets):
        reason = f"cùng loại “{first.kind}” và cùng có hiệu lực với “{first.id}” trong một ngày"
        faults.append(Fault(f"{second.id}.json", 1, reason))
    return faults
