"""Reads of processes. Versions never change once stored, so graphs are kept in memory by their id."""

from collections.abc import Collection
from datetime import date
from functools import lru_cache

from django.db.models import Q

from motcua.kernel.recall import Recall
from motcua.kernel.text import search_key
from motcua.operate.processes import rules
from motcua.operate.processes.models import Assignment, ProcessDraft, ProcessUse, ProcessVersion
from motcua.operate.processes.vocabulary import ACTIONS, ROLES

STANDARD = "standard"
PUBLISHED = "agency"
"""The status of a version that a person of the agency published, with the decision that it rests on."""
ANY_FIELD = "*"
_kept = Recall()


class NoProcess(LookupError):
    """No process is in force for the procedure: the starter data was not loaded."""


def forget() -> None:
    """Drop what this process remembers of assignments and processes; called by every service that changes them."""
    _kept.forget()
    graph.cache_clear()


def process_for(*, procedure_code: str, on: date) -> ProcessVersion:
    """The version a dossier accepted on `on` follows. Raises NoProcess."""
    found: ProcessVersion = _kept(f"for:{procedure_code}:{on}", lambda: _process_for(procedure_code, on))
    return found


def _process_for(procedure_code: str, on: date) -> ProcessVersion:
    use = ProcessUse.objects.filter(procedure_code=procedure_code).values_list("process_key", flat=True).first()
    versions = ProcessVersion.objects.filter(key=use or STANDARD).order_by("-number")
    for version in versions:
        if version.effective_from is None or version.effective_from <= on:
            return version
    raise NoProcess(f"no process in force for {procedure_code} on {on}")


@lru_cache(maxsize=512)
def graph(version_id: int) -> rules.Graph:
    """The frozen graph of one stored version."""
    definition = ProcessVersion.objects.values_list("definition", flat=True).get(pk=version_id)
    if "net" in definition:
        net = rules.net_from_json(definition["net"])
        days = definition.get("waiting_days", 30)
        return rules.graph_of(net, key=definition["key"], number=definition["number"], waiting_days=days)
    parsed = rules.parse(definition, roles=ROLES, actions=ACTIONS)
    if isinstance(parsed, list):
        raise ValueError(f"process version {version_id} is damaged: {parsed[0].place}: {parsed[0].message}")
    return parsed


def timed() -> dict[int, tuple[rules.events.Pending, ...]]:
    """The timers of each version that has any."""
    found: dict[int, tuple[rules.events.Pending, ...]] = _kept("timed", _timed)
    return found


def _timed() -> dict[int, tuple[rules.events.Pending, ...]]:
    nets = {key: graph(key).net for key in ProcessVersion.objects.order_by("pk").values_list("pk", flat=True)}
    timers = {key: rules.events.timed(net) for key, net in nets.items() if net is not None}
    return {key: found for key, found in timers.items() if found}


def unit_for(*, procedure_code: str, field: str) -> str | None:
    """Key of the unit that handles the procedure: by its code, else by its field, else the general row."""
    key: str | None = _kept(("unit", procedure_code, field), lambda: _unit_for(procedure_code, field))
    return key


def _unit_for(procedure_code: str, field: str) -> str | None:
    rows = {
        (row.procedure_code, row.field_key): row.unit_key
        for row in Assignment.objects.filter(procedure_code__in=[procedure_code, ""])
    }
    for key in ((procedure_code, ""), ("", search_key(field)), ("", ANY_FIELD)):
        if key in rows:
            return rows[key]
    return None


def draft(key: str) -> ProcessDraft | None:
    """The process `key` as it is being written; None when nobody writes it."""
    return ProcessDraft.objects.filter(key=key).first()


def drafts() -> list[ProcessDraft]:
    return list(ProcessDraft.objects.order_by("name", "key"))


def versions(key: str) -> list[ProcessVersion]:
    """Every published version of a process, the newest first."""
    return list(ProcessVersion.objects.filter(key=key).order_by("-number"))


def newest() -> list[ProcessVersion]:
    """The newest version of each process, by name."""
    found: dict[str, ProcessVersion] = {}
    for version in ProcessVersion.objects.order_by("key", "-number"):
        found.setdefault(version.key, version)
    return sorted(found.values(), key=lambda version: (version.name, version.key))


def uses(process_key: str) -> list[str]:
    """Codes of the procedures that follow a process by name; others follow the standard one."""
    rows = ProcessUse.objects.filter(process_key=process_key).order_by("procedure_code")
    return list(rows.values_list("procedure_code", flat=True))


def published_for(codes: Collection[str], on: date) -> frozenset[str]:
    """Those of the procedures `codes` whose process in force on `on` is one that the agency itself has published.

    What was loaded as a starting point is not: nobody has approved it.
    """
    rows = ProcessVersion.objects.filter(Q(effective_from=None) | Q(effective_from__lte=on)).order_by("number")
    newest = dict(rows.values_list("key", "status"))
    own = {key for key, status in newest.items() if status == PUBLISHED}
    uses = dict(ProcessUse.objects.filter(procedure_code__in=codes).values_list("procedure_code", "process_key"))
    return frozenset(code for code in codes if uses.get(code, STANDARD) in own)
