"""The figures: computed from facts where the product knows them, else from a register, else declared, else unknown."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from motcua.kernel.time import local_date
from motcua.measure.indicators.queries import eligibility, outside, publishing, sets
from motcua.measure.indicators.queries.definitions import definition, definitions
from motcua.measure.indicators.queries.outside import Keyed, Series
from motcua.measure.indicators.queries.sets import EVERYTHING, Counted, Scope
from motcua.measure.indicators.rules import NO_SOURCE, Definition, Figure, Line, Period, figure
from motcua.measure.registers import queries as registers

SOURCES = {
    "catalogue": "Mức độ dịch vụ do cơ quan khai trong danh mục thủ tục",
    "dossiers": "Hồ sơ trong hệ thống",
    "payments": "Sổ giao dịch thanh toán và hồ sơ trong hệ thống",
    "sync": "Sổ xác nhận đồng bộ",
    "business_regulations": "Sổ quy định kinh doanh",
    "publication": "Sổ công bố, công khai thủ tục",
    "feedback": "Sổ phản ánh, kiến nghị",
    "documents": "Sổ văn bản, hồ sơ công việc",
}
# Only dossiers know a unit and a procedure; the other registers speak for the agency as a whole.
BY_UNIT = frozenset({"I.3", "I.4", "I.5", "II.2", "II.3", "II.6"})
NOT_BEGUN = "Kỳ này chưa bắt đầu"
NO_UNITS = "Nguồn của chỉ tiêu này không tách theo đơn vị hoặc thủ tục"
FEW_RATINGS = 30
NOTHING_YET = Keyed(frozenset(), frozenset(), "")


def figures(period: Period, *, now: datetime, scope: Scope = EVERYTHING) -> list[Figure]:
    """All twelve, in the order of the annex."""
    return [compute(item.code, period, now=now, scope=scope) for item in definitions()]


def compute(code: str, period: Period, *, now: datetime, scope: Scope = EVERYTHING) -> Figure:
    """One figure. Raises KeyError for an unknown code."""
    item = definition(code)
    if item.feeds_from == "dossiers":
        return _from_facts(item, period, now, scope)
    if not split_by(code, scope):
        return _empty(item, now, (NO_UNITS,))
    keyed = keyed_sets(code, period, scope, now)
    if keyed is not None:
        begun = period.first <= local_date(now)
        return figure(
            item,
            numerator=len(keyed.numerator),
            denominator=len(keyed.denominator),
            source=keyed.source or SOURCES[item.feeds_from],
            source_kind=keyed.source_kind or ("facts" if item.feeds_from == "catalogue" else "register"),
            cut_off=now,
            lines=(*keyed.lines, *_beside(item, period, keyed)),
            gaps=keyed.gaps if begun else (NOT_BEGUN,),
        )
    return _declared(item, period, now) or _empty(item, now)


def split_by(code: str, scope: Scope) -> bool:
    """Whether the source of `code` can answer for `scope`."""
    return code in BY_UNIT or not (scope.unit or scope.procedure)


def keyed_sets(code: str, period: Period, scope: Scope, now: datetime) -> Keyed | None:
    """The two sets of an indicator that is not counted from dossier facts; None without a source."""
    return keyed_series(code, [period], scope, now)[0]


def keyed_series(code: str, periods: Sequence[Period], scope: Scope, now: datetime) -> Series:
    """`keyed_sets` of several periods; the source is read once. Nothing has happened in a period to come."""
    today = local_date(now)
    match code:
        case "I.1":
            found = eligibility.full_online(periods, scope, today)
        case "I.2":
            found = outside.payments(periods, today)
        case "I.5":
            found = outside.synced(periods, scope)
        case "II.1":
            found = outside.regulations(periods, today)
        case "II.4":
            found = publishing.publication(periods, today)
        case "II.5":
            found = outside.feedback(periods, today)
        case _:
            found = outside.documents(periods)
    return [
        NOTHING_YET if keyed is not None and period.first > today else keyed
        for keyed, period in zip(found, periods, strict=True)
    ]


def counted_sets(code: str, period: Period, now: datetime) -> Counted:
    """The two predicates of an indicator that is counted from dossier facts."""
    complained = outside.complained_dossiers() if code == "II.6" else frozenset()
    return sets.counted(code, period, now, complained)


def on_time(period: Period, *, now: datetime, scope: Scope = EVERYTHING) -> tuple[Line, Line]:
    """Dossiers finished in the period on time, by the legal clock and by the portal's: shown beside the twelve."""
    counts = (
        sets.rows(scope)
        .filter(sets.done(period))
        .aggregate(
            legal=Count("pk", filter=Q(on_time_legal=True)),
            legal_all=Count("pk", filter=Q(on_time_legal__isnull=False)),
            portal=Count("pk", filter=Q(on_time_portal=True)),
            portal_all=Count("pk", filter=Q(on_time_portal__isnull=False)),
        )
    )
    return (
        Line("Đúng hạn theo luật (NĐ 61/2018/NĐ-CP)", counts["legal"], counts["legal_all"]),
        Line("Đúng hạn theo cách tính của Cổng (QĐ 766/QĐ-TTg)", counts["portal"], counts["portal_all"]),
    )


