"""The annex table: joins its pieces over page breaks and turns its rows into indicators."""

import re
from dataclasses import dataclass, field
from typing import Final

from motcua.kernel.text import fold

from . import amounts, deadlines, documents, joining, owners
from .headings import role_of
from .ledger import Ledger
from .lines import Line
from .markers import roman, roman_value
from .shape import Indicator, Role
from .table import USUAL, Cells, Column, Header, is_rule, place, read_header, split_cells, split_gaps

_NUMBER: Final = re.compile(r"^\(?(\d{1,3}(?:\.\d{1,3})*)\s*[.)/]?(?:\s+(\D.*))?$")
_GROUP: Final = re.compile(r"^([IVX]{1,5}|[ivx]{1,5})\s*[.)/]?(?:\s+(.*))?$")
_HEADINGS: Final = ("ten nhiem vu", "phan cong va cach thuc thuc hien", "thoi gian thuc hien", "can cu thuc hien")
_KINDS: Final = (
    (Column.TARGET, re.compile(r"\d\s*%")),
    (Column.BASIS, re.compile(rf"^(?:{'|'.join(documents.KINDS)})\b|^ngày \d", re.IGNORECASE)),
    (Column.UNITS, re.compile(r"chủ trì|phối hợp|^(?:các )?(?:phòng|văn phòng|thanh tra|đơn vị)\b", re.IGNORECASE)),
    (Column.TIME, re.compile(r"^(?:trong|trước|theo tiến độ|quý|tháng|năm|thường xuyên|hàng)\b", re.IGNORECASE)),
)


@dataclass(slots=True)
class Row:
    """A row under way: more lines may still belong to it."""

    group: int
    number: str
    line: Line
    cells: dict[Column, str] = field(default_factory=dict)

    def add(self, cells: dict[Column, str]) -> None:
        for column, text in cells.items():
            if column is not Column.NUMBER:
                self.cells[column] = joining.join(self.cells.get(column, ""), text)


