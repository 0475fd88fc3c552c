"""Reads of registers and declared figures."""

from datetime import date

from django.db.models import QuerySet

from motcua.measure.registers.models import DeclaredFigure, RegisterEntry, RegisterFile


def has_register(kind: str) -> bool:
    """Whether anything of this kind was ever brought in: without it an indicator has no source."""
    return RegisterEntry.objects.filter(kind=kind).exists()


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


def files(kind: str | None = None, limit: int = 50) -> list[RegisterFile]:
    """The files brought in, the newest first."""
    rows = RegisterFile.objects.all() if kind is None else RegisterFile.objects.filter(kind=kind)
    return list(rows.order_by("-imported_at", "-pk")[:limit])


def declarations(limit: int = 50) -> list[DeclaredFigure]:
    """The figures declared, the newest first."""
    return list(DeclaredFigure.objects.select_related("evidence").order_by("-declared_at", "-pk")[:limit])