def _from_facts(item: Definition, period: Period, now: datetime, scope: Scope) -> Figure:
    sides = counted_sets(item.code, period, now)
    wanted = {f"second{index}": Count("pk", filter=condition) for index, condition in enumerate(sides.second.values())}
    for index, (inside, counting) in enumerate(sides.narrow.values()):
        wanted[f"inside{index}"] = Count("pk", filter=inside)
        wanted[f"counting{index}"] = Count("pk", filter=inside & counting)
    counts = (
        sets.rows(scope)
        .filter(sides.denominator)
        .aggregate(
            denominator=Count("pk"),
            numerator=Count("pk", filter=sides.numerator),
            rated=Count("pk", filter=Q(rating__isnull=False)),
            unknown_result=Count("pk", filter=Q(paper_result=None)),
            **wanted,
        )
    )
    lines = [Line(name, counts[f"counting{i}"], counts[f"inside{i}"]) for i, name in enumerate(sides.narrow)]
    lines += [Line(name, counts[f"second{i}"], counts["denominator"]) for i, name in enumerate(sides.second)]
    return figure(
        item,
        numerator=counts["numerator"],
        denominator=counts["denominator"],
        source=SOURCES["dossiers"],
        source_kind="facts",
        cut_off=now,
        lines=lines,
        gaps=_gaps(item.code, counts) if period.first <= local_date(now) else [NOT_BEGUN],
    )


def _gaps(code: str, counts: Mapping[str, Any]) -> list[str]:
    gaps = []
    if code == "I.4" and counts["unknown_result"]:
        gaps.append(f"{counts['unknown_result']} hồ sơ của thủ tục chưa có dữ liệu về loại kết quả")
    if code == "II.6" and counts["denominator"] and counts["rated"] < FEW_RATINGS:
        words = (
            f"Chỉ có {counts['rated']} phiếu đánh giá; dưới {FEW_RATINGS} phiếu thì tỷ lệ theo phiếu chưa đủ tin cậy"
        )
        gaps.append(words)
    return gaps


def _beside(item: Definition, period: Period, keyed: Keyed) -> tuple[Line, ...]:
    """A figure that somebody declared although this one is computed: shown beside it, marked, never in its place."""
    found = registers.declared(item.code, period.first, period.last) if keyed.source_kind == "facts" else None
    return (Line("Số liệu khai báo cho kỳ này", found.numerator, found.denominator),) if found else ()


def _declared(item: Definition, period: Period, now: datetime) -> Figure | None:
    found = registers.declared(item.code, period.first, period.last)
    if found is None:
        return None
    words = f"Số liệu khai báo, kèm minh chứng “{found.evidence_name}”"
    return figure(
        item,
        numerator=found.numerator,
        denominator=found.denominator,
        source=words,
        source_kind="declared",
        cut_off=found.declared_at,
    )


def _empty(item: Definition, now: datetime, gaps: tuple[str, ...] = ()) -> Figure:
    return figure(item, numerator=None, denominator=None, source=NO_SOURCE, source_kind="none", cut_off=now, gaps=gaps)
