"""Who may open the pages of plans."""

from datetime import UTC, datetime
from typing import Any

from motcua.steer.plans import services
from motcua.steer.plans.models import PlanItem
from tests.access import EVERYONE, OFFICIALS, Access
from tests.cast import Cast


def starter(cast: Cast) -> dict[str, Any]:
    """The starter plan, for pages without an id in the address."""
    services.load_starter(now=datetime(2024, 2, 7, tzinfo=UTC))
    return {}


def one_item(cast: Cast) -> dict[str, Any]:
    starter(cast)
    return {"item_id": PlanItem.objects.get(kind="task", code="II.1.a-1").pk}


ACCESS = [
    Access("plans:public", allowed=EVERYONE, kwargs=starter),
    Access("plans:plan", allowed=OFFICIALS, kwargs=starter),
    Access("plans:text", allowed=OFFICIALS, kwargs=starter),
    Access("plans:sheet", allowed=OFFICIALS, kwargs=starter),
    Access("plans:export", allowed=OFFICIALS, kwargs=starter),
    Access("plans:item", allowed=OFFICIALS, kwargs=one_item),
    Access("plans:item", allowed={"kiem"}, kwargs=one_item, method="post", data={"owner": "sgddt-vp"}),
    Access("plans:import", allowed={"kiem", "quan"}),
]
