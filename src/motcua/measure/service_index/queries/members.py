"""What stands behind a metric: its dossiers or procedures, one by one, with why one does not count."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.db.models import BooleanField, Case, Q, Value, When

from motcua.kernel.time import local_date
from motcua.measure.indicators.rules import Period
from motcua.measure.service_index.queries import outside, sets
from motcua.measure.service_index.queries.own import FACTS, sides

Side = Literal["rest", "numerator", "denominator"]


@dataclass(frozen=True, slots=True)
class IndexMember:
    """One of the denominator; `why` says why it does not count. `cursor` is what `after` takes to go on behind it."""

    key: str
    counts: bool
    why: str = ""
    cursor: str = ""
    title: str = ""
    dossier_id: UUID | None = None
    unit: str = ""
    receipt_unit: str = ""
    received: date | None = None
    due: datetime | None = None
    finished: date | None = None


def index_members(
    code: str, period: Period, *, now: datetime, unit: str = "", side: Side = "rest", after: str = "", limit: int = 50
) -> list[IndexMember]:
    """One side of `code` from behind the cursor `after`. Empty where a metric is no list of ours."""
    if code in FACTS:
        return list(_dossiers(code, period, now, unit, side, after, limit))
    if unit:
        return []
    found = outside.listed(code, period, now=now)
    wanted = [IndexMember(one.code, not one.why, one.why, one.code, one.name) for one in found]
    kept = [one for one in wanted if side == "denominator" or one.counts == (side == "numerator")]
    return [one for one in kept if one.key > after][:limit]


def _dossiers(
    code: str, period: Period, now: datetime, unit: str, side: Side, after: str, limit: int
) -> Iterator[IndexMember]:
    both = sides(period, now=now)[code]
    good = Case(When(both.numerator, then=Value(True)), default=Value(False), output_field=BooleanField())
    rows = sets.rows().filter(both.denominator).annotate(good=good).order_by("code", "pk")
    rows = rows.filter(unit=unit) if unit else rows
    if side != "denominator":
        rows = rows.filter(good=side == "numerator")
    at = sets.look(period, now).at
    for row in rows.filter(_behind(after))[:limit]:
        yield IndexMember(
            key=row.code or str(row.pk),
            counts=row.good,
            why="" if row.good else _why(code, row, at),
            cursor=f"{row.code}|{row.pk}",
            title=row.procedure,
            dossier_id=row.pk,
            unit=row.unit,
            receipt_unit=row.receipt_unit,
            received=row.accepted_on,
            due=row.portal_due,
            finished=row.finished_on,
        )


def _behind(after: str) -> Q:
    """Rows behind the cursor "code|id"; anything else is behind all of that code."""
    code, _, pk = after.partition("|")
    if not after:
        return Q()
    try:
        return Q(code__gt=code) | Q(code=code, pk__gt=UUID(pk))
    except ValueError:
        return Q(code__gt=code)


CHANNELS = {1: "nộp trực tiếp", 3: "nộp qua bưu chính", None: "chưa rõ cách nộp"}


def _why(code: str, row: Any, at: datetime) -> str:
    if code == "DOSSIER_SYNC":
        return "Cổng chưa xác nhận"
    if code == "DOSSIERS_ONLINE":
        return CHANNELS.get(row.channel, "kết quả chưa có bản điện tử")
    if code == "DOSSIER_ONLINE_PAYMENT":
        return "chưa thấy thanh toán trực tuyến"
    if code == "ORIGINAL_RESULT_AVAILABLE":
        return "kết quả chưa có bản điện tử" if row.finished_on else "chưa có kết quả"
    if code == "REUSED_DIGITIZED_DATA":
        return "không có giấy tờ dùng lại"
    if code == "SO_HOA_GIAY_TO_GIAI_QUYET":
        return _not_digital(row)
    late = _late(row, at)
    return late if code == "ON_TIME" else _unhappy(row, late)


def _not_digital(row: Any) -> str:
    missing = sum(1 for paper in row.papers.values() if paper.get("digitise") and not paper.get("file"))
    reasons = [f"còn {missing} giấy tờ chưa số hóa"] if missing else []
    if not row.papers_total:
        reasons.append("không có giấy tờ nào")
    if row.paper_result is True and not row.result_electronic:
        reasons.append("kết quả chưa có bản điện tử")
    return ", ".join(reasons)


def _late(row: Any, at: datetime) -> str:
    """Why a dossier is not in time by the portal's clock; empty when nothing of it is late."""
    if row.portal_due is None:
        return "không có hạn"
    ended = row.finished_at is not None and row.finished_at <= at
    if not ended and row.state == sets.WAITING and row.supplement_requests > 1:
        return "đang chờ bổ sung lần thứ hai trở lên"
    end = row.finished_at if ended else at
    late = end > row.portal_due if row.limit_unit == "working_hour" else local_date(end) > local_date(row.portal_due)
    if not late:
        return ""
    return "xong sau hạn của Cổng" if ended else "chưa xong khi hết hạn của Cổng"


def _unhappy(row: Any, late: str) -> str:
    reasons = [late] if late else []
    if row.rating is not None and row.rating <= sets.DISLIKED:
        reasons.append(f"đánh giá {row.rating} trên 5")
    return ", ".join(reasons) or "có phản ánh, kiến nghị"
