"""Home, health and the public figures."""

from django.conf import settings
from django.db.utils import Error
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from motcua.kernel.ui.formats import number, percent
from motcua.measure.indicators.rules import PARTS, BadPeriod, Figure, chosen_period, neighbours, part_of
from motcua.operate.catalogue import queries as catalogue
from motcua.pages import queries

HINTS = ("bản sao bằng cấp 3", "chuyển trường", "miễn giảm học phí", "phúc khảo")


def home(request: HttpRequest) -> HttpResponse:
    """One search box, life events, tracking, the most used procedures, and the newest public figures in a line."""
    now = timezone.now()
    period = queries.latest_period(now)
    figures, on_time = queries.public_figures(period, now=now)
    shown = [figure for figure in figures if figure.code in {"I.3", "II.2", "II.6"}]
    context = {
        "most_used": queries.most_used(),
        "period": period,
        "on_time": on_time[0],
        "figures": shown,
        "events": catalogue.life_events(),
        "hints": HINTS,
        "canonical": (settings.MOTCUA_ORIGIN or request.build_absolute_uri("/").rstrip("/")) + request.path,
    }
    return render(request, "pages/home.html", context)


def public(request: HttpRequest) -> HttpResponse:
    """The twelve figures of a period, for everyone, with chart and table. `?ky=` or `?nam=&phan=` chooses it."""
    now = timezone.now()
    asked = request.GET
    problem = ""
    period = queries.latest_period(now)
    try:
        period = chosen_period(key=asked.get("ky", ""), year=asked.get("nam", ""), part=asked.get("phan", "")) or period
    except BadPeriod as error:
        problem = str(error)
    figures, on_time = queries.public_figures(period, now=now)
    before, after = neighbours(period)
    context = {
        "period": period,
        "part": part_of(period),
        "part_options": PARTS,
        "year_options": [(year, year) for year in queries.years(period, now)],
        "before": before,
        "after": after,
        "problem": problem,
        "figures": figures,
        "headline": [figure for figure in figures if figure.code in HEADLINE],
        "on_time": on_time,
        "reached": sum(figure.met is True for figure in figures),
        "judged": sum(figure.met is not None for figure in figures),
        "cut_off": max(figure.cut_off for figure in figures),
        "running": period.last >= timezone.localdate(now),
        "columns": COLUMNS,
        "rows": [_row(figure) for figure in figures],
        "bars": [_bar(figure) for figure in figures if figure.value is not None],
        "silent": [figure for figure in figures if figure.value is None],
    }
    return render(request, "pages/public.html", context, status=422 if problem else 200)


def method(request: HttpRequest) -> HttpResponse:
    """How each figure is counted, in plain words, with its basis."""
    return render(request, "pages/method.html", {"definitions": queries.definitions()})


def healthz(request: HttpRequest) -> HttpResponse:
    """State of database and worker; 200 when both are well or only the worker is missing, 503 without a database."""
    try:
        health = queries.health(timezone.now())
    except Error:
        return JsonResponse({"status": "down", "database": "away", "worker": "unknown"}, status=503)
    answer = {"status": "ok" if health.ok else "degraded", "database": health.database, "worker": health.worker}
    return JsonResponse(answer)


COLUMNS = [
    {"label": "Mã", "kind": "digits"},
    {"label": "Chỉ tiêu"},
    {"label": "Thực hiện", "kind": "num"},
    {"label": "Tử số / mẫu số", "kind": "num"},
    {"label": "Chỉ tiêu giao", "kind": "num"},
    {"label": "Đánh giá"},
    {"label": "Số liệu từ"},
]
JUDGED: dict[bool | None, tuple[str, str]] = {True: ("Đạt", "done"), False: ("Chưa đạt", "late")}


HEADLINE = frozenset({"I.3", "II.2", "II.6"})


def _bar(figure: Figure) -> dict[str, object]:
    label = f"{figure.code} {figure.short_name}"
    return {"label": label, "value": figure.shown, "target": figure.target, "judge": True}


def _row(figure: Figure) -> list[object]:
    missing = "Không phát sinh" if figure.status == "not_applicable" else "Chưa có"
    words, kind = JUDGED.get(figure.met, (missing, "neutral"))
    value = None if figure.value is None else percent(figure.shown)
    counts = "" if figure.denominator is None else f"{number(figure.numerator)} / {number(figure.denominator)}"
    target = f"{'≥ ' if figure.operator == '>=' else ''}{figure.target:g} %"
    return [figure.code, figure.name, value, counts, target, {"text": words, "tag_kind": kind}, figure.source]
