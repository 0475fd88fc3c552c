"""«Kiểm tra số liệu»: the findings of a period by check, one with its evidence, and the decision about it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef
from motcua.measure.checks import queries, services
from motcua.measure.checks.forms import DecideForm
from motcua.measure.checks.models import FigureFinding
from motcua.measure.checks.rules import CHECKS, GONE, OUTCOMES, STATES, Figure, Refusal
from motcua.measure.facts import queries as facts
from motcua.measure.indicators.rules import BadPeriod, parse_period
from motcua.people import queries as people
from motcua.people.rules import Role, visible
from motcua.people.services import official_required

VIEWERS = (Role.CONTROL_OFFICER, Role.INSPECTOR, Role.AUDITOR)
DECIDERS = (Role.CONTROL_OFFICER, Role.INSPECTOR)
TAGS = {"open": "waiting", "explained": "done", "sent": "running", "gone": "neutral"}
TITLES = {"figure_check.found": "Lần kiểm tra thấy", "figure_check.gone": "Lần kiểm tra không còn thấy"}


@dataclass(frozen=True, slots=True)
class Line:
    """One finding as a row."""

    finding: FigureFinding
    title: str
    unit: str
    official: str
    robust: str
    state: str
    tag: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of what happened to the finding."""

    at: datetime
    title: str
    text: str
    actor: str
    kind: str


@require_safe
@official_required(*VIEWERS)
def listed(request: HttpRequest) -> HttpResponse:
    """Every check with what it found in the period, the ones that found nothing too."""
    looked = queries.looked()
    keys = [one.period for one in looked]
    key = request.GET.get("ky", "")
    chosen = next((one for one in looked if one.period == key), looked[0] if looked else None)
    found = [_line(row) for row in queries.findings(chosen.period)] if chosen else []
    context = {
        "looked": chosen,
        "period_words": _words(chosen.period) if chosen else "",
        "period_options": [(one, _words(one).capitalize()) for one in keys],
        "checks": [
            {"check": check, "rows": [line for line in found if line.finding.check_id == check.id]}
            for check in CHECKS.values()
        ],
        "quiet": [
            check for check in CHECKS.values() if all(line.finding.check_id != check.id for line in found)
        ],
        "rule": _rule(chosen.period) if chosen else None,
    }  # fmt: skip
    return render(request, "checks/list.html", context)


@require_safe
@official_required(*VIEWERS)
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One finding: the figure beside its robust value, the evidence, and what was decided."""
    return _page(request, _found(pk))


@require_POST
@official_required(*DECIDERS)
def decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a decision."""
    finding, form = _found(pk), DecideForm(request.POST)
    if not form.is_valid():
        return _page(request, finding, form)
    role = next(role for role in DECIDERS if people.has_role(request.user, role))
    outcome = services.decide(
        finding_id=pk,
        outcome=form.cleaned_data["outcome"],
        reason=form.cleaned_data["reason"],
        by=people.actor_of(request, role),
        now=timezone.now(),
        command_id=request.POST.get("command_id", "")[:60] or f"figures:{pk}:{finding.version}",
    )
    if isinstance(outcome, Refusal):
        form.add_error("outcome", outcome.message)
        return _page(request, finding, form)
    messages.success(request, f"{OUTCOMES[outcome.state]}.")
    return redirect("checks:one", pk=pk)


def counter(request: HttpRequest) -> int | None:
    """How many findings wait for the control officer; nobody else is shown a number."""
    return queries.open_count() if people.has_role(request.user, Role.CONTROL_OFFICER) else None


def _found(pk: UUID) -> FigureFinding:
    finding = queries.one(pk)
    if finding is None:
        raise Http404("Không có phát hiện này.")
    return finding


def _page(request: HttpRequest, finding: FigureFinding, form: DecideForm | None = None) -> HttpResponse:
    check, line = CHECKS[finding.check_id], _line(finding)
    may = any(people.has_role(request.user, role) for role in DECIDERS) and finding.state not in {GONE, "sent"}
    problems = [(f"id_{name}", str(error)) for name, rows in form.errors.items() for error in rows] if form else []
    estimate = " (ước lượng)" if finding.figure["estimate"] else ""
    context: dict[str, Any] = {
        "finding": finding,
        "check": check,
        "line": line,
        "facts": [
            {"key": "Kỳ", "value": _words(finding.period).capitalize()},
            {"key": "Đơn vị", "value": line.unit},
            {"key": finding.figure["name"], "value": f"{line.official} theo báo cáo"},
            {"key": f"Sau khi bỏ điều lạ{estimate}", "value": line.robust},
            {"key": "Căn cứ", "value": check.basis},
            {"key": "Quy tắc", "value": f"{check.id}; ngưỡng {finding.thresholds}"},
        ],
        "proofs": _proofs(request, finding),
        "more": finding.flagged > len(finding.evidence) and finding.unit != "",
        "entries": _entries(finding),
        "form": (form or DecideForm()) if may else None,
        "problems": problems,
        "signal_url": reverse("signals:one", kwargs={"pk": finding.signal}) if finding.signal else "",
        "back_url": f"{reverse('checks:list')}?ky={finding.period}",
    }
    return render(request, "checks/one.html", context, status=422 if problems else 200)


def _line(row: FigureFinding) -> Line:
    units = {unit.key: unit.name for unit in people.units()}
    figure = row.figure
    return Line(
        row, CHECKS[row.check_id].title, units.get(row.unit, row.unit) or "Toàn cơ quan",
        _percent(figure["official"]), _percent(figure["robust"]), STATES[row.state], TAGS[row.state],
    )  # fmt: skip


def _percent(pair: list[int]) -> str:
    value = Figure.percent((pair[0], pair[1]))
    return "không áp dụng" if value is None else f"{value:.1f} % ({pair[0]}/{pair[1]})".replace(".", ",")


def _proofs(request: HttpRequest, finding: FigureFinding) -> list[dict[str, Any]]:
    scope = people.scope(request.user)
    ids = {unit.key: unit.pk for unit in people.units()} if scope.unit_ids else {}
    held = {str(row.pk): row for row in facts.dossiers().filter(pk__in=[row["dossier"] for row in finding.evidence])}
    rows = []
    for row in finding.evidence:
        fact = held.get(row["dossier"])
        units = [ids[key] for key in (fact.unit, fact.receipt_unit) if key in ids] if fact else []
        may = fact is not None and visible(scope, unit_ids=units, account_ids=(), viewer=None)
        url = reverse("journeys:work", kwargs={"dossier_id": row["dossier"]}) if may else ""
        at = datetime.fromisoformat(row["at"]) if row["at"] else None
        rows.append({"code": row["code"] or "chưa có mã", "url": url, "at": at, "words": row["words"]})
    return rows


def _entries(finding: FigureFinding) -> list[Entry]:
    texts = queries.texts(finding.pk)
    entries = []
    for event in log.events(StreamRef(services.STREAM, str(finding.pk))):
        said = event.payload
        text = texts.get(str(said.get("text_id")))
        title = TITLES.get(event.type) or OUTCOMES.get(str(said.get("outcome")), event.type)
        actor = people.account_name(event.actor_id) if event.actor_kind == "official" else "Hệ thống"
        words = text.text if text else said.get("words", "")
        entries.append(Entry(event.occurred_at, title, words, actor, TAGS.get(str(said.get("outcome")), "running")))
    return entries


def _words(key: str) -> str:
    return parse_period(key).words


def _rule(key: str) -> Any:
    try:
        return queries.thresholds(parse_period(key).last)
    except (BadPeriod, LookupError):
        return None
