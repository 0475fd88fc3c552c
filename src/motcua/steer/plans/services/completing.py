"""What a person completes in an item: owner, co-ordinators, deadline, recurrence, product."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from motcua.kernel.actors import Actor
from motcua.kernel.audit import Repeated
from motcua.kernel.audit import queries as audit
from motcua.kernel.audit import services as log
from motcua.kernel.ids import new_id
from motcua.people import queries as people
from motcua.steer.plans.models import Completion, PlanItem
from motcua.steer.plans.rules.completing import FIELDS, Refusal, Value, judge

EDITOR = "control_officer"
STREAM = "plan"


def complete(
    *, item: PlanItem, field: str, value: Value, by: Actor, now: datetime, command_id: str = ""
) -> Completion | Refusal:
    """Keep `value` for one `field` of `item`, over whatever the plan's text says; None takes an earlier value back.

    Refused without the role, for a withdrawn item, for a unit nobody knows, for a day out of the plan's reach.
    """
    done = complete_item(item=item, values={field: value}, by=by, now=now, command_id=command_id)
    return done if isinstance(done, Refusal) else done[field]


@transaction.atomic
def complete_item(
    *,
    item: PlanItem,
    values: Mapping[str, Value],
    by: Actor,
    now: datetime,
    command_id: str = "",
    seen: int | None = None,
) -> dict[str, Completion] | Refusal:
    """Keep several fields at once: all of them or, when one is refused, none.

    `seen` is the newest completion the person had before them (0: none); refuses when there is a newer one. The
    same `command_id` again changes nothing and answers with what was kept then.
    """
    refusal = _may(item, by) or _fresh_enough(item, seen)
    if refusal:
        return refusal
    units = {unit.key for unit in people.units()}
    kept: dict[str, Value] = {}
    for field, value in values.items():
        if field not in FIELDS.get(item.kind, ()) or item.content.get("heading"):
            return Refusal("no_such_field", f"Mục {item.code} không có phần này để bổ sung.")
        judged = judge(field, value, units=units, year=item.plan.year)
        if isinstance(judged, Refusal):
            return judged
        kept[field] = judged
    try:
        return _keep(item, kept, by, now, command_id or str(new_id()))
    except Repeated as again:
        ids = again.event.payload["completions"]
        return {row.field: row for row in Completion.objects.filter(pk__in=ids).order_by("pk")}


def _keep(item: PlanItem, values: dict[str, Value], by: Actor, now: datetime, command_id: str) -> dict[str, Completion]:
    with transaction.atomic():
        rows = {
            field: Completion.objects.create(item=item, field=field, value=value, by=by.id, by_role=by.role, at=now)
            for field, value in values.items()
        }
        stream = log.StreamRef(STREAM, str(item.plan_id))
        log.append(
            stream=stream,
            expected_version=audit.version(stream),
            type="plan.item_completed",
            # No value: a product is free text of a person and stays in a row that can be corrected.
            payload={"item": str(item.pk), "fields": sorted(rows), "completions": [row.pk for row in rows.values()]},
            actor=by,
            occurred_at=now,
            recorded_at=now,
            command_id=command_id,
        )
    return rows


def _may(item: PlanItem, by: Actor) -> Refusal | None:
    if by.role != EDITOR:
        return Refusal("wrong_role", "Chỉ đầu mối kiểm soát thủ tục hành chính được bổ sung kế hoạch.", "", EDITOR)
    if item.withdrawn_at is not None:
        return Refusal("withdrawn", "Mục này không còn trong kế hoạch đang thực hiện nên không bổ sung được nữa.")
    return None


def _fresh_enough(item: PlanItem, seen: int | None) -> Refusal | None:
    if seen is None:
        return None
    newest = item.completions.order_by("-pk").values_list("pk", flat=True).first() or 0
    if newest == seen:
        return None
    return Refusal(
        "changed_meanwhile",
        "Người khác vừa sửa mục này trong lúc bạn đang mở trang. Trang đã lấy giá trị mới; hãy xem lại rồi lưu.",
    )
