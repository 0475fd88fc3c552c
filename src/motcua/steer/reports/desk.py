"""«Báo cáo định kỳ»: the forms of a period, their checks, the bulletin, the files, and keeping what was sent."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from motcua.kernel.documents.services import as_response
from motcua.measure.indicators.rules import BadPeriod, Period, parse_period, recent_windows
from motcua.people import queries as people
from motcua.people.rules import Role
from motcua.people.services import official_required
from motcua.steer.reports import files, queries, services
from motcua.steer.reports.rules import COLUMNS
from motcua.steer.reports.services import Refusal

LABELS = {
    "received": "Tiếp nhận",
    "processed": "Đã giải quyết",
    "running": "Đang giải quyết",
    "running_late": "Đang quá hạn",
}
"""Without the common titles over the columns, the sums need a name of their own."""
HEAD = [{"label": "Lĩnh vực"}, *({"label": LABELS.get(key, label), "kind": "num"} for key, label in COLUMNS)]
HEAD_07 = [{"label": files.HEAD_07[0]}, *({"label": label, "kind": "num"} for label in files.HEAD_07[1:])]


@require_safe
@official_required()
def listed(request: HttpRequest) -> HttpResponse:
    """The report of the period in the address; the last window that is over when there is none."""
    period, problem = _asked(request.GET.get("ky", ""))
    return _page(request, period, problem)


@require_safe
@official_required()
def xlsx(request: HttpRequest) -> HttpResponse:
    """Both forms, the checks and the bulletin as a workbook."""
    period, problem = _asked(request.GET.get("ky", ""))
    if problem:
        return _page(request, period, problem)
    made = queries.report(period, timezone.now())
    data = files.xlsx(made, queries.procedures(timezone.localdate()))
    return as_response(data, f"bao-cao-kstt-{_name(period)}.xlsx", files.MEDIA_TYPE)


@require_safe
@official_required()
def pdf(request: HttpRequest) -> HttpResponse:
    """Both forms as PDF/A."""
    period, problem = _asked(request.GET.get("ky", ""))
    if problem:
        return _page(request, period, problem)
    now = timezone.now()
    data = files.pdf(queries.report(period, now), queries.procedures(timezone.localdate()), now)
    return as_response(data, f"bao-cao-kstt-{_name(period)}.pdf")


@require_POST
@official_required(Role.CONTROL_OFFICER)
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the report as sent."""
    period, problem = _asked(request.POST.get("ky", ""))
    if problem:
        return _page(request, period, problem)
    made = services.keep(period=period, by=people.actor_of(request, Role.CONTROL_OFFICER), now=timezone.now())
    if isinstance(made, Refusal):
        return _page(request, period, made.message)
    messages.success(request, "Đã lưu báo cáo. Kỳ sau sẽ được đối chiếu với các số này.")
    return redirect(f"{reverse('reports:list')}?{urlencode({'ky': period.key})}")


def _asked(text: str) -> tuple[Period, str]:
    """The period and, when the text names none, what is wrong with it."""
    windows = recent_windows(timezone.localdate())
    over = next(one for one in windows if one.last < timezone.localdate())
    if not text:
        return over, ""
    try:
        return parse_period(text), ""
    except BadPeriod as error:
        return over, str(error)


def _page(request: HttpRequest, period: Period, problem: str) -> HttpResponse:
    made = queries.report(period, timezone.now())
    options = [(one.key, one.words.capitalize()) for one in recent_windows(timezone.localdate())]
    if period.key not in dict(options):
        options.insert(0, (period.key, period.words.capitalize()))
    table = [[str(cell) for cell in row[1:]] for row in files.rows_06(made)]
    context: dict[str, Any] = {
        "made": made,
        "period": period,
        "period_options": options,
        "query": urlencode({"ky": period.key}),
        "problems": [("loc-ky", problem)] if problem else [],
        "columns": HEAD,
        "rows": [[*row, *[""] * (len(HEAD) - len(row))] for row in table[:-1]],
        "total": table[-1],
        "columns_07": HEAD_07,
        "rows_07": [[str(cell) for cell in row] for row in files.rows_07(queries.procedures(timezone.localdate()))],
        "notes": files.notes(made),
        "others": files.OTHERS,
        "broken": made.broken,
        "may_keep": people.has_role(request.user, Role.CONTROL_OFFICER) and not made.running and made.kept is None,
    }
    return render(request, "reports/list.html", context, status=422 if problem else 200)


def _name(period: Period) -> str:
    return f"{period.first:%Y%m%d}-{period.last:%Y%m%d}"
