"""Beginning an import: of a file on this machine, or of one that was sent by a page and is erased afterwards."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from motcua.exchange.imports import queries, rules
from motcua.exchange.imports.models import Import, Mapping
from motcua.exchange.imports.services.sheets import read, table_rows
from motcua.kernel.actors import Actor
from motcua.kernel.sheets import BadFile
from motcua.people import queries as people

GIVEN_UP: Final = timedelta(days=30)
"""After how long a file that nobody mapped, or that could not be read, is taken for given up."""
MOST_SENT: Final = 2 * 1024**3
"""Bytes of a JSON file that a page takes; the command reads files of any size where they lie."""


def begin_file(
    *, path: Path, name: str, by: Actor, now: datetime, columns: dict[str, str] | None = None, agency: str = ""
) -> Import:
    """An import of a file that lies on this machine and stays there. BadFile when it is a table nobody can read.

    A table waits for its mapping unless its headings were mapped before, or `columns` (heading → field) says how.
    """
    key = agency or str(people.agency().key)
    with path.open("rb") as file:
        start = file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")
    kind = "json" if start[:1] in {b"[", b"{", b""} else "xlsx" if start[:2] == b"PK" else "csv"
    source = Import(
        kind=kind, name=name[:255], path=str(path), size=path.stat().st_size, agency=key, asked_by=by.id,
        asked_role=by.role if by.kind == "official" else "", asked_unit=by.unit, asked_at=now,
    )  # fmt: skip
    if kind != "json":
        _map(source, path, columns, by, now)
    source.save(force_insert=True)
    return source


def begin(*, chunks: Iterable[bytes], name: str, by: Actor, now: datetime) -> Import:
    """An import of a file that was sent; it is kept beside the database until `erase_sent` takes it away."""
    folder = _sent()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    source = Import()
    path = folder / f"{source.pk}.tep"
    size = 0
    try:
        with path.open("xb") as file:
            path.chmod(0o600)
            for chunk in chunks:
                size += len(chunk)
                if size > MOST_SENT:
                    raise BadFile("Tệp lớn hơn 2 GB. Hãy nhập bằng lệnh motcua import dossiers trên máy chủ.")
                file.write(chunk)
        made = begin_file(path=path, name=name, by=by, now=now)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return made


def erase_sent(now: datetime) -> int:
    """Take away files that were sent and are not needed: all taken, or given up. Those of the command stay: how many.

    What was refused of a file is kept row by row, so nothing that can be mended goes with it.
    """
    mine, erased = Import.objects.filter(path__startswith=f"{_sent()}/"), 0
    old = Q(asked_at__lt=now - GIVEN_UP) & ~Q(state=Import.State.RUNNING)
    for source in mine.filter(Q(state=Import.State.DONE) | old).order_by("pk"):
        Path(source.path).unlink(missing_ok=True)
        state = source.state if source.state == Import.State.DONE else Import.State.FAILED
        problem = source.problem or ("" if state == Import.State.DONE else "Tệp đã bị xoá vì để quá 30 ngày.")
        Import.objects.filter(pk=source.pk).update(path="", state=state, problem=problem)
        erased += 1
    return erased


def _sent() -> Path:
    return Path(settings.MOTCUA_HOME) / "imports"


def _map(source: Import, path: Path, columns: dict[str, str] | None, by: Actor, now: datetime) -> None:
    from motcua.exchange.imports.services.naming import keep_mapping

    headings = headings_of(path, source.name)
    if columns is not None:
        places = {str(index): columns[heading] for index, heading in enumerate(headings) if heading in columns}
        source.mapping = keep_mapping(agency=source.agency, headings=headings, columns=places, by=by, now=now)
        return
    source.mapping = queries.mapping(source.agency, rules.signature(headings))
    if source.mapping is None:
        source.state = Import.State.MAPPING


def headings_of(path: Path, name: str) -> list[str]:
    """The first row of a table. BadFile when there is none."""
    first = next(table_rows(read(path), name), None)
    if first is None or isinstance(first, str):
        raise BadFile("Tệp không có dòng tiêu đề cột.")
    return ["" if cell is None else str(cell).strip() for cell in first]


def mapping_of(source_id: UUID) -> Mapping | None:
    """The mapping that an import uses."""
    return Import.objects.select_related("mapping").get(pk=source_id).mapping
