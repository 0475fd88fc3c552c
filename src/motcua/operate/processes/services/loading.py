"""Loads processes and assignments from data/processes; versions are added, never rewritten."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from motcua.kernel.text import search_key
from motcua.operate.processes import queries, rules
from motcua.operate.processes.models import Assignment, ProcessVersion
from motcua.operate.processes.vocabulary import ACTIONS, ROLES


class BadProcess(ValueError):
    """A process definition that cannot be used; the message names the file, the place and the reason."""


@dataclass(frozen=True, slots=True)
class LoadReport:
    created: int
    unchanged: int


@transaction.atomic
def load(*, now: datetime, folder: Path | None = None) -> LoadReport:
    """Load the shipped processes. Idempotent; a changed file becomes a new version beside the old one."""
    folder = folder or settings.DATA_DIR / "processes"
    created = sum(_load_process(_read(path), path.name, now) for path in _definitions(folder))
    created += _load_assignments(_read(folder / "assignment.json"), now)
    transaction.on_commit(queries.forget)
    queries.forget()
    total = len(_definitions(folder)) + len(_read(folder / "assignment.json")["rows"])
    return LoadReport(created=created, unchanged=total - created)


@transaction.atomic
def assign_unit(*, procedure_code: str = "", field: str = "", unit_key: str, by: str, now: datetime) -> None:
    """A person says which unit handles a procedure or a field; loaders leave such rows alone."""
    Assignment.objects.update_or_create(
        procedure_code=procedure_code,
        field_key="" if procedure_code else search_key(field),
        defaults={"unit_key": unit_key, "edited_by": by, "recorded_at": now},
    )
    transaction.on_commit(queries.forget)
    queries.forget()


def _definitions(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.json") if path.name != "assignment.json")


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadProcess(f"{path.name}: {error}") from error
    if not isinstance(content, dict):
        raise BadProcess(f"{path.name}: expected an object")
    return content


def _load_process(definition: Mapping[str, Any], name: str, now: datetime) -> int:
    parsed = rules.parse(definition, roles=ROLES, actions=ACTIONS)
    if isinstance(parsed, list):
        raise BadProcess(f"{name}: {parsed[0].place}: {parsed[0].message}")
    text = json.dumps(definition, ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(text.encode()).hexdigest()
    latest = ProcessVersion.objects.filter(key=parsed.key).order_by("-number").first()
    if latest and latest.definition_hash == digest:
        return 0
    start = definition.get("effective_from")
    ProcessVersion.objects.create(
        key=parsed.key,
        number=latest.number + 1 if latest else 1,
        name=parsed.name,
        definition=definition,
        definition_hash=digest,
        effective_from=date.fromisoformat(start) if start else None,
        source=str(definition.get("source", "")),
        status=str(definition.get("status", "configuration")),
        recorded_at=now,
    )
    return 1


def _load_assignments(content: Mapping[str, Any], now: datetime) -> int:
    created = 0
    for row in content["rows"]:
        field = row.get("field", "")
        key = queries.ANY_FIELD if field == queries.ANY_FIELD else search_key(field)
        found, new = Assignment.objects.get_or_create(
            procedure_code=row.get("procedure", ""),
            field_key="" if row.get("procedure") else key,
            defaults={"unit_key": row["unit"], "recorded_at": now},
        )
        created += new
        if not new and not found.edited_by and found.unit_key != row["unit"]:
            found.unit_key, found.recorded_at = row["unit"], now
            found.save(update_fields=["unit_key", "recorded_at"])
    return created
