"""The figures: computed from facts where the product knows them, else from a register, else declared, else unknown."""

from datetime import datetime

from django.db.models import Count, Q

from motcua.kernel.time import local_date
from motcua.measure.indicators.queries import outside, sets
from motcua.measure.indicators.queries.definitions import definition, definitions
from motcua.measure.indicators.queries.outside import Keyed
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


def figures(period: Period, *, now: datetime, scope: Scope = EVERYTHING) -> list[Figure]:
    """All twelve, in the order of the annex."""
    return [compute(item.code, period, now=now, scope=scope) for item in definitions()]


def compute(code: str, period: Period, *, now: datetime, scope: Scope = EVERYTHING) -> Figure:
    """One figure. Raises KeyError for an unknown code."""
    item = definition(code)
    if item.feeds_from == "dossiers":
        return _from_facts(item, period, now, scope)
    if code not in BY_UNIT and (scope.unit or scope.procedure):
        gap = "Nguồn của chỉ tiêu này không tách theo đơn vị hoặc thủ tục"
        return _empty(item, now, (gap,))
    keyed = keyed_sets(code, period, scope, now)
    if keyed is not None:
        return figure(
            item,
            numerator=len(keyed.numerator),
            denominator=len(keyed.denominator),
            source=SOURCES[item.feeds_from],
            source_kind="facts" if item.feeds_from == "catalogue" else "register",
            cut_off=now,
            lines=keyed.lines,
            gaps=keyed.gaps,
        )
    return _declared(item, period, now) or _empty(item, now)


def keyed_sets(code: str, period: Period, scope: Scope, now: datetime) -> Keyed | None:
    """The two sets of an indicator that is not counted from dossier facts; None without a source."""
    today = local_date(now)
    match code:
        case "I.1":
            return outside.full_online(period, scope, today)
        case "I.2":
            return outside.payments(period)
        case "I.5":
            return outside.synced(period, scope)
        case "II.1":
            return outside.regulations(period)
        case "II.4":
            return outside.publication(period, today)
        case "II.5":
            return outside.feedback(period, today)
        case _:
            return outside.documents(period)


def counted_sets(code: str, period: Period, now: datetime) -> Counted:
    """The two predicates of an indicator that is counted from dossier facts."""
    complained = outside.complained_dossiers() if code == "II.6" else frozenset()
    return sets.counted(code, period, local_date(now), complained)


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
    rows = sets.rows(scope).filter(sides.denominator)
    wanted = {f"second{index}": Count("pk", filter=condition) for index, condition in enumerate(sides.second.values())}
    counts = rows.aggregate(
        denominator=Count("pk"),
        numerator=Count("pk", filter=sides.numerator),
        rated=Count("pk", filter=Q(rating__isnull=False)),
        satisfied=Count("pk", filter=Q(rating__gte=sets.SATISFIED)),
        unknown_result=Count("pk", filter=Q(paper_result=None)),
        **wanted,
    )
    lines = [Line(name, counts[f"second{index}"], counts["denominator"]) for index, name in enumerate(sides.second)]
    if item.code == "II.6":
        lines.append(Line("Theo phiếu đánh giá nhận được", counts["satisfied"], counts["rated"]))
        lines.append(Line("Tỷ lệ hồ sơ có đánh giá", counts["rated"], counts["denominator"]))
    gaps = []
    if item.code == "I.4" and counts["unknown_result"]:
        gaps.append(f"{counts['unknown_result']} hồ sơ của thủ tục chưa có dữ liệu về loại kết quả")
    return figure(
        item,
        numerator=counts["numerator"],
        denominator=counts["denominator"],
        source=SOURCES["dossiers"],
        source_kind="facts",
        cut_off=now,
        lines=lines,
        gaps=gaps,
    )


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
        cut_off=now,
    )


def _empty(item: Definition, now: datetime, gaps: tuple[str, ...] = ()) -> Figure:
    return figure(item, numerator=None, denominator=None, source=NO_SOURCE, source_kind="none", cut_off=now, gaps=gaps)
