"""Home, health and the public figures."""

from django.db.utils import Error
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from motcua.measure.indicators.rules import BadPeriod, Figure, parse_period
from motcua.pages import queries


def home(request: HttpRequest) -> HttpResponse:
    """One search box, the most used procedures, tracking, and the newest public figures in a line."""
    now = timezone.now()
    period = queries.latest_period(now)
    figures, on_time = queries.public_figures(period, now=now)
    shown = [figure for figure in figures if figure.code in {"I.3", "II.2", "II.6"}]
    context = {"most_used": queries.most_used(), "period": period, "on_time": on_time[0], "figures": shown}
    return render(request, "pages/home.html", context)


def public(request: HttpRequest) -> HttpResponse:
    """The twelve figures of a period, for everyone, with chart and table. `?ky=` chooses the period."""
    now = timezone.now()
    asked = request.GET.get("ky", "").strip()
    problem = ""
    period = queries.latest_period(now)
    if asked:
        try:
            period = parse_period(asked)
        except BadPeriod as error:
            problem = str(error)
    figures, on_time = queries.public_figures(period, now=now)
    context = {
        "period": period,
        "asked": asked,
        "problem": problem,
        "figures": figures,
        "on_time": on_time,
        "columns": COLUMNS,
        "rows": [_row(figure) for figure in figures],
        "bars": [{"label": figure.code, "value": figure.value, "target": figure.target} for figure in figures],
    }
    return render(request, "pages/public.html", context, status=422 if problem else 200)


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
    {"label": "Nguồn"},
]
JUDGED: dict[bool | None, tuple[str, str]] = {True: ("Đạt", "done"), False: ("Chưa đạt", "late")}


def _row(figure: Figure) -> list[object]:
    missing = "Không phát sinh" if figure.status == "not_applicable" else "Chưa có"
    words, kind = JUDGED.get(figure.met, (missing, "neutral"))
    value = None if figure.value is None else f"{figure.value:g} %".replace(".", ",")
    counts = "" if figure.denominator is None else f"{figure.numerator} / {figure.denominator}"
    target = f"{'≥ ' if figure.operator == '>=' else ''}{figure.target:g} %"
    return [figure.code, figure.name, value, counts, target, {"text": words, "tag_kind": kind}, figure.source]
