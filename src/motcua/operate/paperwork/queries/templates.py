"""Templates of decisions that are in use, and the copies of a dossier that were put back."""

from uuid import UUID

from django.db.models import Q, QuerySet

from motcua.operate.paperwork.models import DecisionTemplate, WorkingCopy


def templates(*, withdrawn: bool = False) -> "QuerySet[DecisionTemplate]":
    """Templates in use, or those that were withdrawn; by procedure, those for every procedure first."""
    rows = DecisionTemplate.objects.filter(withdrawn_at__isnull=not withdrawn)
    return rows.select_related("stored_file", "uploaded_by").order_by("procedure_code", "kind", "name", "pk")


def template(key: UUID) -> DecisionTemplate | None:
    """One template, in use or not."""
    return DecisionTemplate.objects.filter(pk=key).select_related("stored_file", "uploaded_by").first()


def fitting(procedure_code: str) -> list[DecisionTemplate]:
    """The templates in use for a procedure: its own first, then those for every procedure."""
    rows = templates().filter(Q(procedure_code=procedure_code) | Q(procedure_code=""))
    return sorted(rows, key=lambda row: (row.procedure_code == "", row.kind, row.name))


def copies(dossier_id: UUID) -> list[WorkingCopy]:
    """What was put back, the newest first."""
    rows = WorkingCopy.objects.filter(dossier=dossier_id).select_related("stored_file", "put_by")
    return list(rows.order_by("-put_at", "-pk"))
