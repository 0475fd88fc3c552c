"""A procedure as rows of cells, sheet by sheet; two procedures with the same rows are the same to the workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.operate.catalogue.formats.entries import Entry
from motcua.operate.catalogue.formats.sheets import layout
from motcua.operate.catalogue.formats.sheets.cells import show
from motcua.operate.catalogue.formats.sheets.layout import CHANNEL, CODE, NONE, ORDER, Column, Sheet
from motcua.operate.catalogue.rules import codec

Cell = str | int | date | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """What stands in the columns that are not the thing's own: code, order, number of the channel."""

    code: str
    order: int | str
    channel: int | None = None

    def cell(self, heading: str) -> Cell:
        return {CODE: self.code, ORDER: self.order, CHANNEL: self.channel}[heading]


def rows_of(entry: Entry) -> dict[str, list[Row]]:
    """The rows of each sheet for one procedure. No row in a part: no data. One row "không có": known to be empty."""
    content = codec.encode(entry.content)
    rows = {layout.MAIN.title: [_main(entry, content)]}
    for sheet in layout.PARTS:
        rows[sheet.title] = _part(sheet, entry.code, content[sheet.part])
    for number, channel in enumerate(content["channels"] or (), 1):
        rows[layout.FEES.title] += _part(layout.FEES, entry.code, channel["fees"], number)
    return rows


def _main(entry: Entry, content: Mapping[str, Any]) -> Row:
    said = {
        "code": entry.code,
        "is_national": entry.is_national,
        "state": "repealed" if entry.repealed else "in_force",
        "successor": entry.successor,
        "era": entry.era,
        "completeness": entry.completeness,
        "effective_from": entry.effective_from,
        "effective_to": entry.effective_to,
        "content": content,
    }
    return tuple(show(at(said, column.path), column) for column in layout.MAIN.columns)


def _part(sheet: Sheet, code: str, things: Sequence[Any] | None, channel: int | None = None) -> list[Row]:
    if things is None:
        return []
    if not things:
        return [_row(sheet, _Place(code, NONE, channel), None)]
    return [_row(sheet, _Place(code, order, channel), thing) for order, thing in enumerate(things, 1)]


def _row(sheet: Sheet, place: _Place, thing: Any) -> Row:
    return tuple(_cell(sheet, column, place, thing) for column in sheet.columns)


def _cell(sheet: Sheet, column: Column, place: _Place, thing: Any) -> Cell:
    if column.heading in (CODE, ORDER, CHANNEL):
        return place.cell(column.heading)
    if sheet.bare:
        return show(thing, column)
    return show(at(thing, column.path), column)


def at(value: Any, path: str) -> Any:
    """The value under a dotted path; null when anything on the way is null."""
    for key in path.split("."):
        if value is None:
            return None
        value = value[key]
    return value
