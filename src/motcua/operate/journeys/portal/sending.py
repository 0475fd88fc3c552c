"""The end of an application: how to get the result, check the answers, send once, the confirmation."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.views.decorators.http import require_GET, require_http_methods

from motcua.kernel.documents import services as documents
from motcua.kernel.documents.services import as_response
from motcua.kernel.text import fold
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.eforms import queries as eforms
from motcua.operate.eforms import rules as form_rules
from motcua.operate.eforms import services as drafts
from motcua.operate.eforms.queries import filling as asking
from motcua.operate.journeys.forms.steps import DELIVERY, DeclarationForm, DeliveryForm
from motcua.operate.journeys.portal import guards, routes
from motcua.operate.journeys.portal.papers import paper_words
from motcua.operate.journeys.queries import draft as reading
from motcua.operate.journeys.queries import portal as viewing
from motcua.operate.journeys.queries.draft import OTHER_PAPER, Filing
from motcua.operate.journeys.services import applying, preflight
from motcua.people import queries as people
from motcua.people import services as people_services

SAID_ALREADY = frozenset({"not_answered", "paper_undecided"})  # the page lists these as tasks, with their links
PARTY_LABELS = (
    ("full_name", "Họ và tên"),
    ("identity_number", "Số định danh cá nhân"),
    ("date_of_birth", "Ngày sinh"),
    ("tax_code", "Mã số thuế"),
    ("phone", "Số điện thoại"),
    ("email", "Thư điện tử"),
    ("address", "Địa chỉ"),
)


@guards.filing
@require_http_methods(["GET", "POST"])
def delivery(request: HttpRequest, filing: Filing) -> HttpResponse:
    """How the result is to come."""
    initial = filing.delivery or {"delivery_address": filing.filer.get("address", "")}
    form = DeliveryForm(request.POST or None, initial=initial)
    if not form.is_valid():
        context = {"filing": filing, "form": form, "page_title": "Cách nhận kết quả", "intro": ""}
        return render(request, "journeys/portal/step.html", context, status=422 if form.is_bound else 200)
    saved = drafts.save_draft(draft_id=filing.draft.pk, extra={"delivery": form.cleaned_data}, now=filing.now)
    if isinstance(saved, form_rules.Refused):
        messages.warning(request, saved.message)
        return redirect("journeys:draft", draft_id=filing.draft.pk)
    fresh = Filing(saved.draft, filing.content, filing.now, filing.account)
    return redirect(routes.after(request, fresh, "delivery"))


@guards.filing
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, filing: Filing) -> HttpResponse:
    """Everything once more, with a way back to each answer; then send."""
    verdict = preflight.of_filing(filing)
    form = DeclarationForm(request.POST or None, twin=bool(verdict.duplicates))
    signed_in = request.user.is_authenticated
    if request.method == "POST" and not signed_in:
        return people_services.to_sign_in(request)
    if request.method == "POST" and form.is_valid():
        outcome = applying.submit(
            draft=filing.draft,
            account=request.user,
            by=people.actor_of(request),
            now=timezone.now(),
            go_on_reason=form.cleaned_data.get("go_on_reason", ""),
        )
        if not isinstance(outcome, Refusal):
            return redirect("journeys:confirmation", dossier_id=outcome.pk)
        form.add_error(None, outcome.message)
    left = [task for task in reading.tasks(filing) if not task.done]
    draft_id = filing.draft.pk
    sections = eforms.summary(filing.draft, filing.now)
    context = {
        "filing": filing,
        "signed_in": signed_in,
        "form": form,
        "left": [(task.label, routes.task_url(draft_id, task)) for task in left],
        "parties": _parties(filing),
        "sections": [section for section in sections if not section.given],
        "change_urls": _change_urls(filing),
        "papers": _papers(filing),
        "delivery": _delivery(filing),
        "verdict": verdict,
        "stopping": [one for one in verdict.blocking if one.code not in SAID_ALREADY],
    }
    return render(request, "journeys/portal/check.html", context, status=422 if form.is_bound else 200)


def _change_urls(filing: Filing) -> dict[str, str]:
    """Where each answer of the form is mended: by section, and by question where each has a page of its own."""
    pages = asking.screen_of_path(filing.draft, filing.now)
    return {name: _url("section", filing.draft.pk, key=key) for name, key in pages.items()}


def _parties(filing: Filing) -> list[tuple[str, list[dict[str, Any]]]]:
    """Persons as summary lists under their headings."""
    draft_id = filing.draft.pk
    found = [("Người nộp, đồng thời là chủ hồ sơ" if not filing.for_other else "Người nộp", "filer", filing.filer)]
    if filing.for_other:
        found.append(("Chủ hồ sơ", "owner", filing.owner))
    if filing.subject:
        found.append(("Hồ sơ về", "subject", filing.subject))
    lists = [(title, _rows(party, _url(page, draft_id))) for title, page, party in found]
    if filing.for_other and filing.extra.get("ground"):
        ground = {"key": "Căn cứ nộp thay", "value": filing.extra["ground"], "change_url": _url("owner", draft_id)}
        lists[1][1].append(ground)
    return lists


def _rows(party: dict[str, str], url: str) -> list[dict[str, Any]]:
    rows = []
    for key, label in PARTY_LABELS:
        value = party.get(key, "")
        if not value:
            continue
        if key == "full_name" and party.get("kind") == "organisation":
            label = "Tên tổ chức"
        if key == "date_of_birth":
            value = "/".join(reversed(value.split("-")))
        rows.append({"key": label, "value": value, "change_url": url})
    return rows


def _papers(filing: Filing) -> list[dict[str, Any]]:
    """Papers as a summary list; a long name gives way to its beginning."""
    return [
        {
            "key": Truncator(paper.name).chars(100),
            "value": "; ".join([paper_words(paper) or "chưa chọn", *(file.name for file in _shown(paper))]),
            "change_url": _url("paper", filing.draft.pk, code=paper.code),
        }
        for paper in reading.papers(filing)
        if paper.code != OTHER_PAPER or paper.files
    ]


def _shown(paper: reading.PaperState) -> tuple[Any, ...]:
    return paper.files if paper.how == "upload" else ()


def _delivery(filing: Filing) -> list[dict[str, Any]]:
    told = filing.delivery
    words = DELIVERY.get(told.get("delivery", ""), "")
    if told.get("delivery") == "post":
        words = f"{words}: {told.get('delivery_address', '')}"
    return [{"key": "Cách nhận kết quả", "value": words, "change_url": _url("delivery", filing.draft.pk)}]


def _url(page: str, draft_id: UUID, **more: str) -> str:
    """A page to mend an answer on; it leads back to the check."""
    return reverse(f"journeys:{page}", kwargs={"draft_id": draft_id, **more}) + "?ve=kiem-tra"


@guards.own_dossier
@require_GET
def confirmation(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """The dossier was sent: code, PIN, what happens next with dates. The same for every repetition."""
    return render(request, "journeys/portal/confirmation.html", _confirmed(request, dossier))


@guards.own_dossier
@require_GET
def acknowledgement(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """The confirmation as a PDF/A to keep or print."""
    told = _confirmed(request, dossier)
    data = {
        "agency": people.agency().name,
        "one_stop": viewing.one_stop(dossier),
        "tracking": dossier.tracking_code,
        "pin": told["pin"],
        "procedure": dossier.procedure.name,
        "filer": dossier.filer.full_name,
        "owner": dossier.owner.full_name,
        "sent_at": dossier.submitted_at,
        "answer_by": told["answer_by"],
        "due": told["due"].at if told["due"] else None,
        "due_if": told["due"].day if told["due"] else None,
        "papers": [{"name": row.name, "how": words or "tệp điện tử"} for row, words in viewing.papers(dossier)],
        "delivery": told["delivery"],
        "qr": guards.tracking_address(request, dossier),
    }
    title = f"Xác nhận nộp hồ sơ {dossier.tracking_code}"
    pdf = documents.render("journeys/acknowledgement", data, title=title, at=dossier.submitted_at)
    return as_response(pdf, f"xac-nhan-{fold(dossier.tracking_code)}.pdf")


def _confirmed(request: HttpRequest, dossier: Dossier) -> dict[str, Any]:
    return {
        "dossier": dossier,
        "pin": dossiers.pin_of(dossier.pk),
        "qr": documents.qr_svg(guards.tracking_address(request, dossier)),
        "answer_by": viewing.answer_by(dossier),
        "due": viewing.expected_due(dossier),
        "delivery": viewing.delivery_words(dossier),
        "to_bring": [row for row, _ in viewing.papers(dossier) if row.source == "to_bring"],
        "one_stop": viewing.one_stop(dossier),
    }
