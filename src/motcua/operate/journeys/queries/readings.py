"""The log of readings as inspectors see it: rows with names, codes and words; and as the person concerned sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.kernel.readings import queries as log
from motcua.kernel.readings.models import Reading
from motcua.kernel.readings.queries import Wanted
from motcua.kernel.readings.rules import HANDLING, KINDS, PURPOSES, words_for_person
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.queries.handling import shown_as
from motcua.people import queries as people
from motcua.people.queries.accounts import account_names
from motcua.people.rules import Role

LISTS = {"dossiers": "Danh sách hồ sơ", "book": "Sổ theo dõi hồ sơ", "readings": "Nhật ký xem hồ sơ"}
OUTSIDE_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One reading in words. `dossier_id` is empty when it was no dossier."""

    at: datetime
    reader: str
    seat: str
    subject: str
    procedure: str
    dossier_id: str
    kind: str
    purpose: str
    basis: str
    own: bool


def lines(rows: Sequence[Reading]) -> list[Line]:
    """The rows in words: two statements more, however many rows."""
    names = account_names({row.reader for row in rows})
    codes = shown_as({row.subject_id for row in rows if row.subject_kind == "dossier"})
    return [_line(row, names, codes) for row in rows]


def _line(row: Reading, names: dict[str, str], codes: dict[str, tuple[str, str]]) -> Line:
    code, procedure = codes.get(row.subject_id, ("", ""))
    if row.subject_kind == "list":
        code = LISTS.get(row.subject_id, row.subject_id)
        procedure = f"{row.rows} dòng" if row.rows is not None else ""
    elif row.subject_kind == "applicant":
        code = "Một người trong sổ" if row.subject_id else "Không có ai mang số đó"
    return Line(
        at=row.read_at,
        reader=names.get(row.reader, row.reader),
        seat=f"{Role(row.role).label}, {unit_name(row.unit)}",
        subject=code or row.subject_id,
        procedure=procedure,
        dossier_id=row.subject_id if row.subject_id in codes else "",
        kind=KINDS[row.kind],
        purpose=PURPOSES[row.purpose],
        basis=row.basis,
        own=row.purpose == HANDLING,
    )


def readers() -> list[tuple[str, str]]:
    """Everybody who has read something, by name, for a list to choose from."""
    names = account_names(set(log.readers()))
    return sorted(names.items(), key=lambda pair: (pair[1], pair[0]))


def outside(wanted: Wanted) -> list[dict[str, Any]]:
    """Who read the most dossiers of others in the time: a hint where to ask, never a verdict."""
    rows = log.readers_outside(wanted, OUTSIDE_SHOWN)
    names = account_names({row["reader"] for row in rows})
    return [row | {"name": names.get(row["reader"], row["reader"])} for row in rows]


def for_person(dossier: Dossier) -> list[dict[str, Any]]:
    """Which offices looked at one's dossier and what for, without names; the latest first."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in log.units_that_read(("dossier", str(dossier.pk))):
        key = (unit_name(row["unit"]), words_for_person(row["purpose"]))
        kept = found.setdefault(key, {"unit": key[0], "purpose": key[1], "last": row["last"], "hours": 0})
        kept["hours"] += row["hours"]
    return list(found.values())


def unit_name(key: str) -> str:
    """The name of a unit, or its key when it is not known any more."""
    return next((unit.name for unit in people.units() if unit.key == key), key)
