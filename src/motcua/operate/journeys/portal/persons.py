"""Pages about persons: who files, the owner when it is somebody else, and whom the matter concerns."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from motcua.operate.eforms import queries as eforms
from motcua.operate.journeys.forms.persons import PERSON, FilerForm, OwnerForm, SubjectForm
from motcua.operate.journeys.portal import guards, routes
from motcua.operate.journeys.queries import draft as reading
from motcua.operate.journeys.queries.draft import Filing
from motcua.operate.journeys.services import applying
from motcua.people import queries as people


@guards.filing
@require_http_methods(["GET", "POST"])
def filer(request: HttpRequest, filing: Filing) -> HttpResponse:
    """Thông tin người nộp, prefilled from the account."""
    account: Any = request.user
    form = FilerForm(
        request.POST or None,
        kind=account.kind if account.is_authenticated else PERSON,
        today=timezone.localdate(filing.now),
        known_phone=account.phone if account.is_authenticated else "",
        initial=_filer_initial(filing),
    )
    if not form.is_valid():
        return _page(request, filing, form, "Thông tin người nộp")
    for_whom = form.cleaned_data["for_whom"]
    return _saved(request, filing, {"filer": form.party(), "for_whom": for_whom}, "filer")


@guards.filing
@require_http_methods(["GET", "POST"])
def owner(request: HttpRequest, filing: Filing) -> HttpResponse:
    """Chủ hồ sơ, when the filer acts for somebody else."""
    if not filing.for_other:
        return redirect("journeys:filer", draft_id=filing.draft.pk)
    stored = filing.extra.get("owner_typed") or filing.extra.get("owner") or {}
    form = OwnerForm(request.POST or None, today=timezone.localdate(filing.now), initial=stored)
    if not form.is_valid():
        return _page(request, filing, form, "Chủ hồ sơ", "Người hoặc tổ chức mà bạn nộp thay.")
    party = form.party()
    typed = party | form.right()
    return _saved(request, filing, {"owner": party, "owner_typed": typed, "ground": form.words()}, "owner")


@guards.filing
@require_http_methods(["GET", "POST"])
def subject(request: HttpRequest, filing: Filing) -> HttpResponse:
    """Whom the matter concerns."""
    form = SubjectForm(
        request.POST or None, today=timezone.localdate(filing.now), initial=filing.extra.get("subject") or {}
    )
    if not form.is_valid():
        return _page(request, filing, form, "Hồ sơ này về ai", "Ví dụ học sinh được chuyển trường.")
    return _saved(request, filing, {"subject": form.party() | {"about": form.cleaned_data["about"]}}, "subject")


def _page(request: HttpRequest, filing: Filing, form: forms.Form, title: str, intro: str = "") -> HttpResponse:
    context = {"filing": filing, "form": form, "page_title": title, "intro": intro}
    return render(request, "journeys/portal/step.html", context, status=422 if form.is_bound else 200)


def _saved(request: HttpRequest, filing: Filing, extra: dict[str, Any], page: str) -> HttpResponse:
    refused = applying.save_persons(filing=filing, extra=extra)
    if refused is not None:
        messages.warning(request, refused.message)
        return redirect("journeys:draft", draft_id=filing.draft.pk)
    fresh = eforms.draft(filing.draft.pk, request.user)
    now_filled = reading.read(fresh, filing.account, filing.now) if fresh else None
    return redirect(routes.after(request, now_filled, page)) if now_filled else guards.gone(request)


def _filer_initial(filing: Filing) -> dict[str, Any]:
    """What was saved; on the first visit what is known of the account."""
    if filing.filer:
        return filing.filer | {"for_whom": filing.extra.get("for_whom", "")}
    account: Any = filing.account
    if not account.is_authenticated:
        return {}
    own = people.own_applicant(account)
    known: dict[str, Any] = {"full_name": account.full_name, "phone": account.phone, "email": account.email}
    if own is not None:
        known |= {
            "identity_number": own.identity_number,
            "date_of_birth": own.date_of_birth,
            "tax_code": own.tax_code,
            "address": own.address,
        }
    return known
