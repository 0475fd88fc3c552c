"""Who may define groups of procedures, look at them, and apply for one."""

from typing import Any

from django.utils import timezone

from motcua.kernel.ids import new_id
from motcua.operate.journeys.services import grouping
from motcua.operate.journeys.tests import scenes
from motcua.operate.linking import services
from motcua.operate.linking.queries import GroupFiling, ServiceGroup
from tests.access import CITIZENS, EVERYONE, Access
from tests.cast import Cast

CONTROL = frozenset({"kiem"})


def drafted(cast: Cast, *codes: str) -> ServiceGroup:
    """kiem defines a group of two procedures."""
    now = timezone.now()
    scenes.prepare(now)
    made = services.define_group(
        name="Bản sao và phúc khảo", procedures=codes or (scenes.COPY, scenes.REMARK), source="QĐ 1/QĐ-UBND", note="",
        by=cast.actor("kiem"), now=now, command_id=str(new_id()),
    )  # fmt: skip
    assert isinstance(made, ServiceGroup), made
    return made


def in_force(cast: Cast, *codes: str) -> ServiceGroup:
    now = timezone.now()
    made = services.put_in_force(
        key=drafted(cast, *codes).key, on=timezone.localdate(now), by=cast.actor("kiem"), now=now,
        command_id=str(new_id()),
    )  # fmt: skip
    assert isinstance(made, ServiceGroup), made
    return made


def begun(cast: Cast, *codes: str) -> GroupFiling:
    """lan has begun an application for the group."""
    made = grouping.begin(group=in_force(cast, *codes), account=cast.lan, now=timezone.now())
    assert isinstance(made, GroupFiling), made
    return made


def _key(cast: Cast) -> dict[str, Any]:
    return {"key": in_force(cast).key}


def _act(cast: Cast) -> dict[str, Any]:
    return {"key": drafted(cast).key, "slug": "ap-dung"}


ACCESS = [
    Access("journeys:desk-groups", allowed=CONTROL),
    Access("journeys:desk-group-act", allowed=CONTROL, kwargs=_act, method="post"),
    Access("journeys:groups", allowed=EVERYONE),
    Access("journeys:group", allowed=EVERYONE, kwargs=_key),
    Access("journeys:group-begin", allowed=CITIZENS, kwargs=_key, method="post"),
    Access("journeys:group-filing", allowed={"lan"}, kwargs=lambda cast: {"filing_id": begun(cast).pk}),
]
