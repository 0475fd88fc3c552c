"""My dossiers: the list, one dossier, why its date is what it is, the form as I filled it in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from motcua.operate.catalogue import queries as catalogue
from motcua.operate.conversations import queries as conversations
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.rules import State
from motcua.operate.eforms import queries as eforms
from motcua.operate.journeys.portal import guards
from motcua.operate.journeys.queries import portal as viewing
from motcua.operate.journeys.queries import results
from motcua.operate.journeys.queries.draft import PURPOSE
from motcua.operate.journeys.queries.linking import parts_shown
from motcua.operate.journeys.queries.readings import for_person
from motcua.operate.journeys.services import supplementing
from motcua.operate.linking import queries as linking
from motcua.people import queries as people

PAGE = 20
MOST_DRAFTS = 10


@guards.applicant
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Drafts to go on with, then dossiers, the latest first."""
    now = timezone.now()
    after = request.GET.get("sau", "")[:100]
    page = dossiers.mine(account=guards.account(request), after=after, limit=PAGE)
    new = conversations.unread(guards.account(request), [row.pk for row in page.rows], official=False)
    rows = [(dossier, viewing.status(dossier, now), new.get(dossier.pk, 0)) for dossier in page.rows]
    base = reverse("journeys:mine")
    context = {
        "drafts": [] if after else _drafts(request),
        "rows": rows,
        "group_filings": [] if after else linking.filings(guards.account(request)),
        "first_page": not after,
        "previous_url": base if after else "",
        "next_url": f"{base}?{urlencode({'sau': page.after})}" if page.after else "",
    }
    return render(request, "journeys/portal/mine.html", context)


def _drafts(request: HttpRequest) -> list[dict[str, object]]:
    found = eforms.drafts_of(request.user, timezone.now()).filter(purpose__startswith=PURPOSE)[:MOST_DRAFTS]
    names = {draft.procedure_code: catalogue.procedure(draft.procedure_code) for draft in found}
    return [{"draft": draft, "procedure": names[draft.procedure_code]} for draft in found]


@guards.own_dossier
@require_GET
def dossier(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """One dossier: what is asked of me first, then state, dates, documents, and what happened."""
    now = timezone.now()
    actor = people.actor_of(request)
    verbs = dossiers.verbs_for(dossier, actor)
    context = {
        "dossier": dossier,
        "status": viewing.status(dossier, now),
        "late": viewing.is_late(dossier, now),
        "appointment": dossiers.appointment(dossier),
        "outlook": viewing.outlook(dossier, now),
        "request_open": viewing.open_request(dossier),
        "checklist": supplementing.checklist(
            dossier=dossier,
            request=dossier.supplement_requests.order_by("-number").first(),
            account=request.user,
            now=now,
        ),
        "amount": dossiers.asked_amount(dossier),
        "one_stop": viewing.one_stop(dossier),
        "expected": viewing.expected_due(dossier) if dossier.accepted_at is None and not dossier.is_final else None,
        "entries": list(reversed(dossiers.timeline(dossier, official=False))),
        "papers": viewing.papers(dossier),
        "slips": viewing.slips(dossier),
        "result": viewing.result_file(dossier),
        "result_number": viewing.result_number(dossier),
        "former": results.former(dossier),
        "posting": results.posting(dossier),
        "delivery": viewing.delivery_words(dossier),
        "new_messages": conversations.unread(guards.account(request), [dossier.pk], official=False).get(dossier.pk, 0),
        "may_withdraw": "withdraw" in verbs,
        "may_rate": "rate" in verbs,
        "returned": State(dossier.state) is State.RETURNED,
        "link_parts": parts_shown(dossier),
        "group_filing": linking.filing_of(dossier.pk),
        "pin": dossiers.pin_of(dossier.pk),
    }
    return render(request, "journeys/portal/dossier.html", context)


@guards.own_dossier
@require_GET
def due(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """The proof of the due date: rule, calendar, every counted and every skipped day."""
    found = viewing.legal_due(dossier)
    if found is None:
        raise Http404("Hồ sơ chưa có hạn trả kết quả.")
    proof = found.proof()
    context = {
        "dossier": dossier,
        "due": found,
        "proof": proof,
        "days": viewing.proof_days(proof),
        "restarted": found.begin != found.start,
    }
    return render(request, "journeys/portal/due.html", context)


@guards.own_dossier
@require_GET
def filed_form(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """The form as I sent it."""
    frozen = eforms.answers(dossier.answers_id) if dossier.answers_id else None
    if frozen is None:
        raise Http404("Hồ sơ này không có tờ khai điện tử.")
    context = {
        "dossier": dossier,
        "form": frozen.form_version,
        "sections": eforms.shown(frozen),
        "change_urls": {},
        "frozen": frozen,
        "asked_rows": eforms.as_asked(frozen),
        "unchanged": eforms.shown_unchanged(frozen),
    }
    return render(request, "journeys/portal/filed_form.html", context)


@guards.own_dossier
@require_GET
def readings(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """Which offices looked at my dossier, and what for."""
    context = {"dossier": dossier, "rows": for_person(dossier)}
    return render(request, "journeys/portal/readings.html", context)


@guards.own_dossier
@require_GET
def seals(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """What the signatures of my result are worth, in plain words."""
    stored = viewing.result_file(dossier)
    if stored is None:
        return redirect("journeys:dossier", dossier_id=dossier.pk)
    found = viewing.seals(stored.read(), timezone.now())
    context = {
        "dossier": dossier,
        "seals": found,
        "all_good": bool(found) and all(seal.good for seal in found or ()),
        "number": viewing.result_number(dossier),
        "sha256": stored.pk,
    }
    return render(request, "journeys/portal/seals.html", context)
