"""The working calendar on the desk: a year as months, its days, further calendars, and sector rules of due dates."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.kernel.actors import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.time import local_date
from motcua.law import queries as law
from motcua.law import services as law_services
from motcua.law.rules import PAUSES, RuleSet
from motcua.law.rules import Refusal as LawRefusal
from motcua.operate.journeys.desk.seat import Seat, seat_of
from motcua.operate.journeys.forms.deadlines import (
    RULE_KINDS,
    CalendarForm,
    DayForm,
    KnownToForm,
    RuleForm,
    TableForm,
    year_of,
)
from motcua.operate.journeys.queries.deadlines import months, rows_of
from motcua.people.rules import Role
from motcua.people.services import official_required

KEEPERS = (Role.CONTROL_OFFICER, Role.ADMINISTRATOR)
EVERY_OFFICIAL = tuple(role for role in Role if role is not Role.APPLICANT)
FORMS = {"ngay": DayForm, "biet-den": KnownToForm, "bang": TableForm}


@require_safe
@official_required(*EVERY_OFFICIAL)
def page(request: HttpRequest) -> HttpResponse:
    """A year of one calendar as months, with its decided days; keepers find the forms below."""
    return _page(request, {})


@require_POST
@official_required(*KEEPERS)
def change(request: HttpRequest, what: str) -> HttpResponse:
    """Enter a day, a table of days, how far the calendar is known, or a new calendar."""
    seat = seat_of(request)
    form: forms.Form
    if what == "lich-moi":
        form = CalendarForm(request.POST, calendars=_names())
    elif what in FORMS:
        form = FORMS[what](request.POST, request.FILES)
    else:
        raise Http404
    if not form.is_valid():
        return _page(request, {what: form}, status=422)
    done = _write(what, form.cleaned_data, _key(request), seat)
    if isinstance(done, LawRefusal):
        form.add_error(None, done.message_vi)
        return _page(request, {what: form}, status=422)
    messages.success(request, "Đã ghi. Hạn của hồ sơ đang giải quyết chỉ dời khi được duyệt ở trang “Hạn phải dời”.")
    key = form.cleaned_data["key"] if what == "lich-moi" else _key(request)
    return redirect(f"{reverse('journeys:calendar')}?lich={key}&nam={_year(request)}")


def _write(what: str, data: dict[str, Any], key: str, seat: Seat) -> law_services.Loaded | LawRefusal:
    by, now = keeper(seat), seat.now
    if what == "ngay":
        return law_services.set_day(
            day=data["day"], kind=data["kind"], name=data["name"], decision=data["decision"], hours=data["hours"],
            calendar=key, by=by, now=now,
        )  # fmt: skip
    if what == "biet-den":
        return law_services.set_known_to(known_to=data["known_to"], source=data["source"], by=by, now=now, calendar=key)
    if what == "bang":
        return law_services.set_days(days=data["table"], source=data["source"], by=by, now=now, calendar=key)
    return law_services.add_calendar(**data, by=by, now=now)


def _page(request: HttpRequest, bound: dict[str, forms.Form], status: int = 200) -> HttpResponse:
    key, year = _key(request), _year(request)
    keeps = seat_of(request).holds(*KEEPERS)
    shown = {
        "ngay": DayForm(),
        "biet-den": KnownToForm(),
        "bang": TableForm(),
        "lich-moi": CalendarForm(calendars=_names(), initial={"parent": key}),
    } | bound
    context = {
        "head": law.calendar_head(key),
        "version": law.calendar(key).version,
        "calendars": [{"key": name, "name": words, "current": name == key} for name, words in _names().items()],
        "year": year,
        "years": (year - 1, year, year + 1),
        "months": months(key, year),
        "rows": rows_of(key, year),
        "keeps": keeps,
        "day_form": shown["ngay"],
        "known_form": shown["biet-den"],
        "table_form": shown["bang"],
        "calendar_form": shown["lich-moi"],
        "form": next(iter(bound.values()), None),
        "query": f"lich={key}&nam={year}",
    }
    return render(request, "journeys/desk/calendar.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(*EVERY_OFFICIAL)
def rules(request: HttpRequest) -> HttpResponse:
    """Sector rules that pause or extend a limit, and calendars of their own; a keeper adds one with its source."""
    seat = seat_of(request)
    keeps = seat.holds(*KEEPERS)
    form = RuleForm(request.POST or None, calendars=_names())
    status = 200
    if request.method == "POST":
        if not keeps:
            raise PermissionDenied("Chỉ cán bộ kiểm soát thủ tục hành chính hoặc quản trị ghi quy định về thời hạn.")
        status = 422
        if form.is_valid():
            key = f"{form.cleaned_data['kind']}:{new_id().hex[-12:]}"
            done = law_services.set_rule(rule=form.rule(key), by=keeper(seat), now=seat.now)
            if not isinstance(done, LawRefusal):
                messages.success(request, "Đã ghi quy định. Quy định chỉ áp dụng cho việc làm từ nay.")
                return redirect("journeys:deadline-rules")
            form.add_error(None, done.message_vi)
    held = [_shown(rule) for kind in RULE_KINDS for rule in law.rule_sets(kind)]
    context = {"rules": held, "keeps": keeps, "form": form}
    return render(request, "journeys/desk/deadline_rules.html", context, status=status)


def _shown(rule: RuleSet) -> dict[str, Any]:
    content = rule.content
    subjects = [*content.get("procedures", ()), *content.get("fields", ()), *content.get("units", ())]
    effect = {
        "sector_pause": "Tạm dừng: " + ", ".join(PAUSES[what].lower() for what in content.get("pauses", ())),
        "extension": f"Gia hạn một lần, nhiều nhất {content.get('most_working_days')} ngày làm việc",
        "calendar_choice": f"Tính theo lịch {content.get('calendar')}",
    }[rule.kind]
    return {"rule": rule, "kind": RULE_KINDS[rule.kind], "subjects": ", ".join(subjects), "effect": effect}


def keeper(seat: Seat) -> Actor:
    grant = next(grant for grant in seat.grants if grant.role in KEEPERS)
    return grant.actor(seat.account_id)


def _names() -> dict[str, str]:
    return {head.key: head.name for head in law.calendar_heads()}


def _key(request: HttpRequest) -> str:
    asked = request.GET.get("lich", "")
    return asked if asked in _names() else law.DEFAULT_CALENDAR


def _year(request: HttpRequest) -> int:
    return year_of(request.GET.get("nam", ""), local_date(seat_of(request).now))
