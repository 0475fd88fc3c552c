"""Papers the State holds already, with their list for Excel, and the decentralisation of procedures."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from motcua.operate.catalogue import queries, rules, services, sheets
from motcua.operate.catalogue.desk.seat import control_officer, procedure_or_404, tell
from motcua.operate.catalogue.forms import DecentralisationForm, MarkForm
from motcua.operate.catalogue.models import Decentralisation, Procedure
from motcua.operate.catalogue.rules import DRAFTS_MADE_BY
from motcua.people.queries import has_role
from motcua.people.rules import Refusal
from motcua.people.services import official_required

FINDINGS = {"held": "Nên bỏ", "suggested": "Cần xem", "needed": "Vẫn cần"}
PROGRESS_KINDS = {"approved": "waiting", "executing": "running", "done": "done", "late": "late"}


@require_safe
@official_required()
def papers(request: HttpRequest) -> HttpResponse:
    """Papers by what is known of them: to be dropped, to be looked at, still needed."""
    every = queries.papers(competent=_competent(request))
    asked = request.GET.get("xem", "held")
    shown = asked if asked in FINDINGS else "held"
    here = reverse("catalogue:papers")
    level = request.GET.get("cap", "department")
    tabs = [
        {
            "label": label,
            "url": f"{here}?xem={key}&cap={level}",
            "count": sum(paper.finding == key for paper in every),
            "current": key == shown,
        }
        for key, label in FINDINGS.items()
    ]
    context = {
        "papers": [paper for paper in every if paper.finding == shown],
        "tabs": tabs,
        "shown": shown,
        "cap": _competent(request),
        "competents": Procedure.Competent.choices,
        "may_mark": has_role(request.user, *DRAFTS_MADE_BY),
    }
    return render(request, "catalogue/desk/papers.html", context)


@require_safe
@official_required()
def papers_export(request: HttpRequest) -> HttpResponse:
    """The papers that should be dropped, and those still to be looked at, as XLSX."""
    data = sheets.papers(queries.papers(competent=_competent(request)))
    response = HttpResponse(data, content_type=sheets.XLSX)
    response["Content-Disposition"] = 'attachment; filename="giay-to-nha-nuoc-da-co.xlsx"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(*DRAFTS_MADE_BY)
def mark(request: HttpRequest, code: str, component: str) -> HttpResponse:
    """Confirm or reject that the State holds what one paper says."""
    procedure, live = procedure_or_404(code), queries.live_version(code)
    part = next((row for row in (live.parsed.components if live else None) or () if row.code == component), None)
    if part is None:
        raise Http404("Không có giấy tờ này.")
    known = queries.marks(code).get(component)
    hint = rules.suggestion(part)
    initial = {"held_by": known.held_by, "note": known.note} if known else {"held_by": part.held_by or ""}
    form = MarkForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        outcome = services.mark_held(
            code=code, component=component, **form.cleaned_data, by=control_officer(request), now=timezone.now()
        )
        if not isinstance(outcome, Refusal):
            tell(request, outcome, f"Đã ghi kết luận về giấy tờ {component} của thủ tục {code}.")
            return redirect(f"{reverse('catalogue:papers')}?xem=suggested")
        form.add_error("note" if outcome.code == "no_note" else None, outcome.message)
    context = {"procedure": procedure, "part": part, "hint": hint, "known": known, "form": form}
    context["hint_words"] = rules.HELD[hint.held_by] if hint else ""
    return render(request, "catalogue/desk/mark.html", context, status=422 if form.errors else 200)


@require_safe
@official_required()
def decentralisations(request: HttpRequest) -> HttpResponse:
    """Every approved option with its progress; the count of the department's procedures without one."""
    today = timezone.localdate()
    every = queries.decentralisations(today)
    asked = request.GET.get("xem", "")
    shown = asked if asked in PROGRESS_KINDS else ""
    here = reverse("catalogue:decentralisations")
    states = [("", "Tất cả"), *((state.value, rules.PROGRESS_LABELS[state].capitalize()) for _, state in _kinds())]
    tabs = [
        {
            "label": label,
            "url": f"{here}?xem={key}",
            "count": sum(key in ("", state) for _, state in every),
            "current": key == shown,
            "late": key == "late",
        }
        for key, label in states
    ]
    decided = {row.procedure_id for row, _ in every}
    own = queries.procedures().filter(state=Procedure.State.IN_FORCE, competent=Procedure.Competent.DEPARTMENT)
    context = {
        "rows": [_line(row, state) for row, state in every if shown in ("", state)],
        "tabs": tabs,
        "undecided": [row for row in own if row.pk not in decided],
        "may_record": has_role(request.user, *DRAFTS_MADE_BY),
    }
    return render(request, "catalogue/desk/decentralisations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(*DRAFTS_MADE_BY)
def decentralisation(request: HttpRequest, code: str) -> HttpResponse:
    """Record the approved option of one procedure, or bring its execution up to date."""
    procedure, options = procedure_or_404(code), queries.decentralisation(code)
    names = DecentralisationForm.base_fields
    initial = {name: getattr(options[0], name) for name in names} if options else {}
    form = DecentralisationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        outcome = services.record_decentralisation(
            code=code, option=form.option(), by=control_officer(request), now=timezone.now()
        )
        if not isinstance(outcome, Refusal):
            tell(request, outcome, f"Đã ghi phương án phân cấp của thủ tục {code}.")
            return redirect("catalogue:decentralisations")
        place, _, words = outcome.message.partition(": ")
        form.add_error(place if place in form.fields else None, words[:1].upper() + words[1:] or outcome.message)
    today = timezone.localdate()
    context = {
        "procedure": procedure,
        "form": form,
        "rows": [_line(row, row.progress(today)) for row in options],
    }
    return render(request, "catalogue/desk/decentralisation.html", context, status=422 if form.errors else 200)


def _kinds() -> list[tuple[str, rules.Progress]]:
    order = (rules.Progress.LATE, rules.Progress.EXECUTING, rules.Progress.APPROVED, rules.Progress.DONE)
    return [(PROGRESS_KINDS[state], state) for state in order]


def _line(row: Decentralisation, state: rules.Progress) -> dict[str, object]:
    return {
        "option": row,
        "from_level": rules.LEVELS.get(row.from_level, row.from_level),
        "to_level": rules.LEVELS.get(row.to_level, row.to_level),
        "kind": PROGRESS_KINDS[state],
        "state": rules.PROGRESS_LABELS[state],
    }


def _competent(request: HttpRequest) -> str:
    own = request.GET.get("cap", "department")
    return own if own in Procedure.Competent.values else ""
