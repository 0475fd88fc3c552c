"""A file of given figures: its rows read one by one, and each unit of it scored."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from motcua.kernel.sheets import BadFile, rows_of
from motcua.measure.service_index.rules import (
    GROUP_TOTAL,
    TOTAL,
    IndexRow,
    IndexScore,
    RefusedRow,
    Scale,
    Scored,
    header_problem,
    read_row,
    score_index,
)


@dataclass(frozen=True, slots=True)
class ReadFile:
    """read = rows + refused; empty lines are not counted."""

    rows: tuple[IndexRow, ...]
    refused: tuple[RefusedRow, ...]

    @property
    def read(self) -> int:
        return len(self.rows) + len(self.refused)


@dataclass(frozen=True, slots=True)
class FileUnit:
    """One unit of a file in one period: what it gives, its score, and the points the file itself says."""

    code: str
    name: str
    period: str
    score: IndexScore
    published: dict[str, Decimal] = field(default_factory=dict)
    published_groups: dict[str, Decimal] = field(default_factory=dict)
    published_total: Decimal | None = None


def read_file(data: bytes, name: str, scale: Scale) -> ReadFile:
    """Read every row. Raises BadFile when the file as a whole cannot be read or lacks a column."""
    lines = rows_of(data, name)
    headings = [str(cell or "").strip() for cell in next(lines, [])]
    problem = header_problem(headings)
    if problem:
        raise BadFile(problem)
    kept: dict[tuple[str, str, str, str], IndexRow] = {}
    refused: list[RefusedRow] = []
    for number, cells in enumerate(lines, start=2):
        if not any(str(cell if cell is not None else "").strip() for cell in cells):
            continue
        if len(cells) > len(headings):
            refused.append(RefusedRow(number, f"có {len(cells)} ô, dòng tiêu đề chỉ có {len(headings)} cột"))
            continue
        row = read_row(number, dict(zip(headings, cells, strict=False)), scale)
        if isinstance(row, RefusedRow):
            refused.append(row)
        elif row.identity in kept:
            refused.append(RefusedRow(number, f"{row.what} đã có ở dòng {kept[row.identity].number}"))
        else:
            kept[row.identity] = row
    return ReadFile(tuple(kept.values()), tuple(refused))


def score_rows(rows: Iterable[IndexRow], scale: Scale) -> list[FileUnit]:
    """Each unit and period of the rows, in the order of the file."""
    units: dict[tuple[str, str], list[IndexRow]] = {}
    for row in rows:
        units.setdefault((row.unit_code, row.period), []).append(row)
    return [_unit(code, period, found, scale) for (code, period), found in units.items()]


def _unit(code: str, period: str, rows: list[IndexRow], scale: Scale) -> FileUnit:
    groups = {row.group: row.score for row in rows if row.what == GROUP_TOTAL and row.score is not None}
    metrics = [row for row in rows if row.what not in (GROUP_TOTAL, TOTAL)]
    score = score_index(scale, Scored({row.what: row.given for row in metrics}, groups))
    return FileUnit(
        code=code,
        name=next((row.unit_name for row in rows if row.unit_name), ""),
        period=period,
        score=score,
        published={row.what: row.score for row in metrics if row.score is not None},
        published_groups=groups,
        published_total=next((row.score for row in rows if row.what == TOTAL), None),
    )
