"""Entering a decision with its procedures, and changing a draft."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from motcua.operate.publications import queries, services
from motcua.operate.publications.desk.one import found_or_404
from motcua.operate.publications.desk.tabs import top
from motcua.operate.publications.forms import EntryForms, HeadForm, ReviseForm
from motcua.operate.publications.models import Decision
from motcua.operate.publications.rules import WRITERS, EntryInput, Refused
from motcua.people import queries as people
from motcua.people.rules import Role
from motcua.people.services import official_required

TITLES = {
    "du-thao": "Dự thảo quyết định của tỉnh",
    "tinh": "Quyết định của tỉnh đã ký",
    "bo": "Quyết định của bộ",
}
MINISTRY = "Bộ Giáo dục và Đào tạo"
PLACES: Mapping[str, str] = {
    "số quyết định": "id_number", "ngày ký": "id_signed_on_0", "ngày hiệu lực": "id_effective_on_0",
    "tệp quyết định": "id_file", "trích yếu": "id_summary", "cơ quan ban hành": "id_issuer",
    "ngày trình dự thảo": "id_drafted_on_0", "ngày thấy trên cơ sở dữ liệu": "id_seen_on_0",
}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(*WRITERS)
def enter(request: HttpRequest, kind: str) -> HttpResponse:
    """A new decision: a draft, or one that is signed already."""
    if kind not in TITLES:
        raise Http404("Không có loại quyết định này.")
    rows = queries.decisions(level="ministry", signed=True)[:100] if kind != "bo" else ()
    followable = [(str(row.pk), f"{row.number}, {row.summary[:80]}") for row in rows]
    sent = request.method == "POST"
    form = HeadForm(
        request.POST if sent else None, request.FILES if sent else None, kind=kind, followable=followable,
        initial={"issuer": _issuer(kind), "drafted_on": timezone.localdate(), "scope": "public"},
    )  # fmt: skip
    lines, more = _lines(request, _asked(request))
    problems: list[tuple[str, str]] = []
    if more:
        form.errors.clear()  # nothing was sent to be judged yet
    if sent and not more:
        valid = form.is_valid()
        entries, problems = _entries(lines)
        if valid and not problems:
            taken = _take(request, form, entries)
            if isinstance(taken, Decision):
                messages.success(request, f"Đã ghi {taken} với {len(entries)} thủ tục.")
                return redirect("publications:decision", pk=taken.pk)
            problems = places_of(taken)
    context = {
        **top(request, "decisions"), "form": form, "lines": lines, "problems": problems, "title": TITLES[kind],
        "kind": kind, "internal": kind != "bo", "more": more,
    }  # fmt: skip
    return render(
        request, "publications/enter.html", context, status=422 if problems or (sent and form.errors) else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(*WRITERS)
def revise(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change the procedures of a draft."""
    decision = found_or_404(pk)
    sent = request.method == "POST"
    form = ReviseForm(
        request.POST if sent else None, initial={"summary": decision.summary, "shortened": decision.shortened}
    )
    lines, more = _lines(request, _held(decision))
    problems: list[tuple[str, str]] = []
    if more:
        form.errors.clear()  # nothing was sent to be judged yet
    if sent and not more:
        valid = form.is_valid()
        entries, problems = _entries(lines)
        if valid and not problems:
            taken = services.revise(
                decision=decision, summary=form.cleaned_data["summary"], shortened=form.cleaned_data["shortened"],
                entries=entries, by=people.actor_of(request, Role.CONTROL_OFFICER), now=timezone.now(),
                seen=seen(request),
            )  # fmt: skip
            if isinstance(taken, Decision):
                messages.success(request, "Đã sửa dự thảo.")
                return redirect("publications:decision", pk=pk)
            problems = places_of(taken)
    context = {
        **top(request, "decisions"), "form": form, "lines": lines, "problems": problems, "decision": decision,
        "title": "Sửa dự thảo", "internal": decision.scope == "internal", "more": more,
    }  # fmt: skip
    return render(
        request, "publications/enter.html", context, status=422 if problems or (sent and form.errors) else 200
    )


def seen(request: HttpRequest) -> int | None:
    """The version of the decision that the page showed."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


def places_of(refused: Refused) -> list[tuple[str, str]]:
    """The problems as (id of the field, words) for the error summary."""
    found = []
    for problem in refused.problems:
        line = re.fullmatch(r"dòng (\d+)", problem.place)
        target = f"dong-{line[1]}" if line else PLACES.get(problem.place, "")
        found.append((target, str(problem)[:1].upper() + str(problem)[1:]))
    return found


def _take(request: HttpRequest, form: HeadForm, entries: Sequence[EntryInput]) -> Decision | Refused:
    follows = form.cleaned_data.get("follows")
    file = form.cleaned_data.get("file")
    return services.draft(
        head=form.value(),
        entries=entries,
        by=people.actor_of(request, Role.CONTROL_OFFICER),
        now=timezone.now(),
        data=file.read() if file else None,
        name=file.name if file else "",
        follows=queries.decision(follows) if follows else None,
        command_id=request.POST.get("command_id", "")[:60],
    )


def _lines(request: HttpRequest, initial: Sequence[dict[str, Any]]) -> tuple[Any, bool]:
    """The rows of procedures; `more`: the person asked for further empty rows and keeps what was typed."""
    if request.method != "POST":
        return EntryForms(initial=initial, prefix="dong"), False
    if "them" not in request.POST:
        return EntryForms(request.POST, prefix="dong"), False
    data = request.POST.copy()
    total = data.get("dong-TOTAL_FORMS", "0")
    rows = int(total) if total.isascii() and total.isdigit() and len(total) < 5 else 0
    data["dong-TOTAL_FORMS"] = str(min(rows + 5, 500))
    return EntryForms(data, prefix="dong"), True


def _entries(lines: Any) -> tuple[list[EntryInput], list[tuple[str, str]]]:
    """The filled rows in order, and what Django could not read in them."""
    if not lines.is_valid():
        faults = [
            (f"dong-{n}", f"Dòng {n}: {error}")
            for n, form in enumerate(lines.forms, start=1)
            for errors in form.errors.values()
            for error in errors
        ]
        return [], faults or [("", "Không đọc được danh mục thủ tục đã gửi.")]
    return [form.value() for form in lines.forms if form.has_changed() or form.initial], []


def _asked(request: HttpRequest) -> list[dict[str, Any]]:
    """Procedures named in the address by the watch list: ?bo=<decision> takes over its lines."""
    text = request.GET.get("bo", "")
    try:
        ministry = queries.decision(UUID(text)) if text else None
    except ValueError:
        ministry = None
    return _held(ministry) if ministry is not None and ministry.is_ministry else []


def _held(decision: Decision) -> list[dict[str, Any]]:
    return [
        {
            "code": row.code,
            "name": "" if row.procedure_id else row.name,
            "change": row.change,
            "successor": row.successor.code if row.successor else "",
            "texts": "; ".join(row.texts),
            "effective_on": f"{row.effective_on:%d/%m/%Y}" if row.effective_on else "",
            "text_signed_on": f"{row.text_signed_on:%d/%m/%Y}" if row.text_signed_on else "",
        }
        for row in queries.entries(decision.pk)
    ]


def _issuer(kind: str) -> str:
    if kind == "bo":
        return MINISTRY
    parent = people.agency().parent
    return f"Chủ tịch {parent.name}" if parent else ""
