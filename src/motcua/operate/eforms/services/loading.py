"""Bringing form definitions from files into the database, without ever touching what somebody used or edited."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from motcua.operate.eforms import rules
from motcua.operate.eforms.models import Form, FormUse, FormVersion


@dataclass(slots=True)
class LoadReport:
    """What loading did, by key of form; `refused` names the file and its problems."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    refused: list[dict[str, Any]] = field(default_factory=list)


def load_forms(*, now: datetime, folder: Path | None = None) -> LoadReport:
    """Load every definition of `folder` (data/eforms). Repeating it changes nothing.

    A changed definition replaces a version nobody used, or becomes the next version; a form whose newest version was
    written by the agency stays as it is ("kept").
    """
    report = LoadReport()
    for path in sorted((folder or settings.DATA_DIR / "eforms").glob("*.json")):
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            report.refused.append({"file": path.name, "problems": [{"place": "", "message": str(error)}]})
            continue
        problems = rules.check_definition(data)
        if problems:
            found = [{"place": problem.place, "message": problem.message} for problem in problems]
            report.refused.append({"file": path.name, "problems": found})
        else:
            getattr(report, _load(data, now)).append(data["key"])
    return report


@transaction.atomic
def _load(data: dict[str, Any], now: datetime) -> str:
    form, _ = Form.objects.get_or_create(key=data["key"])
    outcome = _load_version(form, data, now)
    for code in data["procedures"]:
        if not FormUse.objects.filter(procedure_code=code, form=form).exists():
            FormUse.objects.create(procedure_code=code, form=form, source="; ".join(data["source"])[:1000])
    return outcome


def _load_version(form: Form, data: dict[str, Any], now: datetime) -> str:
    sha256 = definition_hash(data)
    newest = form.versions.first()
    if form.versions.filter(sha256=sha256).exists():
        return "unchanged"
    if newest is not None and newest.origin == FormVersion.Origin.AGENCY:
        return "kept"
    unused = newest if newest is not None and newest.first_used_at is None else None
    version = unused or FormVersion(form=form, number=newest.number + 1 if newest else 1)
    version.definition, version.sha256 = data, sha256
    version.title, version.source = data["title"], data["source"]
    version.completeness = data.get("completeness", "full")
    version.recorded_at = now
    version.save()
    return "updated" if newest else "created"


def definition_hash(data: dict[str, Any]) -> str:
    """The same for two definitions that say the same, however their file is laid out."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
