"""The figures: computed from facts where the product knows them, else from a register, else declared, else unknown."""

from collections.abc import Sequence
from datetime import datetime

from motcua.kernel.time import local_date
from motcua.measure.indicators.queries import counting, eligibility, outside, publishing, sets, sums
from motcua.measure.indicators.queries.counting import Told
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
NO_UNITS = "Nguồn của chỉ tiêu này không tách theo đơn vị, lĩnh vực hoặc thủ tục"
FEW_RATINGS = 30
NOTHING_YET = Keyed(frozenset(), frozenset(), "")


def figures(
    period: Period, *, now: datetime, scope: Scope = EVERYTHING, counts: sums.Counts | None = None
) -> list[Figure]:
    """All twelve, in the order of the annex. `counts`: those of `sums.whole`, when they are at hand."""
    counts = sums.whole(period, now=now, scope=scope) if counts is None else counts
    return [_one(item, period, now, scope, counts) for item in definitions()]


def compute(code: str, period: Period, *, now: datetime, scope: Scope = EVERYTHING) -> Figure:
    """One figure. Raises KeyError for an unknown code."""
    return _one(definition(code), period, now, scope, None)


def _one(item: Definition, period: Period, now: datetime, scope: Scope, counts: sums.Counts | None) -> Figure:
    code = item.code
    if item.feeds_from == "dossiers":
        found = sums.whole(period, now=now, scope=scope, codes=(code,)) if counts is None else counts
        return from_counts(item, period, now, found)
    if not split_by(code, scope):
        return _empty(item, now, (NO_UNITS,))
    told = told_series(code, [period], scope, now)[0]
    if told is not None:
        begun = period.first <= local_date(now)
        return figure(
            item,
            numerator=told.numerator,
            denominator=told.denominator,
            source=told.source or SOURCES[item.feeds_from],
            source_kind=told.source_kind or ("facts" if item.feeds_from == "catalogue" else "register"),
            cut_off=now,
            lines=(*told.lines, *_beside(item, period, told)),
            gaps=told.gaps if begun else (NOT_BEGUN,),
        )
    return _declared(item, period, now) or _empty(item, now)


def split_by(code: str, scope: Scope) -> bool:
    """Whether the source of `code` can answer for `scope`."""
    return code in BY_UNIT or not scope.narrow


def told_series(code: str, periods: Sequence[Period], scope: Scope, now: datetime) -> list[Told | None]:
    """The counts of an indicator that is not counted from dossier facts, for periods that do not overlap."""
    today = local_date(now)
    found: list[Told | None] | None = None
    if code == "I.5":
        found = counting.synced(periods, scope, now)
    elif code == "I.2":
        found = counting.payments(periods)
    elif code == "III.1":
        found = counting.documents(periods)
    if found is None:
        sets_ = keyed_series(code, periods, scope, now)
        found = [None if keyed is None else counting.of(keyed) for keyed in sets_]
    return [
        counting.NOTHING_YET if told is not None and period.first > today else told
        for told, period in zip(found, periods, strict=True)
    ]


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


def on_time(
    period: Period, *, now: datetime, scope: Scope = EVERYTHING, counts: sums.Counts | None = None
) -> tuple[Line, Line]:
    """Dossiers finished in the period on time, by the legal clock and by the portal's: shown beside the twelve."""
    found = sums.whole(period, now=now, scope=scope, codes=()) if counts is None else counts
    return (
        Line("Đúng hạn theo luật (NĐ 61/2018/NĐ-CP)", found["legal_on_time"], found["legal_judged"]),
        Line("Đúng hạn theo cách tính của Cổng (QĐ 766/QĐ-TTg)", found["portal_on_time"], found["portal_judged"]),
    )


def from_counts(item: Definition, period: Period, now: datetime, counts: sums.Counts) -> Figure:
    """The figure of an indicator that is counted from dossiers, from the counts of its period."""
    formula = sums.FORMULAS[item.code]
    numerator, denominator = formula.of(counts)
    lines = [
        Line(name, sums.total(counts, good), sums.total(counts, inside))
        for name, (inside, good) in formula.narrow.items()
    ]
    lines += [Line(name, sums.total(counts, good), denominator) for name, good in formula.second.items()]
    return figure(
        item,
        numerator=numerator,
        denominator=denominator,
        source=SOURCES["dossiers"],
        source_kind="facts",
        cut_off=now,
        lines=lines,
        gaps=_gaps(item.code, counts, denominator) if period.first <= local_date(now) else [NOT_BEGUN],
    )


def _gaps(code: str, counts: sums.Counts, denominator: int) -> list[str]:
    gaps = []
    if code == "I.4" and counts["result_unknown"]:
        gaps.append(f"{counts['result_unknown']} hồ sơ của thủ tục chưa có dữ liệu về loại kết quả")
    rated = sums.total(counts, sums.RATED)
    if code == "II.6" and denominator and rated < FEW_RATINGS:
        words = f"Chỉ có {rated} phiếu đánh giá; dưới {FEW_RATINGS} phiếu thì tỷ lệ theo phiếu chưa đủ tin cậy"
        gaps.append(words)
    return gaps


def _beside(item: Definition, period: Period, told: Told) -> tuple[Line, ...]:
    """A figure that somebody declared although this one is computed: shown beside it, marked, never in its place."""
    found = registers.declared(item.code, period.first, period.last) if told.source_kind == "facts" else None
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
