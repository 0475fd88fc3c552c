"""Loading agencies and units from `data/people`, and the identifier an administrator enters."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction

from motcua.kernel.actors import Actor
from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef, append
from motcua.kernel.ids import new_id
from motcua.kernel.text import clean
from motcua.people.models import Agency, Edition, Succession, Unit
from motcua.people.queries import forget
from motcua.people.rules import (
    AgencyEntry,
    BrokenFile,
    Reference,
    Refusal,
    SuccessionEntry,
    UnitEntry,
    identifier_problem,
    read_reference,
)

FILE = "people/agencies.json"


def load(now: datetime, path: Path | None = None) -> dict[str, int]:
    """Bring agencies, units and successions up to the file; returns how many were created, updated, unchanged, kept.

    `kept` counts values that a person edited: the file never overwrites them. A second load changes nothing. Raises
    BrokenFile, naming the place, before anything is written.
    """
    source = path or settings.DATA_DIR / FILE
    reference, digest = _read(source)
    with transaction.atomic():
        counts = _load(reference)
        Edition.objects.get_or_create(kind="agencies", sha256=digest, defaults={"recorded_at": now, "counts": counts})
    forget()
    return counts


def _read(source: Path) -> tuple[Reference, str]:
    try:
        data = source.read_bytes()
        return read_reference(json.loads(data)), hashlib.sha256(data).hexdigest()
    except OSError as error:
        raise BrokenFile(f"{source.name}: {error.strerror}") from error
    except json.JSONDecodeError as error:
        raise BrokenFile(f"{source.name}, dòng {error.lineno}: không phải JSON hợp lệ ({error.msg})") from error
    except UnicodeDecodeError as error:
        raise BrokenFile(f"{source.name}: không phải văn bản UTF-8") from error
    except BrokenFile as error:
        raise BrokenFile(f"{source.name}: {error}") from error


def _load(reference: Reference) -> dict[str, int]:
    counts = dict.fromkeys(("created", "updated", "unchanged", "kept"), 0)
    ids: dict[str | None, int] = {None: 0}
    _merge(Agency, reference.agencies, "parent", ids, counts)
    _merge(Unit, reference.units, "agency", ids, counts)
    _merge_successions(reference.successions, ids, counts)
    return counts


def _merge(
    model: type[Agency] | type[Unit],
    entries: Sequence[AgencyEntry] | Sequence[UnitEntry],
    above: str,
    ids: dict[str | None, int],
    counts: dict[str, int],
) -> None:
    """Bring one table up to the file; `above` is the column that points at an agency loaded before."""
    manager: models.Manager[Any] = model._default_manager
    rows = {row.key: row for row in manager.select_related(above)}
    for entry in entries:
        values = _plain(asdict(entry))
        row = rows.get(entry.key)
        if row is None:
            row = model(key=entry.key, loaded=values)
            _assign(row, values, above, ids)
            row.save()
            counts["created"] += 1
        else:
            counts[_update(row, values, above, ids, counts)] += 1
        if model is Agency:
            ids[entry.key] = row.pk


def _update(
    row: Agency | Unit, values: dict[str, Any], above: str, ids: dict[str | None, int], counts: dict[str, int]
) -> str:
    """Take over what changed in the file; a column that differs from what was loaded was edited by a person."""
    current = _current(row, values, above)
    edited = {name for name in values if current[name] != row.loaded.get(name, current[name])}
    counts["kept"] += sum(values[name] != current[name] for name in edited)
    wanted = {name: value for name, value in values.items() if name not in edited and value != current[name]}
    if not wanted and row.loaded == values:
        return "unchanged"
    _assign(row, wanted, above, ids)
    # What was loaded last stays the measure for edited columns, so that they stay recognisable as edited.
    row.loaded = values | {name: row.loaded[name] for name in edited if name in row.loaded}
    row.save()
    return "updated" if wanted else "unchanged"


def _current(row: Agency | Unit, names: dict[str, Any], above: str) -> dict[str, Any]:
    held = {name: getattr(row, name) for name in names if name != above}
    parent = getattr(row, above)
    return _plain(held | {above: parent.key if parent else None})


def _assign(row: Agency | Unit, values: dict[str, Any], above: str, ids: dict[str | None, int]) -> None:
    for name, value in values.items():
        if name == above:
            setattr(row, f"{above}_id", ids[value] or None)
        elif name in {"valid_from", "valid_to"}:
            setattr(row, name, date.fromisoformat(value) if value else None)
        else:
            setattr(row, name, value)


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """Values as JSON keeps them."""
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in plain.items()}


def _merge_successions(entries: Sequence[SuccessionEntry], ids: dict[str | None, int], counts: dict[str, int]) -> None:
    known = set(Succession.objects.values_list("predecessor_id", "successor_id"))
    fresh = [
        Succession(
            predecessor_id=ids[entry.predecessor],
            successor_id=ids[entry.successor],
            on=entry.on,
            verified=entry.verified,
            source=entry.source,
        )
        for entry in entries
        if (ids[entry.predecessor], ids[entry.successor]) not in known
    ]
    Succession.objects.bulk_create(fresh)
    counts["created"] += len(fresh)
    counts["unchanged"] += len(entries) - len(fresh)


@transaction.atomic
def set_identifier(
    *, agency: Agency, value: str, by: Actor, now: datetime, note: str = "", demo: bool = False, command_id: str = ""
) -> Agency | Refusal:
    """Enter the identifier that dossier codes of `agency` begin with (QĐ 20/2020/QĐ-TTg). Codes already given stay.

    Refused when it has the wrong shape, is the demo identifier, or another agency that still exists carries it.
    """
    value = value.strip().upper()
    problem = identifier_problem(value)
    if problem:
        return Refusal("bad_identifier", problem, rule="QĐ 20/2020/QĐ-TTg")
    row = Agency.objects.get(pk=agency.pk)
    if row.identifier == value and row.identifier_demo and not demo:
        return Refusal("demo_identifier", f"{value} là mã minh hoạ. Hãy nhập mã mà cơ quan được cấp.")
    if (row.identifier, row.identifier_demo, row.identifier_note) == (value, demo, clean(note)):
        return row
    row.identifier, row.identifier_demo, row.identifier_note = value, demo, clean(note)
    try:
        with transaction.atomic():
            row.save(update_fields=["identifier", "identifier_demo", "identifier_note"])
    except IntegrityError:
        return Refusal("identifier_taken", f"Mã {value} đang là mã định danh của một cơ quan khác.")
    stream = StreamRef("agency", row.key)
    append(
        stream=stream,
        expected_version=log.version(stream),
        type="agency.identifier_set",
        payload={"identifier": value, "demo": demo},
        actor=by,
        occurred_at=now,
        recorded_at=now,
        command_id=command_id or str(new_id()),
    )
    forget()
    return row
