"""The office hours of agencies on the desk: what holds; new hours are tried out, then recorded with a decision."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from motcua.law import queries as law
from motcua.law import services as law_services
from motcua.law.rules import Refusal, RuleSet
from motcua.law.rules.calendars import EVERY_AGENCY
from motcua.operate.dossiers.services.trying import would_move
from motcua.operate.journeys.desk.calendars import EVERY_OFFICIAL, KEEPERS, keeper
from motcua.operate.journeys.desk.seat import seat_of
from motcua.operate.journeys.forms.office_hours import WEEKDAYS, OfficeHoursForm
from motcua.people import queries as people
from motcua.people.services import official_required

MOST_SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(*EVERY_OFFICIAL)
def page(request: HttpRequest) -> HttpResponse:
    """The hours that hold; a keeper sees first which dates new hours would move, then records them."""
    seat = seat_of(request)
    keeps = seat.holds(*KEEPERS)
    form = OfficeHoursForm(request.POST or None, agencies=_agencies())
    context: dict[str, Any] = {"keeps": keeps, "form": form}
    status = 200
    if request.method == "POST":
        if not keeps:
            raise PermissionDenied("Chỉ cán bộ kiểm soát thủ tục hành chính hoặc quản trị sửa giờ làm việc.")
        status = 422
        if form.is_valid():
            rule, by = form.rule(), keeper(seat)
            done: Any
            if request.POST.get("viec") == "ghi":
                done = law_services.set_rule(rule=rule, by=by, now=seat.now)
            else:
                done = would_move(rule=rule, by=by, now=seat.now)
            if isinstance(done, Refusal):
                form.add_error(None, done.message_vi)
            elif isinstance(done, list):
                status = 200
                context |= {"tried": True, "moving": done[:MOST_SHOWN], "moving_total": len(done)}
            else:
                messages.success(request, "Đã ghi giờ làm việc. Hạn chỉ dời khi được duyệt ở trang “Hạn phải dời”.")
                return redirect("journeys:office-hours")
    context["rules"] = [_shown(rule) for rule in law.rule_sets("office_hours")]
    return render(request, "journeys/desk/office_hours.html", context, status=status)


def _agencies() -> list[tuple[str, str]]:
    own = people.agency()
    others = [(one.key, one.name) for one in people.agencies() if one.key != own.key]
    return [(own.key, own.name), (EVERY_AGENCY, "Mọi cơ quan chưa có giờ riêng"), *others]


def _shown(rule: RuleSet) -> dict[str, Any]:
    names = dict(_agencies())
    own = rule.content.get("weekdays", {})
    return {
        "rule": rule,
        "agencies": ", ".join(names.get(key, key) for key in rule.content["agencies"]),
        "spans": _words(rule.content["spans"]),
        "own": [f"{WEEKDAYS[int(day)]}: {_words(spans)}" for day, spans in sorted(own.items()) if int(day) < 5],
    }


def _words(spans: list[list[str]]) -> str:
    return ", ".join(f"{since}-{to}" for since, to in spans)
