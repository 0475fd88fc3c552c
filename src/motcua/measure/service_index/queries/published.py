"""What the portal published, newest edition first, and our own figures beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from motcua.measure.indicators.rules import Period
from motcua.measure.service_index.models import PublishedFigure, PublishedFile
from motcua.measure.service_index.queries.files import FileUnit, score_rows
from motcua.measure.service_index.queries.own import OwnScore, own_score
from motcua.measure.service_index.rules import Compared, Given, IndexRow, Scale, compare
from motcua.people import queries as people

WIDER = "số công bố gồm cả đơn vị khác"


@dataclass(frozen=True, slots=True)
class PublishedUnit:
    """One unit in one period of what was published; `editions` over 1: something was published again."""

    code: str
    name: str
    period: Period
    editions: int
    recorded_at: datetime

    @property
    def key(self) -> str:
        return f"{self.code}|{self.period.first.isoformat()}|{self.period.last.isoformat()}"


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Our index and a published one of the same period. `own` is of our own dossiers; `scope`: when that is a part."""

    unit: PublishedUnit
    published: FileUnit
    own: OwnScore
    metrics: tuple[Compared, ...]
    scope: str
    earlier: dict[str, PublishedFigure]


def published_units() -> list[PublishedUnit]:
    """Every unit and period that was published, the newest period first."""
    grouped = (
        PublishedFigure.objects.order_by()
        .values("unit_code", "first", "last")
        .annotate(name=Max("unit_name"), words=Max("period"), editions=Max("edition"), at=Max("recorded_at"))
    )
    found = [
        PublishedUnit(
            row["unit_code"], row["name"], Period(row["first"], row["last"], row["words"]), row["editions"], row["at"]
        )
        for row in grouped
    ]
    return sorted(found, key=lambda one: (-one.period.last.toordinal(), -one.period.first.toordinal(), one.name))


def published_figures(unit: str, first: date, last: date) -> list[PublishedFigure]:
    """Every edition of every figure of a unit and period, the oldest edition first."""
    rows = PublishedFigure.objects.filter(unit_code=unit, first=first, last=last)
    return list(rows.order_by("edition", "pk"))


def published_files(limit: int = 50) -> list[PublishedFile]:
    """The files brought in, the newest first."""
    return list(PublishedFile.objects.order_by("-imported_at", "-pk")[:limit])


def published_file(pk: int) -> PublishedFile | None:
    return PublishedFile.objects.select_related("stored_file").filter(pk=pk).first()


def published_score(unit: PublishedUnit, scale: Scale) -> FileUnit:
    """The newest edition of each figure, scored by `scale`; empty when nothing was published."""
    return _scored(published_figures(unit.code, unit.period.first, unit.period.last), unit, scale)


def _scored(figures: Sequence[PublishedFigure], unit: PublishedUnit, scale: Scale) -> FileUnit:
    newest = {(one.group, one.metric): one for one in figures}
    known = {metric.code for metric in scale.metrics} | {"GROUP_TOTAL", "TOTAL"}
    rows = [_row(one) for one in newest.values() if one.metric in known] or [_empty(unit)]
    return score_rows(rows, scale)[0]


def side_by_side(unit: PublishedUnit, *, now: datetime, scale: Scale) -> SideBySide:
    """Our own figures of the same period beside the published ones, each difference with its reasons."""
    figures = published_figures(unit.code, unit.period.first, unit.period.last)
    published = _scored(figures, unit, scale)
    own = own_score(unit.period, now=now, scale=scale)
    agency = people.agency()
    same = bool(agency.identifier) and unit.code == agency.identifier
    scope = "" if same else f"Cổng tính {unit.name or unit.code}, ở đây chỉ có hồ sơ của {agency.short_name}"
    newest = {one.metric: one for one in figures if one.metric not in ("GROUP_TOTAL", "TOTAL")}
    hints = _hints(own)
    rows = [
        compare(one, _given(newest.get(one.metric.code)), scope=WIDER if scope else "", hints=hints)
        for one in own.score.metrics
        if one.metric.scored
    ]
    earlier = {one.metric: one for one in figures if one.metric in newest and one.edition < newest[one.metric].edition}
    return SideBySide(unit, published, own, tuple(rows), scope, earlier)


def _given(figure: PublishedFigure | None) -> Given | None:
    return None if figure is None else _row(figure).given


def _hints(own: OwnScore) -> dict[str, str]:
    """What of our own counts may explain a difference, in words."""
    portal = next(one.given.numerator for one in own.score.metrics if one.metric.code == "ON_TIME") or 0
    notes = [f"theo đồng hồ của luật có {own.on_time_legal} hồ sơ đúng hạn"]
    twice = int(portal) - own.on_time_all
    if twice:
        notes.append(f"nếu tính chặt, {twice} hồ sơ bổ sung hơn một lần là quá hạn")
    if own.without_due:
        notes.append(f"{own.without_due} hồ sơ không có hạn")
    paper = "ở đây mẫu số chỉ gồm hồ sơ của thủ tục có kết quả là giấy tờ; số của Cổng gồm mọi hồ sơ"
    return {
        "ON_TIME": "; ".join(notes),
        "ORIGINAL_RESULT_AVAILABLE": paper,
        "SO_HOA_GIAY_TO_GIAI_QUYET": "ở đây đòi đủ mọi giấy tờ phải số hóa; Cổng chỉ cần có giấy tờ đính kèm",
        "DOSSIER_SYNC": "ở đây đối chiếu theo mã hồ sơ trong sổ xác nhận; mẫu số của Cổng là tạm tính",
    }


def _row(one: PublishedFigure) -> IndexRow:
    return IndexRow(
        number=one.pk, unit_code=one.unit_code, unit_name=one.unit_name, unit_kind=one.unit_kind, group=one.group,
        what=one.metric, numerator=one.numerator, denominator=one.denominator, ratio=one.ratio, score=one.score,
        max_score=one.max_score, period="", source=one.source,
    )  # fmt: skip


def _empty(unit: PublishedUnit) -> IndexRow:
    return IndexRow(0, unit.code, unit.name, "", "", "", None, None, None, None, None, "", "")
