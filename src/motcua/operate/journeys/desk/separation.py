"""«Quy tắc hai người» on the desk: which duties stay apart on whose dossiers, by which text; a keeper adds a rule."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from motcua.kernel.ids import new_id
from motcua.kernel.time import local_date
from motcua.law import queries as law
from motcua.law import services as law_services
from motcua.law.rules import DUTIES, SEPARATION, Refusal, RuleSet
from motcua.operate.journeys.desk.calendars import EVERY_OFFICIAL, KEEPERS, keeper
from motcua.operate.journeys.desk.seat import seat_of
from motcua.operate.journeys.forms.separation import SeparationForm
from motcua.people.services import official_required

STANDING = {
    "now": ("done", "Đang áp dụng"),
    "later": ("waiting", "Chưa đến ngày"),
    "over": ("neutral", "Đã hết hiệu lực"),
    "replaced": ("neutral", "Đã có quy tắc mới thay"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(*EVERY_OFFICIAL)
def page(request: HttpRequest) -> HttpResponse:
    """The rules, those that apply today first; a keeper records one more. What was recorded is never rewritten."""
    seat = seat_of(request)
    keeps = seat.holds(*KEEPERS)
    form = SeparationForm(request.POST or None)
    if request.method == "POST":
        if not keeps:
            raise PermissionDenied("Chỉ cán bộ kiểm soát thủ tục hành chính hoặc quản trị ghi quy tắc hai người.")
        if form.is_valid():
            rule = form.rule(f"{SEPARATION}:{new_id().hex[-12:]}")
            done = law_services.set_rule(rule=rule, by=keeper(seat), now=seat.now)
            if not isinstance(done, Refusal):
                messages.success(request, "Đã ghi quy tắc. Quy tắc áp dụng cho việc làm từ ngày có hiệu lực.")
                return redirect("journeys:separation")
            form.add_error(None, done.message_vi)
    today = local_date(seat.now)
    rows = sorted((_shown(rule, today) for rule in law.rule_sets(SEPARATION)), key=lambda row: row["order"])
    context = {"rules": rows, "keeps": keeps, "form": form}
    return render(request, "journeys/desk/separation.html", context, status=422 if form.is_bound else 200)


def _shown(rule: RuleSet, today: date) -> dict[str, Any]:
    content = rule.content
    subjects = [*content.get("procedures", ()), *content.get("fields", ())]
    standing = _standing(rule, today)
    return {
        "rule": rule,
        "subjects": ", ".join(subjects) or "Mọi thủ tục chưa có quy tắc riêng",
        "pairs": [f"Đã {DUTIES[first]} thì không {DUTIES[later]}" for first, later in content["pairs"]],
        "standing": STANDING[standing],
        "order": (list(STANDING).index(standing), not subjects, -(rule.effective_from or date.min).toordinal()),
    }


def _standing(rule: RuleSet, today: date) -> str:
    if rule.effective_to and rule.effective_to < today:
        return "over"
    if rule.effective_from and rule.effective_from > today:
        return "later"
    return "now" if law.separation_used(rule, on=today) else "replaced"
