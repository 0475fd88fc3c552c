"""Bringing in whole files: the starter of data/catalogue, lists of records, and the shapes of `formats`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.kernel.actors import SYSTEM, Actor
from motcua.operate.catalogue import formats, queries, rules
from motcua.operate.catalogue.formats import portal, sheets, whole
from motcua.operate.catalogue.models import Procedure
from motcua.operate.catalogue.services.reports import Fate, Report
from motcua.operate.catalogue.services.restoring import complete, take_history
from motcua.operate.catalogue.services.taking import REPEAL_HERE, link, take_entry
from motcua.operate.catalogue.services.versions import STARTER, Text, record, repeal

Parsed = rules.Taken | rules.Abolished


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing of a file that was understood; it is taken whole or not at all."""

    index: int
    id: str
    value: Parsed | formats.Entry | formats.History


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that was read: what to take, in this order, and what was refused already."""

    shape: str
    units: tuple[Unit, ...] = ()
    read: int = 0
    refusals: tuple[tuple[int, str, tuple[formats.Wrong, ...]], ...] = ()
    ignored: tuple[str, ...] = ()

    def report(self) -> Report:
        """The report with which taking begins."""
        report = Report(read=self.read, shape=self.shape, ignored=self.ignored)
        for index, id, wrong in self.refusals:
            report.refuse(index, id, wrong)
        return report


@dataclass
class _Pile:
    units: list[Unit] = field(default_factory=list)
    refusals: list[tuple[int, str, tuple[formats.Wrong, ...]]] = field(default_factory=list)


def read_file(data: bytes, *, expected: str | None = None) -> Reading:
    """Understand a file by its content alone; formats.BadFile when nothing of it can be read. Touches no database."""
    opened = formats.open_file(data, expected)
    if opened.shape == formats.RECORDS:
        return _records(opened.value)
    if opened.shape == formats.XLSX:
        book = sheets.read(data)
        return _items(opened.shape, book.items, tuple(f"trang tính “{title}”" for title in book.ignored))
    if opened.shape == formats.PORTAL:
        answer = portal.read(opened.value, queries.portal_codes())
        return _items(opened.shape, answer.items, answer.ignored)
    return _items(opened.shape, whole.read(opened.value))


@transaction.atomic
def import_file(reading: Reading, *, by: Actor, now: datetime, source: str) -> Report:
    """Take what was read; `source` names the file. All or nothing: an interrupted run leaves the catalogue as it was.

    What is wrong in itself was refused with its reason and stops nothing else. The same file again changes nothing.
    """
    report = reading.report()
    take(reading.units, report, by=by, now=now, source=source)
    conclude(reading, by=by, now=now)
    return report


def import_records(records: Sequence[Any], *, by: Actor, now: datetime, source: str) -> Report:
    """Take a list of records (data/catalogue/README.md describes the shape); `source` names the file.

    One record is one text of one period; the periods of a code become versions of one procedure, the older first.
    """
    return import_file(_records(records), by=by, now=now, source=source)


def take(units: Sequence[Unit], report: Report, *, by: Actor, now: datetime, source: str) -> None:
    """Take some units of a file, one after the other, and tell the report what became of each."""
    for unit in units:
        outcome = _take(unit, report, by=by, now=now, source=source)
        if isinstance(outcome, Fate):
            report.tell(outcome)
        else:
            report.refuse(unit.index, unit.id, (outcome,))


def conclude(reading: Reading, *, by: Actor, now: datetime) -> None:
    """After the last unit: what needs all procedures of the file to be here."""
    if reading.shape == formats.RECORDS:
        follow(by=by, now=now)
    for unit in reading.units:
        if isinstance(unit.value, formats.History):
            complete(unit.value, by=by, now=now)
        elif isinstance(unit.value, formats.Entry):
            link(unit.value, by=by, now=now)


@transaction.atomic
def load_starter(*, now: datetime, by: Actor = SYSTEM) -> Report:
    """Load data/catalogue: reference procedures, everyday words, successions. A second run changes nothing.

    What was imported or edited since then stays as it is.
    """
    rows = queries.data_file("procedures.json")["procedures"]
    report = Report(read=len(rows))
    for row in sorted(rows, key=lambda row: rules.era_order(row["era"])):
        content = rules.ProcedureContent.from_json(row["content"])
        text = Text(row["code"], row["era"], content, row["completeness"], row["source"], STARTER)
        report.nulls.update(rules.missing_parts(content))
        report.count(record(text=text, by=by, now=now))
    follow(by=by, now=now)
    return report


def follow(*, by: Actor, now: datetime) -> int:
    """Apply the successions known from data/catalogue to procedures that are here; how many changed."""
    changed = 0
    for row in queries.data_file("successions.json"):
        if Procedure.objects.filter(code=row["successor"]).exists():
            changed += repeal(code=row["code"], successor=row["successor"], reason=row["source"], by=by, now=now)
    return changed


def _items(shape: str, items: Sequence[formats.Item], ignored: tuple[str, ...] = ()) -> Reading:
    pile = _Pile()
    for index, item in enumerate(items):
        if item.value is None:
            pile.refusals.append((index, item.id, item.wrong))
        else:
            pile.units.append(Unit(index, item.id, item.value))
    return Reading(shape, tuple(pile.units), len(items), tuple(pile.refusals), ignored)


def _records(records: Sequence[Any]) -> Reading:
    """Records understood, older periods first; the others are put down as refused."""
    pile = _Pile()
    seen: dict[tuple[str, str], Parsed] = {}
    for index, item in enumerate(records):
        parsed, id = rules.from_source_record(item), rules.record_id(item, index)
        if isinstance(parsed, rules.Refused):
            pile.refusals.append((index, id, (formats.Wrong("", parsed.reason),)))
        elif seen.setdefault((parsed.code, parsed.era), parsed) is not parsed:
            again = "id: lặp lại một bản ghi ở trên trong cùng tệp"
            pile.refusals.append((index, id, (formats.Wrong("", again),)))
        else:
            pile.units.append(Unit(index, id, parsed))
    return Reading(formats.RECORDS, tuple(sorted(pile.units, key=_order)), len(records), tuple(pile.refusals))


def _order(unit: Unit) -> Any:
    return isinstance(unit.value, rules.Abolished), rules.era_order(getattr(unit.value, "era", "1"))


def _take(unit: Unit, report: Report, *, by: Actor, now: datetime, source: str) -> Fate | formats.Wrong:
    match unit.value:
        case formats.Entry() as entry:
            report.nulls.update(rules.missing_parts(entry.content))
            return take_entry(entry, report.shape, by=by, now=now, source=source)
        case formats.History() as history:
            report.nulls.update(rules.missing_parts(history.shown.content))
            return take_history(history, by=by, now=now, source=source)
        case rules.Abolished() as abolished:
            return _abolish(abolished, by=by, now=now)
        case taken:
            report.nulls.update(taken.nulls)
            outcome = record(text=_text(taken, source), by=by, now=now)
            return Fate(taken.code, taken.content.name, outcome)


def _abolish(parsed: rules.Abolished, *, by: Actor, now: datetime) -> Fate | formats.Wrong:
    """A code abolished by a decision: mark the procedure when it is known, refuse when nothing is known of it."""
    procedure = Procedure.objects.filter(code=parsed.code).first()
    if procedure is None:
        reason = f"name: thiếu tên thủ tục; bản ghi chỉ báo bãi bỏ, mà mã {parsed.code} chưa có trong danh mục"
        return formats.Wrong("", reason)
    if procedure.versions.filter(state="in_force", origin="agency").exists():
        return formats.Wrong("", REPEAL_HERE)
    done = repeal(code=parsed.code, reason=parsed.decision or "", by=by, now=now)
    return Fate(parsed.code, procedure.name, "updated" if done else "unchanged", "bãi bỏ" if done else "")


def _text(taken: rules.Taken, source: str) -> Text:
    return Text(
        code=taken.code,
        era=taken.era,
        content=taken.content,
        completeness=taken.completeness,
        source=taken.source,
        loaded_from=source[:200],
        is_national=taken.is_national,
        repealed=taken.repealed,
    )
