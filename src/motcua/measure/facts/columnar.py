"""Facts as a columnar file (Parquet) for questions nobody foresaw, and such questions asked of it in SQL.

No number, name or paper of a dossier is in the file, and days instead of instants: it is about work, not about persons.
The file is written piece by piece; memory does not grow with the number of dossiers.
"""

import csv
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import duckdb

from motcua.kernel.time import local_date
from motcua.measure.facts.models import DossierFact

CHUNK: Final = 5000
DIALECT: Final = """header = false, auto_detect = false, delim = ',', quote = '"', escape = '"', nullstr = '\\N'"""
AS_DAYS: Final = ("legal_due", "original_due", "portal_due", "promised_due")
COLUMNS: Final = {
    "agency": "VARCHAR", "unit": "VARCHAR", "receipt_unit": "VARCHAR", "procedure": "VARCHAR", "channel": "UTINYINT",
    "origin": "VARCHAR", "assisted": "BOOLEAN", "observed": "BOOLEAN", "state": "UTINYINT", "submitted_on": "DATE",
    "accepted_on": "DATE", "legal_due": "DATE", "original_due": "DATE", "portal_due": "DATE", "promised_due": "DATE",
    "apology_late": "BOOLEAN", "extended": "BOOLEAN", "limit_unit": "VARCHAR", "finished_on": "DATE",
    "returned_on": "DATE", "closed_by": "VARCHAR", "paper_result": "BOOLEAN", "result_kind": "VARCHAR",
    "result_electronic": "BOOLEAN", "result_signed": "BOOLEAN", "supplement_requests": "USMALLINT",
    "rating": "UTINYINT", "papers_total": "USMALLINT", "papers_reused": "USMALLINT", "papers_digital": "USMALLINT",
    "fully_digitised": "BOOLEAN", "intake_digitised": "BOOLEAN", "on_time_legal": "BOOLEAN",
    "on_time_portal": "BOOLEAN", "part": "BOOLEAN",
}  # fmt: skip
"""The columns of the file. `part`: handled for another agency's dossier, so no dossier of its own (docs/adr/0017)."""


class BadQuestion(ValueError):
    """The question cannot be answered; the message is the engine's."""


def export(path: Path) -> int:
    """Write every fact to `path`; returns the number of rows. A file that is there stays until the new one is whole."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        rows, made = Path(folder) / "rows.csv", Path(folder) / "rows.parquet"
        with rows.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            count = 0
            for row in _rows():
                writer.writerow(row)
                count += 1
        types = ", ".join(f"'{name}': '{kind}'" for name, kind in COLUMNS.items())
        with _engine("allowed_directories", Path(folder)) as engine:
            engine.execute(
                f"COPY (SELECT * FROM read_csv(?, columns = {{{types}}}, {DIALECT})) "
                f"TO '{_quoted(made)}' (FORMAT parquet, COMPRESSION zstd)",
                [str(rows)],
            )
        made.replace(path)
    return count


def ask(sql: str, path: Path) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Names and rows of the answer to `sql`, which calls the file `facts`. Raises BadQuestion, FileNotFoundError.

    The question reads this file alone: no other file, no network, no extension.
    """
    if not path.is_file():
        raise FileNotFoundError(path)
    try:
        with _engine("allowed_paths", path) as engine:
            asked = engine.extract_statements(sql)
            if [one.type for one in asked] != [duckdb.StatementType.SELECT]:
                raise BadQuestion("one SELECT is expected")
            engine.execute(f"CREATE VIEW facts AS SELECT * FROM read_parquet('{_quoted(path)}')")
            engine.execute("SET lock_configuration = true")
            answer = engine.execute(asked[0])
            return [column[0] for column in answer.description or ()], answer.fetchall()
    except duckdb.Error as error:
        raise BadQuestion(str(error)) from error


def _engine(setting: str, path: Path) -> duckdb.DuckDBPyConnection:
    """An engine in memory that reaches nothing but `path`, by the setting for a folder or for a file."""
    engine = duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"})
    engine.execute(f"SET {setting} = ['{_quoted(path)}']")
    engine.execute("SET enable_external_access = false")
    return engine


def _quoted(path: Path) -> str:
    return str(path.resolve()).replace("'", "''")


def _rows() -> Iterator[list[Any]]:
    names = [name for name in COLUMNS if name != "part"]
    days = [index for index, name in enumerate(names) if name in AS_DAYS]
    for *row, parent in DossierFact.objects.order_by("pk").values_list(*names, "parent").iterator(CHUNK):
        for index in days:
            row[index] = local_date(row[index]) if row[index] else None
        yield ["\\N" if value is None else value for value in (*row, bool(parent))]
