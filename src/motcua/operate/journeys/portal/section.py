"""One section of the form as a page. What is typed is kept, right or wrong; the one evaluator says what is wrong."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from motcua.operate.eforms import queries as eforms
from motcua.operate.eforms import rules as form_rules
from motcua.operate.eforms import services as drafts
from motcua.operate.journeys.portal import guards, routes
from motcua.operate.journeys.queries import draft as reading
from motcua.operate.journeys.queries.draft import Filing


@guards.filing
@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, filing: Filing, key: str) -> HttpResponse:
    """Show a section, or save it and go on."""
    if request.method == "POST":
        return _save(request, filing, key)
    # A section that was saved with mistakes shows them again; one never seen blames nobody.
    judged = key in filing.draft.section_versions
    return _page(request, filing, eforms.draft_page(filing.draft, key, filing.now, judged=judged), seen=True)


def _save(request: HttpRequest, filing: Filing, key: str) -> HttpResponse:
    posted = eforms.posted(filing.draft, key, request.POST)
    if posted is None:
        raise Http404("Tờ khai không có mục này.")
    saved = drafts.save_draft(
        draft_id=filing.draft.pk,
        now=filing.now,
        section=key,
        answers=posted.answers,
        base_version=posted.base_version,
    )
    if isinstance(saved, form_rules.Refused):
        messages.warning(request, saved.message)
        return redirect("journeys:draft", draft_id=filing.draft.pk)
    if saved.message:
        messages.warning(request, saved.message)
    page = eforms.draft_page(saved.draft, key, filing.now, judged=posted.action == "save", shown=posted.shown)
    fresh = reading.read(saved.draft, filing.account, filing.now)
    if page is not None and page.done and not saved.message and fresh is not None:
        return redirect(routes.next_url(fresh, "section", key))
    return _page(request, filing, page)


def _page(request: HttpRequest, filing: Filing, page: eforms.SectionPage | None, *, seen: bool = False) -> HttpResponse:
    """`seen`: the page is only looked at, so that mistakes in it are no mistake of this request."""
    form = filing.draft.form_version
    if page is None or form is None:
        raise Http404("Tờ khai không có mục này.")
    context = {"filing": filing, "page": page, "form_title": form.title, "generic": form.is_generic}
    return render(request, "journeys/portal/section.html", context, status=200 if seen else page.status)
