"""Writes of reports: one is kept as it was sent."""

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from motcua.kernel.actors import Actor
from motcua.measure.indicators.rules import Period
from motcua.people.rules import Role
from motcua.steer.reports import queries
from motcua.steer.reports.models import KeptReport


@dataclass(frozen=True, slots=True)
class Refusal:
    """An expected "no", in words for people."""

    code: str
    message: str


def keep(*, period: Period, by: Actor, now: datetime) -> KeptReport | Refusal:
    """Keep the report of a period that is over, once; the next report is compared with it."""
    if by.role != Role.CONTROL_OFFICER:
        return Refusal("wrong_role", "Chỉ cán bộ kiểm soát thủ tục lưu báo cáo.")
    made = queries.report(period, now)
    if made.running:
        return Refusal("running", "Kỳ báo cáo chưa kết thúc.")
    if made.kept is not None:
        return Refusal("kept", "Báo cáo của kỳ này đã lưu.")
    text = json.dumps(made.content, sort_keys=True, ensure_ascii=False)
    with transaction.atomic():
        kept, fresh = KeptReport.objects.get_or_create(
            period=period.key,
            defaults={
                "first": period.first, "last": period.last, "content": made.content,
                "sha256": sha256(text.encode()).hexdigest(), "kept_at": now, "kept_by_id": by.id,
            },
        )  # fmt: skip
    return kept if fresh else Refusal("kept", "Báo cáo của kỳ này đã lưu.")
