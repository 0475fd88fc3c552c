"""The twelve cards of a period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.kernel.time import local_date
from motcua.kernel.ui.formats import number, percent
from motcua.measure.indicators import queries
from motcua.measure.indicators.desk.asking import Asked, asked
from motcua.measure.indicators.queries import Alike, Cell
from motcua.measure.indicators.rules import (
    NOUNS,
    SURE,
    Definition,
    Figure,
    Forecast,
    Period,
    trailing_months,
)
from motcua.people.queries import has_role
from motcua.people.rules import Role
from motcua.people.services import official_required

KINDS = {
    "facts": "Tính từ dữ liệu trong hệ thống",
    "register": "Từ sổ nhập",
    "declared": "Khai báo",
    "none": "Chưa có nguồn dữ liệu",
}


@dataclass(frozen=True, slots=True)
class Card:
    """One indicator as a card shows it."""

    definition: Definition
    figure: Figure
    trend: list[float | None]
    trend_words: str
    light: tuple[str, str]
    missing: str
    forecast: str
    kind: str
    detail_url: str
    list_url: str
    fix_url: str

    @property
    def has_trend(self) -> bool:
        """A line needs two points."""
        return sum(value is not None for value in self.trend) > 1

    @property
    def noun(self) -> str:
        return self.definition.noun


@require_safe
@official_required()
def overview(request: HttpRequest) -> HttpResponse:
    """Value against target, trend of twelve months and what is missing, for each of the twelve."""
    here = asked(request)
    late = queries.overdue([here.period, *_months(here)], now=here.now, scope=here.scope)
    counts = queries.whole(here.period, now=here.now, scope=here.scope, late=late)
    figures = queries.figures(here.period, now=here.now, scope=here.scope, counts=counts)
    may_enter = has_role(request.user, Role.CONTROL_OFFICER)
    trends = _trends(here, late)
    cards = [card(here, figure, trends, may_enter=may_enter) for figure in figures]
    context = {
        **here.context(request, reverse("indicators:desk")),
        "cards": cards,
        "on_time": queries.on_time(here.period, now=here.now, scope=here.scope, counts=counts),
        "reached": sum(figure.met is True for figure in figures),
        "judged": sum(figure.met is not None for figure in figures),
        "registers_url": reverse("registers:desk") if _sees_registers(request) else "",
    }
    return render(request, "indicators/desk.html", context, status=here.status)


def _sees_registers(request: HttpRequest) -> bool:
    return has_role(request.user, Role.CONTROL_OFFICER, Role.INSPECTOR, Role.AUDITOR)


def _months(here: Asked) -> tuple[Period, ...]:
    return trailing_months(min(here.period.last, local_date(here.now)))


def _trends(here: Asked, late: Sequence[Alike]) -> Mapping[str, list[Cell]]:
    """Twelve months of every indicator."""
    months = _months(here)
    together = queries.all_series(months, now=here.now, scope=here.scope, late=late)
    alone = [item.code for item in queries.definitions() if item.code not in together]
    return {**together, **{code: queries.series(code, months, now=here.now, scope=here.scope) for code in alone}}


def card(here: Asked, figure: Figure, trends: Mapping[str, list[Cell]], *, may_enter: bool) -> Card:
    """The card of one figure, with its trend."""
    definition = queries.definition(figure.code)
    months, cells = _months(here), trends[figure.code]
    coming = queries.forecast_of(figure, here.period, now=here.now, scope=here.scope, months=cells)
    return Card(
        definition=definition,
        figure=figure,
        trend=[cell.value for cell in cells],
        trend_words=trend_words(cells, months),
        light=light(figure, running=here.period.last >= local_date(here.now)),
        missing=missing_words(figure, definition.counted_words, until=running_until(here)),
        forecast=forecast_words(coming, definition.noun, until=here.period.last),
        kind=KINDS[figure.source_kind],
        detail_url=here.link("indicators:detail", figure.code),
        list_url=here.link("indicators:members", figure.code) if figure.denominator else "",
        fix_url=_fix_url(definition) if may_enter and figure.source_kind == "none" and not figure.gaps else "",
    )


def running_until(here: Asked) -> date | None:
    """The last day of a period that still runs."""
    return here.period.last if here.period.first <= local_date(here.now) <= here.period.last else None


def light(figure: Figure, *, running: bool) -> tuple[str, str]:
    """The traffic light as (kind of tag, word). A target missed in a period that still runs can still be reached."""
    if figure.met is None:
        return "neutral", "Không phát sinh" if figure.status == "not_applicable" else "Chưa có nguồn dữ liệu"
    if figure.met:
        return "done", "Đạt"
    return ("waiting", "Chưa đạt, kỳ còn tiếp") if running else ("late", "Chưa đạt")


def missing_words(figure: Figure, counted: str, *, until: date | None = None) -> str:
    """What is missing to the target: "Còn thiếu 38 hồ sơ nộp trực tuyến đến 31/12"; nothing when it is reached."""
    short = figure.short_of_target
    if not short:
        return ""
    return f"Còn thiếu {number(short)} {counted}{f' đến {until:%d/%m}' if until else ''} để đạt mục tiêu"


def forecast_words(found: Forecast | None, noun: str, *, until: date) -> str:
    """The forecast with its interval, and what must still come; empty without one."""
    if found is None:
        return ""
    ends = f"{percent(found.low)} đến {percent(found.high)}"
    said = f"Dự báo đến {until:%d/%m}: {percent(found.value)}, trong khoảng {ends} (độ tin cậy {SURE} %)"
    if not found.needed:
        return f"{said}. Số đã có đủ để đạt mục tiêu"
    coming = f"còn khoảng {number(found.coming)} {noun} nữa"
    if not found.reachable:
        return f"{said}. Với nhịp hiện nay {coming}: dù tất cả đều được tính vẫn không đạt mục tiêu"
    return f"{said}. Với nhịp hiện nay {coming}, cần ít nhất {number(found.needed)} được tính"


def trend_words(cells: list[Cell], months: tuple[Period, ...]) -> str:
    """The trend in words: its first and its last known month."""
    known = [(month, cell.value) for month, cell in zip(months, cells, strict=True) if cell.value is not None]
    if not known:
        return "12 tháng: chưa có dữ liệu"
    ends = [f"{percent(value)} (tháng {month.short})" for month, value in (known[0], known[-1])]
    return f"12 tháng: {ends[0]}" if len(known) == 1 else f"12 tháng: từ {ends[0]} đến {ends[1]}"


def _fix_url(definition: Definition) -> str:
    if definition.feeds_from == "catalogue":
        return reverse("catalogue:desk")
    known = definition.feeds_from in NOUNS and definition.feeds_from != "dossiers"
    return reverse("registers:kind", kwargs={"kind": definition.feeds_from}) if known else ""
