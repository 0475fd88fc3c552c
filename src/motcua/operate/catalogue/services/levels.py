"""The online service level that an agency declares: a fact with a source, never read off the text."""

from datetime import date, datetime

from django.db import transaction

from motcua.kernel.actors import Actor
from motcua.kernel.time import TZ
from motcua.operate.catalogue.models import Procedure, ServiceLevel
from motcua.operate.catalogue.services.versions import tell
from motcua.people.rules import Refusal, Role

MAY_SET = frozenset({Role.CONTROL_OFFICER, Role.ADMINISTRATOR})


@transaction.atomic
def set_level(
    *,
    code: str,
    agency_key: str,
    level: str | None,
    eligible_full_online: bool | None,
    since: date,
    source: str,
    by: Actor,
    now: datetime,
) -> ServiceLevel | Refusal:
    """Record the level of `code` at `agency_key` from the day `since`, resting on `source` (decision, list).

    `level`: "full", "partial", "information" or None (not known). The same fact twice is kept once.
    """
    procedure = Procedure.objects.filter(code=code).first()
    refusal = _refuse(procedure, level, eligible_full_online, since, source, by, now)
    if refusal is not None or procedure is None:
        return refusal or Refusal("unknown_procedure", f"Không có thủ tục mã {code}.")
    last = ServiceLevel.objects.filter(procedure=procedure, agency_key=agency_key).order_by("-since", "-id").first()
    same = (level, eligible_full_online, since, source.strip())
    if last is not None and (last.level, last.eligible_full_online, last.since, last.source) == same:
        return last
    row = ServiceLevel(
        procedure=procedure,
        agency_key=agency_key,
        level=level,
        eligible_full_online=eligible_full_online,
        since=since,
        source=source.strip(),
    )
    return _keep(row, by=by, now=now)


def _keep(row: ServiceLevel, *, by: Actor, now: datetime) -> ServiceLevel:
    """Save the fact with its event."""
    row.recorded_by, row.recorded_at = by.id, now
    row.save(force_insert=True)
    payload = {
        "agency": row.agency_key,
        "level": row.level,
        "eligible_full_online": row.eligible_full_online,
        "since": row.since.isoformat(),
    }
    tell(row.procedure, "procedure.level_set", payload, by=by, now=now)
    return row


def _refuse(
    procedure: Procedure | None,
    level: str | None,
    eligible: bool | None,
    since: date,
    source: str,
    by: Actor,
    now: datetime,
) -> Refusal | None:
    if by.kind != "system" and by.role not in MAY_SET:
        who = "cán bộ kiểm soát thủ tục hành chính"
        return Refusal("wrong_role", f"Chỉ {who} ghi mức độ dịch vụ công trực tuyến.", "Nghị định 63/2010/NĐ-CP", who)
    if procedure is not None and procedure.is_repealed:
        return Refusal("repealed", "Thủ tục đã bãi bỏ hoặc được thay thế, không ghi mức độ mới.")
    if level not in (None, *ServiceLevel.Level.values):
        return Refusal("unknown_level", "Mức độ dịch vụ công trực tuyến không có trong danh mục.")
    if not source.strip():
        return Refusal("no_source", "Hãy ghi văn bản hoặc danh mục làm căn cứ.")
    if since > now.astimezone(TZ).date():
        return Refusal("future", "Ngày áp dụng chưa tới.")
    if level == ServiceLevel.Level.FULL and eligible is False:
        message = "Thủ tục không đủ điều kiện thì không thể cung cấp toàn trình."
        return Refusal("not_eligible", message, "Nghị định 42/2022/NĐ-CP")
    return None
