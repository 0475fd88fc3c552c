"""The rows: plans, editions, items, what was completed when."""

from uuid import UUID

from motcua.steer.plans.models import Completion, Plan, PlanEdition, PlanItem


def plan(year: int | None = None) -> Plan | None:
    """The plan of `year`, or of the newest year; None when there is none. The one imported last wins."""
    rows = Plan.objects.order_by("-year", "-created_at")
    return (rows.filter(year=year) if year is not None else rows).first()


def years() -> list[int]:
    """The years that have a plan, newest first."""
    found = Plan.objects.filter(year__isnull=False).values_list("year", flat=True).distinct().order_by("-year")
    return [year for year in found if year is not None]


def edition(of: Plan) -> PlanEdition | None:
    """The newest imported text of a plan."""
    return of.editions.order_by("-number").first()


def item(item_id: UUID) -> PlanItem | None:
    """One item with its plan; withdrawn ones too."""
    return PlanItem.objects.select_related("plan").filter(pk=item_id).first()


def history(of: PlanItem) -> list[Completion]:
    """What people completed in an item, newest first."""
    return list(of.completions.order_by("-at", "-pk"))
