"""A dataset as Parquet: typed columns, null where a count is hidden or unknown, the same bytes for the same rows."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import duckdb

from motcua.measure.disclosure.queries import Dataset

TYPES: Final = {"string": "VARCHAR", "integer": "BIGINT", "decimal": "DOUBLE"}
ALONE: Final = {
    "threads": "1",  # pieces written side by side would stand in another order each time
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


def as_parquet(dataset: Dataset, rows: Sequence[dict[str, Any]]) -> bytes:
    """The rows in their order; the columns have the names and types of the dictionary."""
    names = [column.name for column in dataset.columns]
    columns = ", ".join(f'"{column.name}" {TYPES[column.type]}' for column in dataset.columns)
    marks = ", ".join("?" for _ in names)
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(config=dict(ALONE)) as engine:
        path = Path(folder) / "rows.parquet"
        engine.execute(f"CREATE TABLE rows ({columns})")
        if rows:
            engine.executemany(f"INSERT INTO rows VALUES ({marks})", [[row[name] for name in names] for row in rows])
        quoted = str(path).replace("'", "''")
        engine.execute(f"COPY rows TO '{quoted}' (FORMAT parquet, COMPRESSION zstd)")
        return path.read_bytes()