class Annex:
    """Takes the lines of the table one by one, wherever in the document they stand."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.header: Header | None = None
        self.groups: dict[int, str] = {}
        self.rows: list[Row] = []
        self._codes: set[str] = set()
        self.group = 0
        self.inside = False
        self._by = ""
        self._row: Row | None = None
        self._fresh_header = False
        self._naming: int | None = None

    def take(self, line: Line) -> bool:
        """True when `line` belongs to the table; it is then in the ledger."""
        if is_rule(line):
            self.ledger.take(line, "table")
            return True
        cells = self._cells(line)
        if cells is None:
            return False
        self.inside = True
        if header := read_header(cells):
            self.header, self._by, self._fresh_header = header, cells.by, True
            self.ledger.take(line, "table")
            return True
        return self._take_row(cells)

    def leave(self) -> None:
        """A line of ordinary text follows: what comes next is a row only when it looks like one by itself."""
        self.inside = False

    def _cells(self, line: Line) -> Cells | None:
        """The cells of a line that may be a row, None for ordinary text."""
        if cells := split_cells(line, len(self.header.columns) if self.header else None):
            return cells
        if "\t" in line.raw and self._by == "tab" and self.inside:
            return Cells(line, [text.strip() for text in line.raw.split("\t")], [], "tab")
        gaps = split_gaps(line)
        if not gaps.texts:
            return None
        first = gaps.texts[0]
        if len(gaps.texts) >= 4 and (read_header(gaps) or (len(gaps.texts) >= 5 and _NUMBER.match(first))):
            return gaps
        return self._loose(gaps) if self._by == "gap" else None

    def _loose(self, gaps: Cells) -> Cells | None:
        """A line of a table aligned by blanks: a row, the name of a group, or more words for the row above."""
        first = gaps.texts[0]
        group = _GROUP.match(first)
        if len(gaps.texts) == 1 and group and group[2]:
            if not self.inside or role_of(group[2]) is not Role.TARGETS:
                return None
            return Cells(gaps.line, [group[1], group[2]], [gaps.starts[0], gaps.starts[0] + 4], "gap")
        if len(gaps.texts) >= 2 and (_NUMBER.match(first) or group):
            return gaps
        return gaps if self.inside and gaps.starts[0] >= 4 else None

    def _take_row(self, cells: Cells) -> bool:
        first = cells.texts[0] if self._in_first_column(cells) else ""
        number, group = _NUMBER.match(first), _GROUP.match(first)
        if self.header is None and not (number or group or (not first and self._row)):
            return False
        placed = self._placed(cells, number or group)
        if placed is None:
            self.ledger.refuse(cells.line, "hàng của bảng có nhiều ô hơn dòng tiêu đề")
            return True
        if group and not {Column.TARGET, Column.TIME} & placed.keys():
            self._open_group(cells.line, group, placed)
        elif number:
            self._open_row(cells.line, number[1], number[2], placed)
        else:
            self._continue(cells, placed)
        return True

    def _in_first_column(self, cells: Cells) -> bool:
        """In a table aligned by blanks a line may begin in a later column."""
        starts = self.header.starts if self.header else []
        return cells.by != "gap" or len(starts) < 2 or cells.starts[0] < starts[1] - 1

    def _placed(self, cells: Cells, mark: re.Match[str] | None) -> dict[Column, str] | None:
        header = self.header or Header(list(USUAL))
        if cells.by == "gap" and len(cells.texts) < len(header.columns) and not self._aligned(cells, header):
            return _by_content(cells.texts, numbered=mark is not None)
        return place(cells, header)

    def _aligned(self, cells: Cells, header: Header) -> bool:
        """Every piece starts where a column of the heading starts."""
        return all(any(abs(start - at) <= 1 for at in header.starts) for start in cells.starts)

    def _open_group(self, line: Line, group: re.Match[str], placed: dict[Column, str]) -> None:
        value = roman_value(group[1]) or 0
        words = [group[2] or "", *(text for column, text in placed.items() if column is not Column.NUMBER)]
        name = " ".join(word for word in words if word)
        if not value:
            self.ledger.refuse(line, "số của nhóm chỉ tiêu không đọc được")
        elif self.groups.get(value) == name and self.rows:
            self.ledger.refuse(line, f"trùng với nhóm {roman(value)}")
            self.group, self._row, self._naming = value, None, None
        else:
            self.group, self._row, self._naming, self._fresh_header = value, None, value, False
            self.groups[value] = name
            self.ledger.take(line, f"indicator group {roman(value)}")

    def _open_row(self, line: Line, number: str, rest: str | None, placed: dict[Column, str]) -> None:
        row = Row(self._group_of(line, number, placed), number, line)
        if rest:
            row.add({Column.NAME: rest})
        row.add(placed)
        self._naming, self._fresh_header = None, False
        code = f"{roman(row.group)}.{number}"
        if code in self._codes:
            self.ledger.refuse(line, f"số {code} đã có ở một hàng trước")
            self._row = None
            return
        self._row = row
        self._codes.add(code)
        self.rows.append(row)
        self.ledger.take(line, f"indicator {code}")

    def _group_of(self, line: Line, number: str, placed: dict[Column, str]) -> int:
        """The group of a new row; a number that starts again at 1 under another name means a lost heading."""
        if not self.group:
            self.ledger.warn(line, "không thấy tên nhóm chỉ tiêu phía trên: tạm xếp vào nhóm I")
            self.group = 1
            self.groups.setdefault(1, "")
        here = [row for row in self.rows if row.group == self.group]
        again = number == "1" and any(row.number == "1" for row in here) and len(here) > 1
        known = any(row.cells.get(Column.NAME) == placed.get(Column.NAME) for row in here)
        if again and not known and self.group + 1 not in self.groups:
            self.group += 1
            self.groups[self.group] = ""
            self.ledger.warn(line, f"không thấy tên nhóm {roman(self.group)}: số thứ tự bắt đầu lại từ 1")
        return self.group

    def _continue(self, cells: Cells, placed: dict[Column, str]) -> None:
        """More words for the row above (also across a page break), for its heading, or a row that lost its number."""
        whole = cells.by != "gap" and {Column.NAME, Column.TARGET} <= placed.keys()
        if not any(cells.texts) or self._of_header(cells):
            self.ledger.take(cells.line, "table")
        elif whole:
            number = str(max([0, *(_last(row.number) for row in self.rows if row.group == self.group)]) + 1)
            self.ledger.warn(cells.line, f"hàng không có số thứ tự: tạm đánh số {number}")
            self._open_row(cells.line, number, None, placed)
        elif self._row is not None:
            self._row.add(placed)
            self.ledger.take(cells.line, f"indicator {roman(self._row.group)}.{self._row.number}")
        elif self._naming is not None and placed.keys() <= {Column.NAME}:
            self.groups[self._naming] += f" {placed[Column.NAME]}"
            self.ledger.take(cells.line, f"indicator group {roman(self._naming)}")
        else:
            self.ledger.refuse(cells.line, "hàng của bảng không có số thứ tự và không nối được với hàng trên")

    def _of_header(self, cells: Cells) -> bool:
        """The second line of a heading whose words did not fit into one."""
        words = [fold(text) for text in cells.texts if text]
        return self._fresh_header and all(any(usual.endswith(word) for usual in _HEADINGS) for word in words)

    def indicators(self) -> list[Indicator]:
        """The rows in order; what is wrong with one is in the ledger."""
        found = []
        for row in self.rows:
            name = row.cells.get(Column.NAME, "")
            if not name:
                self.ledger.taken.pop(row.line.number, None)
                self.ledger.refuse(row.line, "hàng của bảng không có tên chỉ tiêu")
                continue
            found.append(_indicator(row, name))
            if found[-1].target is None:
                said = row.cells.get(Column.TARGET)
                why = f"không đọc được chỉ tiêu «{said}»" if said else "hàng không có chỉ tiêu"
                self.ledger.refuse(row.line, why)
        return found


def _indicator(row: Row, name: str) -> Indicator:
    leads, helpers = owners.from_cell(row.cells.get(Column.UNITS, ""))
    time_text, target_text = row.cells.get(Column.TIME, ""), row.cells.get(Column.TARGET, "")
    due = deadlines.dues(time_text)
    said = row.cells.get(Column.BASIS, "")
    return Indicator(
        code=f"{roman(row.group)}.{row.number}",
        group=roman(row.group),
        number=_last(row.number),
        name=name,
        owner=leads,
        coordinators=helpers,
        time_text=time_text,
        deadline=due[-1].last_day if due else None,
        target_text=target_text,
        target=amounts.read_target(target_text, name),
        legal_basis=documents.split_basis(said),
        documents=documents.numbers(said),
    )


def _last(number: str) -> int:
    return int(number.rsplit(".", 1)[-1])


def _by_content(texts: list[str], *, numbered: bool) -> dict[Column, str]:
    """Cells told by what they say, for columns that the blanks do not line up with."""
    placed: dict[Column, str] = {}
    rest = list(texts)
    if numbered:
        placed[Column.NUMBER] = rest.pop(0)
        if rest:
            placed[Column.NAME] = rest.pop(0)
    for text in rest:
        column = next((kind for kind, words in _KINDS if words.search(text)), None)
        column = column or (Column.NAME if fold(text)[:4] == "ty le" else Column.BASIS)
        placed[column] = f"{placed[column]} {text}" if column in placed else text
    return placed
