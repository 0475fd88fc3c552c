"""The online level that an agency declared for a procedure."""

from datetime import date

from motcua.operate.catalogue.models import ServiceLevel


def level(code: str, agency_key: str, on: date | None = None) -> ServiceLevel | None:
    """The online level that `agency_key` declared for `code`, as it held on `on` (now, without)."""
    rows = ServiceLevel.objects.filter(procedure__code=code, agency_key=agency_key)
    rows = rows.filter(since__lte=on) if on is not None else rows
    return rows.order_by("-since", "-id").first()


def levels(agency_key: str, on: date | None = None) -> dict[int, ServiceLevel]:
    """The levels declared by an agency, one for each procedure id, as they held on `on` (now, without)."""
    rows = ServiceLevel.objects.filter(agency_key=agency_key)
    rows = rows.filter(since__lte=on) if on is not None else rows
    return {row.procedure_id: row for row in rows.order_by("since", "id")}


def level_history(code: str, agency_key: str) -> list[ServiceLevel]:
    return list(ServiceLevel.objects.filter(procedure__code=code, agency_key=agency_key).order_by("-since", "-id"))
