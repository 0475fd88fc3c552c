"""Reads of registers and declared figures."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, Exists, Max, QuerySet

from motcua.kernel.plugins import Port
from motcua.measure.registers.models import DeclaredFigure, RegisterEntry, RegisterFile


@dataclass(frozen=True, slots=True)
class Declarable:
    """An indicator whose figure may be declared; `kind`: the register that would make a declaration needless."""

    code: str
    name: str
    kind: str


PIECE = 500
declarable: Port[Callable[[], Sequence[Declarable]]] = Port("registers.declarable")
"""Filled by the module of indicators, which alone knows their codes and names."""


@dataclass(frozen=True, slots=True)
class Holding:
    """What is held of one kind of register: rows, the newest of them, the last file."""

    rows: int = 0
    newest: date | None = None
    last_file: RegisterFile | None = None


def has_register(kind: str) -> bool:
    """Whether anything of this kind was ever brought in: without it an indicator has no source."""
    return any_of(entries(kind))


def any_of(rows: QuerySet[RegisterEntry]) -> bool:
    """Whether there is one, asked in the order of an index: without an order the whole table may be gone through."""
    return bool(rows.order_by("kind", "on").values_list("pk", flat=True)[:1])


WHOLE = {f"values__{name}": True for name in ("final_state", "progress", "result_link")}
"""What the portal's confirmation of a dossier must say."""


def confirmed_end(code: Any) -> Exists:
    """Whether the portal has confirmed final state, progress and result link of the dossier whose code `code` gives."""
    return Exists(RegisterEntry.objects.filter(kind="sync", identity=code, **WHOLE))


def confirmed(codes: Collection[str]) -> frozenset[str]:
    """Those of these codes, given in capitals, of which the portal has confirmed all that."""
    found, wanted = set[str](), sorted(codes)
    for start in range(0, len(wanted), PIECE):
        rows = RegisterEntry.objects.filter(kind="sync", identity__in=wanted[start : start + PIECE], **WHOLE)
        found |= set(rows.values_list("identity", flat=True))
    return frozenset(found)


def entries(kind: str, first: date | None = None, last: date | None = None) -> QuerySet[RegisterEntry]:
    """The rows of a register whose date lies in the period."""
    rows = RegisterEntry.objects.filter(kind=kind)
    if first:
        rows = rows.filter(on__gte=first)
    if last:
        rows = rows.filter(on__lte=last)
    return rows.order_by("on", "identity")


def declared(indicator: str, first: date, last: date) -> DeclaredFigure | None:
    """The newest figure declared for exactly this period; figures of parts of a period are never added up."""
    rows = DeclaredFigure.objects.filter(indicator=indicator, first=first, last=last)
    return rows.select_related("evidence").order_by("-declared_at", "-pk").first()


def declared_in(indicator: str, spans: Sequence[tuple[date, date]]) -> Mapping[tuple[date, date], DeclaredFigure]:
    """The newest figure declared for exactly each of `spans`, one query for all."""
    rows = DeclaredFigure.objects.filter(indicator=indicator, first__in={first for first, _ in spans})
    found = {(row.first, row.last): row for row in rows.order_by("declared_at", "pk")}
    return {span: found[span] for span in spans if span in found}


def holdings() -> dict[str, Holding]:
    """What is held, by kind; kinds of which nothing was ever brought in are missing."""
    counts = RegisterEntry.objects.values("kind").order_by("kind").annotate(total=Count("id"), newest=Max("on"))
    held = {row["kind"]: Holding(row["total"], row["newest"]) for row in counts}
    for kind in RegisterFile.objects.order_by("kind").values_list("kind", flat=True).distinct():
        held[kind] = replace(held.get(kind, Holding()), last_file=files(kind, limit=1)[0])
    return held


def file(pk: int) -> RegisterFile | None:
    """One file that was brought in, with its content."""
    return RegisterFile.objects.select_related("stored_file").filter(pk=pk).first()


def declaration(pk: int) -> DeclaredFigure | None:
    """One declaration, with its evidence."""
    return DeclaredFigure.objects.select_related("evidence").filter(pk=pk).first()


def files(kind: str | None = None, limit: int = 50) -> list[RegisterFile]:
    """The files brought in, the newest first."""
    rows = RegisterFile.objects.all() if kind is None else RegisterFile.objects.filter(kind=kind)
    return list(rows.order_by("-imported_at", "-pk")[:limit])


def declarations(limit: int = 50) -> list[DeclaredFigure]:
    """The figures declared, the newest first."""
    return list(DeclaredFigure.objects.select_related("evidence").order_by("-declared_at", "-pk")[:limit])
