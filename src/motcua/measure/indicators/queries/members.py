"""What stands behind a figure: the dossiers, transactions or documents, one by one, with why one does not count."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.db.models import BooleanField, Case, Q, Value, When

from motcua.measure.facts import queries as facts
from motcua.measure.indicators.queries import sets
from motcua.measure.indicators.queries.computing import counted_sets, keyed_sets, split_by
from motcua.measure.indicators.queries.definitions import definition
from motcua.measure.indicators.queries.outside import Keyed
from motcua.measure.indicators.queries.sets import DISLIKED, EVERYTHING, Scope
from motcua.measure.indicators.rules import Period
from motcua.operate.catalogue import queries as catalogue

Side = Literal["denominator", "numerator", "rest"]
SIDES: tuple[Side, ...] = ("denominator", "numerator", "rest")
CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Member:
    """One of the denominator; `counts` says whether it is in the numerator, `why` why not.

    `dossier_id` when it is a dossier, with its procedure, units and days; `title` when it is a procedure.
    `cursor` is what `after` takes to go on behind this one. `decisions`: (id, number) of those that published it.
    """

    key: str
    about: str
    counts: bool
    dossier_id: UUID | None = None
    cursor: str = ""
    why: str = ""
    title: str = ""
    procedure: str = ""
    unit: str = ""
    receipt_unit: str = ""
    received: date | None = None
    due: datetime | None = None
    finished: date | None = None
    decisions: tuple[tuple[str, str], ...] = ()


def members(
    code: str,
    period: Period,
    *,
    now: datetime,
    scope: Scope = EVERYTHING,
    after: str = "",
    limit: int | None = None,
    side: Side = "denominator",
) -> Iterator[Member]:
    """One side of `code` by key, from behind the cursor `after`; at most `limit`. Empty without a source."""
    if definition(code).feeds_from == "dossiers":
        yield from _dossiers(code, period, now, scope, after, limit, side)
        return
    keyed = keyed_sets(code, period, scope, now) if split_by(code, scope) else None
    if keyed is None:
        return
    wanted = {
        "denominator": keyed.denominator,
        "numerator": keyed.numerator,
        "rest": keyed.denominator - keyed.numerator,
    }[side]
    keys = [key for key in sorted(wanted) if key > after][:limit]
    for start in range(0, len(keys), CHUNK):
        yield from _keyed_members(keyed, keys[start : start + CHUNK])


def _keyed_members(keyed: Keyed, keys: list[str]) -> Iterator[Member]:
    rows: Mapping[UUID, Any] = {}
    titles: Mapping[str, str] = {}
    if keyed.about == "dossier":
        rows = {row.pk: row for row in facts.dossiers().filter(pk__in=[keyed.dossiers[key] for key in keys])}
    elif keyed.about == "procedure":
        titles = dict(catalogue.procedures().values_list("code", "name"))
    for key in keys:
        counts, why = key in keyed.numerator, keyed.why.get(key, "")
        row = rows.get(keyed.dossiers[key]) if keyed.about == "dossier" else None
        if row is not None:
            yield _dossier(row, counts, why, key)
        else:
            behind = tuple(sorted(keyed.decisions.get(key, {}).items(), key=lambda pair: pair[1]))
            yield Member(key, keyed.about, counts, cursor=key, why=why, title=titles.get(key, ""), decisions=behind)


def _dossiers(
    code: str, period: Period, now: datetime, scope: Scope, after: str, limit: int | None, side: Side
) -> Iterator[Member]:
    sides = counted_sets(code, period, now)
    good = Case(When(sides.numerator, then=Value(True)), default=Value(False), output_field=BooleanField())
    rows = sets.rows(scope).filter(sides.denominator).annotate(good=good).order_by("code", "pk")
    if side != "denominator":
        rows = rows.filter(good=side == "numerator")
    rows = rows.filter(_behind(after))
    late_ids = _late_ids(code, period, now, scope)
    for row in rows[:limit] if limit else rows.iterator(CHUNK):
        why = "" if row.good else _why(code, row, row.pk in late_ids)
        yield _dossier(row, row.good, why, f"{row.code}|{row.pk}")


def _behind(after: str) -> Q:
    """Rows behind the cursor "code|id"; a code alone, or anything else, is behind all of that code."""
    code, _, pk = after.partition("|")
    if not after:
        return Q()
    try:
        return Q(code__gt=code) | Q(code=code, pk__gt=UUID(pk))
    except ValueError:
        return Q(code__gt=code)


def _late_ids(code: str, period: Period, now: datetime, scope: Scope) -> frozenset[UUID]:
    if code != "II.6":
        return frozenset()
    return frozenset(sets.rows(scope).filter(sets.overdue_open(period, now)).values_list("pk", flat=True))


def _dossier(row: Any, counts: bool, why: str, cursor: str) -> Member:
    return Member(
        key=row.code or str(row.pk),
        about="dossier",
        counts=counts,
        dossier_id=row.pk,
        cursor=cursor,
        why=why,
        procedure=row.procedure,
        unit=row.unit,
        receipt_unit=row.receipt_unit,
        received=row.accepted_on,
        due=row.legal_due,
        finished=row.finished_on,
    )


CHANNELS = {1: "nộp trực tiếp", 2: "nộp trực tuyến", 3: "nộp qua bưu chính", None: "chưa rõ cách nộp"}


def _why(code: str, row: Any, overdue: bool) -> str:
    """Why a dossier of the denominator does not count, in words."""
    if code == "I.3":
        return CHANNELS.get(row.channel, CHANNELS[None])
    if code == "II.3":
        return "không có giấy tờ dùng lại"
    if code == "II.6":
        return _unhappy(row, overdue)
    reasons = []
    if code == "I.4":
        missing = sum(1 for paper in row.papers.values() if paper.get("digitise") and not paper.get("file"))
        reasons += [f"còn {missing} giấy tờ chưa số hoá"] if missing else []
    if row.paper_result is True and not row.result_electronic:
        reasons.append("kết quả chưa có bản điện tử")
    elif code == "II.2" and not row.result_signed:
        reasons.append("kết quả chưa ký số")
    return ", ".join(reasons)


def _unhappy(row: Any, overdue: bool) -> str:
    reasons = ["đang quá hạn"] if overdue else ["giải quyết quá hạn"] if row.on_time_legal is False else []
    if row.rating is not None and row.rating <= DISLIKED:
        reasons.append(f"đánh giá {row.rating} trên 5")
    return ", ".join(reasons) or "có phản ánh, kiến nghị"
