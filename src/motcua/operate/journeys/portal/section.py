"""The form, page by page. What is typed is kept, right or wrong; the one evaluator says what is wrong."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from motcua.operate.eforms import rules as form_rules
from motcua.operate.eforms import services as drafts
from motcua.operate.eforms.queries import filling as asking
from motcua.operate.eforms.queries.filling import ScreenPage, ScreenPosted
from motcua.operate.journeys.portal import guards, routes
from motcua.operate.journeys.queries import draft as reading
from motcua.operate.journeys.queries.draft import Filing
from motcua.operate.journeys.services.attaching import attach_all

LATER = "later"


@guards.filing
@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, filing: Filing, key: str) -> HttpResponse:
    """Show a page of the form, or save it and go on."""
    if request.method == "POST":
        return _save(request, filing, key)
    return _page(request, filing, key)


def _save(request: HttpRequest, filing: Filing, key: str) -> HttpResponse:
    posted = asking.posted_screen(filing.draft, key, request.POST, filing.now)
    if posted is None:
        raise Http404("Tờ khai không có mục này.")
    words = _keep(request, filing, posted)
    if isinstance(words, form_rules.Refused):
        messages.warning(request, words.message)
        return redirect("journeys:draft", draft_id=filing.draft.pk)
    for message in words:
        messages.warning(request, message)
    again = guards.again(request, filing)
    if again is None:
        return guards.gone(request)
    if posted.taken:
        messages.success(request, f"Đã đưa {posted.taken} dòng vào tờ khai. Hãy xem lại rồi lưu.")
    if request.POST.get("_action") == LATER:
        messages.success(request, "Đã lưu. Bạn có thể làm tiếp bất cứ lúc nào.")
        return redirect("journeys:draft", draft_id=filing.draft.pk)
    page = _screen(again, key, posted)
    if page is not None and page.done and posted.action == "save" and not words:
        return redirect(_next(request, again, page))
    return _show(request, again, page, page.status if page else 404)


def _keep(request: HttpRequest, filing: Filing, posted: ScreenPosted) -> list[str] | form_rules.Refused:
    """Save every section of the page and the files sent with it; what to tell the person."""
    told: list[str] = []
    for part, one in posted.parts:
        saved = drafts.save_draft(
            draft_id=filing.draft.pk,
            now=filing.now,
            section=part.section.key,
            answers=one.answers,
            base_version=one.base_version,
        )
        if isinstance(saved, form_rules.Refused):
            return saved
        told += [saved.message] if saved.message else []
        if one.action == "drop" and one.index is not None:
            drafts.detach(draft_id=filing.draft.pk, file_id=one.index, now=filing.now)
        for field in part.section.fields:
            if field.type == "file" and (not part.only or field.key in part.only):
                sent = request.FILES.getlist(field.key)
                told += attach_all(draft_id=filing.draft.pk, code=field.paper, sent=sent, now=filing.now).problems
    return told


def _next(request: HttpRequest, filing: Filing, page: ScreenPage) -> str:
    """The next question of the same section when each has a page; else the next thing to do."""
    own = f"{page.screen.home}-"
    if page.next_key.startswith(own) and not routes.back_to_check(request):
        return reverse("journeys:section", kwargs={"draft_id": filing.draft.pk, "key": page.next_key})
    task = asking.WHOLE if page.screen.key == asking.WHOLE else page.screen.home
    return routes.after(request, filing, "section", task)


def _page(request: HttpRequest, filing: Filing, key: str) -> HttpResponse:
    # The page is only looked at: mistakes in it are no mistake of this request.
    return _show(request, filing, _screen(filing, key, None), 200)


def _screen(filing: Filing, key: str, posted: ScreenPosted | None) -> ScreenPage | None:
    def table_url(section_key: str) -> str:
        return reverse("journeys:section-table", kwargs={"draft_id": filing.draft.pk, "key": section_key})

    known = reading.outside(filing) | reading.known(filing)
    return asking.screen_page(filing.draft, key, filing.now, posted=posted, known=known, table_url=table_url)


def _show(request: HttpRequest, filing: Filing, page: ScreenPage | None, status: int) -> HttpResponse:
    form = filing.draft.form_version
    if page is None or form is None:
        raise Http404("Tờ khai không có mục này.")
    context: dict[str, Any] = {
        "filing": filing,
        "page": page,
        "form_title": form.title,
        "generic": form.is_generic,
        "to_check": routes.back_to_check(request),
        "alone": len(page.pages) == 1,
    }
    return render(request, "journeys/portal/section.html", context, status=status)


@guards.filing
@require_GET
def table(request: HttpRequest, filing: Filing, key: str) -> HttpResponse:
    """The rows of a repeated section as a table that a spreadsheet opens and that can be pasted back."""
    text = asking.rows_as_table(filing.draft, key)
    if text is None:
        raise Http404("Tờ khai không có bảng này.")
    response = HttpResponse("\ufeff" + text, content_type="text/tab-separated-values; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{key}.tsv"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
