"""A table copied from a spreadsheet, read into the rows of a repeated section; and rows written as such a table.

Reading never raises and never throws anything away silently: what was not understood is told by row and column.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.kernel.text import clean, fold
from motcua.operate.eforms.filling.cells import answer_of, cell_of, shown_cell
from motcua.operate.eforms.rules import Field, Lookup, Section
from motcua.operate.eforms.rules.evaluate import missing
from motcua.operate.eforms.rules.lookups import nothing
from motcua.operate.eforms.rules.values import clean_value, is_blank

LONGEST = 200_000
MOST_PROBLEMS = 50
_ASIDE = re.compile(r"\([^)]*\)|^[\d.)\s]+(?=\D)|[*:]")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with one cell: the row of data counted from 1, the label of the column, why."""

    row: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a pasted table says. `answers`: raw rows to keep, at most `room`; `left_over`: how many more there were.

    `columns`: labels of the questions found, `lines`: the rows as understood, in these columns. `unknown`: headers
    (or places) of columns that belong to no question; `lacking`: questions that must be answered and have no column.
    """

    answers: tuple[dict[str, Any], ...]
    columns: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    troubles: tuple[Trouble, ...]
    unknown: tuple[str, ...]
    header: bool
    left_over: int
    lacking: tuple[str, ...] = ()


def pasted_fields(section: Section) -> list[Field]:
    """The questions of a repeated section that a spreadsheet can answer."""
    return [field for field in section.fields if field.typed]


def read_paste(section: Section, text: str, *, today: date, room: int, lookup: Lookup = nothing) -> Pasted:
    """Read the pasted `text` for `section`; at most `room` rows are kept."""
    table = _cells(text[:LONGEST])
    fields = pasted_fields(section)
    named = _by_header(fields, table[0]) if table else None
    rows = table[1:] if named is not None else table
    columns = named if named is not None else _by_place(fields, rows)
    kept = rows[: max(room, 0)]
    answers = [
        {field.key: answer_of(field, cell, today) for field, cell in zip(columns, row, strict=False) if field}
        for row in kept
    ]
    known = [field for field in columns if field is not None]
    return Pasted(
        answers=tuple(answers),
        columns=tuple(field.label for field in known),
        lines=tuple(tuple(shown_cell(field, row.get(field.key, "")) for field in known) for row in answers),
        troubles=tuple(_troubles(known, answers, today, lookup)[:MOST_PROBLEMS]),
        unknown=tuple(_unknown(columns, table[0] if named is not None else None, kept)),
        header=named is not None,
        left_over=len(rows) - len(kept),
        lacking=tuple(field.label for field in fields if field.required and not field.when and field not in known),
    )


def write_paste(section: Section, rows: Sequence[Any]) -> str:
    """The raw `rows` as a table with a header that a spreadsheet opens and `read_paste` reads back."""
    fields = pasted_fields(section)
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow([clean(field.label) for field in fields])
    for row in rows:
        if isinstance(row, Mapping):
            writer.writerow([cell_of(field, row.get(field.key)) for field in fields])
    return out.getvalue()


def _cells(text: str) -> list[list[str]]:
    """Rows of cells without blank rows; quotes hold tabs and line breaks together, as spreadsheets copy them."""
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True))
    except csv.Error:  # a quotation mark that stands for itself
        rows = [line.split("\t") for line in text.split("\n")]
    return [row for row in rows if any(clean(cell) for cell in row)]


def _by_header(fields: Sequence[Field], first: Sequence[str]) -> list[Field | None] | None:
    """The question of each column when the first row says so: at least half of its words are labels of questions.

    One word alone may also be an answer ("Nam"): it counts only beside a column that is named beyond doubt.
    """
    found: list[Field | None] = []
    sure = False
    for cell in first:
        field, exactly = _field_called(fields, cell)
        sure = sure or exactly
        found.append(field if field not in found else None)
    named = sum(bool(clean(cell)) for cell in first)
    return found if sure and 2 * sum(field is not None for field in found) >= max(named, 1) else None


def _field_called(fields: Sequence[Field], words: str) -> tuple[Field | None, bool]:
    """The one question a header means, and whether beyond doubt: by its label or two words that only it has."""
    wanted = _bare(words)
    exact = [field for field in fields if wanted and (_bare(field.label) == wanted or field.key == words.strip())]
    if exact:
        return exact[0], True
    parts = set(wanted.split())
    near = [field for field in fields if parts and parts <= set(_bare(field.label).split())]
    return (near[0], len(parts) > 1) if len(near) == 1 else (None, False)


def _bare(label: str) -> str:
    return " ".join(re.findall(r"\w+", _ASIDE.sub(" ", fold(clean(label)))))


def _by_place(fields: Sequence[Field], rows: Sequence[Sequence[str]]) -> list[Field | None]:
    """The questions in the order of the form; a column of running numbers in front is skipped."""
    width = max((len(row) for row in rows), default=0)
    numbers = [clean(row[0]) for row in rows]
    counted = width > len(fields) and numbers == [str(number) for number in range(1, len(rows) + 1)]
    placed: list[Field | None] = [None, *fields] if counted else list(fields)
    return [*placed[:width], *[None] * (width - len(placed))]


def _troubles(fields: Sequence[Field], rows: Sequence[dict[str, Any]], today: date, lookup: Lookup) -> list[Trouble]:
    found = []
    for number, row in enumerate(rows, 1):
        for field in fields:
            raw = row.get(field.key, "")
            error = _wrong(field, raw, today, lookup)
            # What depends on other answers is judged after the rows were taken.
            if not error and field.required and not field.when and is_blank(raw):
                error = missing(field)
            if error:
                found.append(Trouble(number, field.label, error))
    return found


def _wrong(field: Field, raw: Any, today: date, lookup: Lookup) -> str:
    if field.type == "checkbox":
        return f"«{field.label}»: ghi x nếu có, để trống nếu không." if isinstance(raw, str) and raw else ""
    if field.on and field.code_list:
        return ""  # its day may stand in another answer
    return clean_value(field, raw, today, lookup=lookup)[1]


def _unknown(columns: Sequence[Field | None], header: Sequence[str] | None, rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns that answer nothing, unless they are empty or only count the rows."""
    found = []
    for place, field in enumerate(columns):
        cells = [clean(row[place]) for row in rows if len(row) > place]
        counting = cells == [str(number) for number in range(1, len(cells) + 1)]
        if field is None and any(cells) and not counting:
            name = clean(header[place]) if header is not None else ""
            found.append(name or f"cột {place + 1}")
    return found
