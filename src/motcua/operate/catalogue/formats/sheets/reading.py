"""Reading the workbook: all rows of one procedure together, or none with every place and reason."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from motcua.operate.catalogue.formats.entries import BadFile, Entry, Item, Wrong, too_long
from motcua.operate.catalogue.formats.sheets import layout
from motcua.operate.catalogue.formats.sheets.cells import LONG_MARK, BadCell, understand
from motcua.operate.catalogue.formats.sheets.layout import CHANNEL, CODE, NONE, ORDER, Column
from motcua.operate.catalogue.formats.sheets.opening import Line, Opened, open_book
from motcua.operate.catalogue.rules import BadContent, ProcedureContent, era_order
from motcua.operate.catalogue.rules.source import CODE as CODE_SHAPE

PLACE = re.compile(r"(?P<part>\w+)(?:\[(?P<index>\d+)\])?(?:\.fees\[(?P<fee>\d+)\])?\.?(?P<path>.*)")
MOST_PROCEDURES = 50_000


@dataclass(slots=True)
class Group:
    """The rows of one procedure. `things`: for each part (channel fees under "channels[0].fees") its rows in order."""

    id: str
    main: Line
    lines: list[Line] = field(default_factory=list)
    things: dict[str, list[Line]] = field(default_factory=dict)
    wrong: list[Wrong] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Read:
    """What a workbook says: procedures, and the titles of sheets that were not looked at."""

    items: list[Item]
    ignored: tuple[str, ...]


def read(data: bytes) -> Read:
    """The procedures of the workbook; BadFile when it cannot be read as a whole."""
    opened = open_book(data)
    groups, strays = _groups(opened)
    if not groups and not strays:
        raise BadFile("không có thủ tục nào ở trang “Thủ tục”")
    if len(groups) > MOST_PROCEDURES:
        raise BadFile(f"có {len(groups)} thủ tục, nhiều nhất {MOST_PROCEDURES}")
    return Read([_item(group, opened.long) for group in groups] + strays, opened.ignored)


def _groups(opened: Opened) -> tuple[list[Group], list[Item]]:
    """Rows by code; what belongs to no procedure is refused row by row."""
    groups: dict[str, Group] = {}
    strays: dict[str, list[Wrong]] = {}
    for line in opened.lines[layout.MAIN.title]:
        code = _code(line)
        if code in groups:
            again = f"mã lặp lại, đã có ở dòng {groups[code].main.number}"
            groups[code].wrong += [*line.wrong, line.fault(CODE, again)]
        elif code:
            groups[code] = Group(code, line, wrong=list(line.wrong))
        else:
            strays[f"{layout.MAIN.title}, dòng {line.number}"] = line.wrong
    for page in layout.PARTS:
        for line in opened.lines[page.title]:
            code = _code(line)
            if code in groups:
                groups[code].lines.append(line)
                groups[code].wrong += line.wrong
            else:
                reason = line.fault(CODE, "mã này không có ở trang “Thủ tục”") if code else None
                strays.setdefault(code or f"{page.title}, dòng {line.number}", []).extend(
                    [*line.wrong, *([reason] if reason else [])]
                )
    return list(groups.values()), [Item(id, None, tuple(wrong)) for id, wrong in strays.items()]


def _code(line: Line) -> str:
    """The code of a row; a wrong cell is blamed on the procedure it seems to mean, or on the row ("")."""
    raw = line.raw.get(CODE)
    if raw is None:
        line.blame(CODE, "thiếu mã thủ tục")
        return ""
    if not isinstance(raw, str):
        line.blame(CODE, f"mã đã bị đổi thành số hoặc ngày ({str(raw)[:20]}); hãy đặt kiểu ô là chữ và ghi lại mã")
        return ""
    code = raw.strip()
    if code != raw:
        line.blame(CODE, "thừa khoảng trắng ở đầu hoặc cuối mã")
    if not CODE_SHAPE.fullmatch(code) or len(code) > 40:
        line.blame(CODE, "mã chỉ gồm chữ không dấu, số, dấu chấm và gạch nối, dài nhất 40")
        return ""
    return code


def _item(group: Group, long: dict[int, str]) -> Item:
    said = _values(group, group.main, layout.MAIN.columns, long)
    content = said.pop("content", {})
    _close_limit(content, "time_limit")
    if not any(value is not None for value in content.get("publication", {}).values()):
        content["publication"] = None
    _parts(group, content, long)
    entry = None
    if not group.wrong:
        entry = _entry(group, said, content)
    return Item(group.id, None if group.wrong else entry, tuple(group.wrong))


def _parts(group: Group, content: dict[str, Any], long: dict[int, str]) -> None:
    channels: dict[int, dict[str, Any]] = {}
    for page in layout.PARTS:
        if page is not layout.FEES:
            rows = _ordered(group, [line for line in group.lines if line.sheet is page], page.part)
            content[page.part] = None if rows is None else [_thing(group, line, long) for line in rows]
            if page is layout.CHANNELS:
                numbers = [line.raw[ORDER] for line in rows or ()]
                channels = dict(zip(numbers, content[page.part] or (), strict=True))
    _fees(group, content, channels, long)


def _fees(group: Group, content: dict[str, Any], channels: dict[int, dict[str, Any]], long: dict[int, str]) -> None:
    by_channel: dict[Any, list[Line]] = {}
    for line in group.lines:
        if line.sheet is layout.FEES:
            by_channel.setdefault(line.raw.get(CHANNEL), []).append(line)
    indexes = {number: index for index, number in enumerate(channels)}
    for number, lines in by_channel.items():
        if number is not None and (isinstance(number, bool | str) or number not in channels):
            for line in lines:
                group.wrong.append(line.fault(CHANNEL, f"trang “Cách thức” không có STT {str(number)[:20]}"))
            continue
        part = "fees" if number is None else f"channels[{indexes[number]}].fees"
        rows = _ordered(group, lines, part) or []
        owner = content if number is None else channels[number]
        owner["fees"] = [_thing(group, line, long) for line in rows]


def _ordered(group: Group, lines: Sequence[Line], part: str) -> list[Line] | None:
    """The rows of one part by their number; None without rows, [] for the one row that says "không có"."""
    if not lines:
        return None
    orders = [line.raw.get(ORDER) for line in lines]
    if any(isinstance(order, str) and order.strip().casefold() == NONE for order in orders):
        extra = [line for line in lines if set(line.raw) - {CODE, ORDER, CHANNEL}]
        if len(lines) > 1 or extra:
            group.wrong.append(lines[-1].fault(ORDER, f"đã ghi “{NONE}” thì không có dòng hoặc ô nào khác"))
        return []
    seen: set[Any] = set()
    for line in lines:
        order = line.raw.get(ORDER)
        if isinstance(order, float) and order.is_integer():
            order = line.raw[ORDER] = int(order)
        if not isinstance(order, int) or isinstance(order, bool) or order < 1:
            group.wrong.append(line.fault(ORDER, f"phải là số 1, 2, 3… kiểu số, hoặc chữ “{NONE}”"))
            line.raw[ORDER] = -line.number
        elif order in seen:
            group.wrong.append(line.fault(ORDER, f"số {order} lặp lại"))
            line.raw[ORDER] = -line.number
        seen.add(order)
    group.things[part] = sorted(lines, key=lambda line: line.raw[ORDER])
    return group.things[part]


def _thing(group: Group, line: Line, long: dict[int, str]) -> Any:
    own = [column for column in line.sheet.columns if column.heading not in (CODE, ORDER, CHANNEL)]
    if line.sheet.bare:
        return _value(group, line, own[0], long)
    values = _values(group, line, own, long)
    if line.sheet is layout.CHANNELS:
        _close_limit(values, "limit")
    return values


def _values(group: Group, line: Line, columns: Sequence[Column], long: dict[int, str]) -> dict[str, Any]:
    """The cells of a row under their paths, nested."""
    found: dict[str, Any] = {}
    for column in columns:
        *way, key = column.path.split(".")
        target = found
        for step in way:
            target = target.setdefault(step, {})
        target[key] = _value(group, line, column, long)
    return found


def _value(group: Group, line: Line, column: Column, long: dict[int, str]) -> Any:
    raw = line.raw.get(column.heading)
    blamed = any(wrong.column == line.columns.get(column.heading) for wrong in line.wrong)
    if raw is None:
        if column.required and not blamed:
            group.wrong.append(line.fault(column.heading, "thiếu, bắt buộc phải có"))
        return None
    try:
        if isinstance(raw, str) and raw.startswith(LONG_MARK):
            raw = _long(raw, long)
        return understand(raw, column)
    except BadCell as error:
        if not (blamed and column.heading == CODE):
            group.wrong.append(line.fault(column.heading, str(error)))
        return None


def _long(raw: str, long: dict[int, str]) -> str:
    number = raw.removeprefix(LONG_MARK)
    if not number.isascii() or not number.isdigit() or int(number[:9]) not in long:
        raise BadCell(f"trang “{layout.LONG}” không có số này")
    return long[int(number[:9])]


def _close_limit(values: dict[str, Any], key: str) -> None:
    """A limit without any cell is null; one without words takes those of its number and unit."""
    limit = values.get(key) or {}
    if all(value is None for value in limit.values()):
        values[key] = None
    elif limit["text"] is None:
        limit["text"] = ""


def _entry(group: Group, said: dict[str, Any], content: dict[str, Any]) -> Entry | None:
    try:
        parsed = ProcedureContent.from_json(content)
    except BadContent as error:
        group.wrong.append(_located(group, error))
        return None
    first, last = _day(group, said, "effective_from"), _day(group, said, "effective_to")
    if first and last and last < first:
        group.wrong.append(group.main.fault("Hiệu lực đến", "trước ngày có hiệu lực"))
    if said["successor"] and (said["state"] != "repealed" or said["successor"] == group.id):
        group.wrong.append(group.main.fault("Được thay bằng", "chỉ ghi khi thủ tục đã bãi bỏ và là mã khác"))
    wrong = too_long(parsed)
    if wrong is not None:
        group.wrong.append(group.main.fault(_heading(layout.MAIN.columns, f"content.{wrong[0]}"), wrong[1]))
    try:
        era_order(said["era"])
    except ValueError as error:
        group.wrong.append(group.main.fault("Thời kỳ", str(error)))
    repealed = said["state"] == "repealed"
    return Entry(
        group.id,
        parsed,
        said["is_national"],
        repealed,
        said["successor"],
        said["era"],
        said["completeness"],
        first,
        last,
    )


def _day(group: Group, said: dict[str, Any], key: str) -> date | None:
    try:
        return date.fromisoformat(said[key]) if said[key] else None
    except ValueError:
        heading = next(column.heading for column in layout.MAIN.columns if column.path == key)
        group.wrong.append(group.main.fault(heading, "không phải ngày"))
        return None


def _located(group: Group, error: BadContent) -> Wrong:
    """The row and cell of a fault in the content as a whole."""
    match = PLACE.fullmatch(error.place)
    if match is None:
        return group.main.fault("", str(error))
    part, path = match["part"], match["path"]
    if match["fee"] is not None:
        part, match_index = f"channels[{match['index']}].fees", match["fee"]
    else:
        match_index = match["index"]
    lines = group.things.get(part, [])
    if match_index is None or int(match_index) >= len(lines):
        return group.main.fault(_heading(layout.MAIN.columns, f"content.{error.place}"), error.problem)
    line = lines[int(match_index)]
    return line.fault(_heading(line.sheet.columns, path), error.problem)


def _heading(columns: Sequence[Column], path: str) -> str:
    found = [column for column in columns if column.path and path and (column.path + ".").startswith(path + ".")]
    return found[0].heading if found else ""
