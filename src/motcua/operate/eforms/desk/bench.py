"""The bench: one draft with its outline on one side and the form as people will see it on the other."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import trigger_client_event

from motcua.operate.eforms import queries, rules
from motcua.operate.eforms.desk import seat
from motcua.operate.eforms.filling import View
from motcua.operate.eforms.queries import workshop
from motcua.operate.eforms.queries.filling import codes
from motcua.operate.eforms.queries.outline import outline
from motcua.operate.eforms.queries.workshop import Bench
from motcua.operate.eforms.rules import Refused, editing, uses
from motcua.operate.eforms.services import workshop as work

LONGEST_ANSWERS = 100_000


@require_safe
@seat.maker
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """The draft to work on: sections and questions with their buttons, beside them the form itself."""
    bench = seat.bench_of(key)
    found = workshop.problems(bench.definition)
    context = {
        "key": key,
        "bench": bench,
        "outline": outline(bench.definition, found),
        "errors": sum(row.is_error for row in found),
        "warnings": sum(not row.is_error for row in found),
        "live": queries.live(key),
        "just_deleted": request.GET.get("vua") == "xoa",
        "pages": rules.PAGES.get(bench.definition.get("pages", "sections"), ""),
        **preview_context(bench, QueryDict()),
    }
    response = render(request, "eforms/builder/edit.html", context)
    if request.headers.get("HX-Request") == "true":
        refused = request.GET.get("vua") == "chua"
        said = "Chưa làm được. Lý do ở đầu trang." if refused else bench.said
        trigger_client_event(response, "announce", {"value": said})
        if refused:
            response["HX-Reswap"] = "outerHTML show:window:top"
    return response


Change = Callable[[dict[str, Any]], editing.Edited]


@require_POST
@seat.maker
def do(request: HttpRequest, key: str) -> HttpResponse:
    """One button of the outline: move, copy, delete, undo, redo. The button carries "verb:key"."""
    bench = seat.bench_of(key)
    verb, _, target = str(request.POST.get("lam", "")).partition(":")
    base, who, now = seat.base_version(request), seat.by(request), timezone.now()
    if verb in {"undo", "redo"}:
        travel = work.undo if verb == "undo" else work.redo
        outcome = travel(form_key=key, base_version=base, by=who, now=now)
    else:
        change, said = _operation(bench.definition, verb, target)
        outcome = work.edit(form_key=key, base_version=base, change=change, said=said, by=who, now=now)
    if isinstance(outcome, Refused):
        seat.tell(request, outcome)
        if outcome.code == "busy":
            messages.info(request, "Dưới đây là bản mới nhất. Việc bạn vừa bấm chưa được làm.")
        return seat.to_bench(key, outcome="chua")
    deleted = verb.endswith("delete")
    return seat.to_bench(key, f"soan-{target.split(':')[0]}" if target else "", outcome="xoa" if deleted else "")


def _operation(data: dict[str, Any], verb: str, target: str) -> tuple[Change, str]:
    """The operation a button means, and its name in the history."""
    target, *where = target.split(":")
    label = uses.label_of(data, target)
    if verb == "place" and len(where) == 2 and where[1].isdigit() and len(where[1]) < 4:
        return (lambda form: editing.move_field(form, target, where[0], int(where[1]))), f"Chuyển ô «{label}»"
    operations: dict[str, tuple[Change, str]] = {
        "up": (lambda form: _shifted(form, target, -1), f"Chuyển ô «{label}» lên"),
        "down": (lambda form: _shifted(form, target, 1), f"Chuyển ô «{label}» xuống"),
        "duplicate": (lambda form: editing.duplicate_field(form, target), f"Nhân đôi ô «{label}»"),
        "delete": (lambda form: editing.delete_field(form, target), f"Xoá ô «{label}»"),
        "section-up": (lambda form: _shifted_section(form, target, -1), f"Chuyển mục «{label}» lên"),
        "section-down": (lambda form: _shifted_section(form, target, 1), f"Chuyển mục «{label}» xuống"),
        "section-duplicate": (lambda form: editing.duplicate_section(form, target), f"Nhân đôi mục «{label}»"),
        "section-delete": (lambda form: editing.delete_section(form, target), f"Xoá mục «{label}»"),
    }
    if verb not in operations:
        raise Http404("Không có việc này.")
    return operations[verb]


def _shifted(form: dict[str, Any], key: str, by: int) -> editing.Edited:
    found = uses.find_field(form, key)
    if found is None:
        return editing.GONE
    section, field = found
    return editing.move_field(form, key, section["key"], max(0, section["fields"].index(field) + by))


def _shifted_section(form: dict[str, Any], key: str, by: int) -> editing.Edited:
    keys = [section["key"] for section in form["sections"]]
    return editing.move_section(form, key, max(0, keys.index(key) + by)) if key in keys else editing.GONE


@require_http_methods(["GET", "HEAD", "POST"])
@seat.maker
def preview(request: HttpRequest, key: str) -> HttpResponse:
    """The form as people will see it, with the answers typed into it. Nothing of this is kept."""
    bench = seat.bench_of(key)
    context = {"key": key, "bench": bench, "alone": True, **preview_context(bench, request.POST)}
    return render(request, "eforms/builder/preview.html", context)


def preview_context(bench: Bench, data: Mapping[str, Any]) -> dict[str, Any]:
    """The section to show, filled with what was typed so far; `answers` carries the other sections along."""
    definition = _parsed(bench.definition)
    parts = definition.asked_sections if definition is not None else ()
    if definition is None or not parts:
        return {"preview": None, "parts": ()}
    answers = _carried(data)
    part = next((one for one in parts if one.key == data.get("_muc")), parts[0])
    today, lists = timezone.localdate(), codes()
    view = View(today, lists)
    action, judged, shown = str(data.get("_action", "")), False, None
    if "_muc" in data and isinstance(data, QueryDict):
        posted = queries.read_posted(part, data, answers, codes=lists, today=today)
        answers = rules.storable({**answers, **posted.answers})
        judged, shown, view = action == "judge", posted.shown, View(today, lists, finds=posted.finds)
        if action.startswith("go-"):
            part = next((one for one in parts if one.key == action.removeprefix("go-")), part)
            shown = None
    page = queries.section_page(
        definition, part, answers, today=today, judged=judged, shown=shown, lookup=lists.name, view=view
    )
    seen = rules.evaluate(definition, answers, today=today, lookup=lists.name).visible
    open_parts = [one for one in parts if one.key in seen or any(field.key in seen for field in one.fields)]
    position = next((index for index, one in enumerate(open_parts) if one.key == part.key), 0)
    return {
        "preview": page,
        "parts": [(one.key, one.title, one.key == part.key, one in open_parts) for one in parts],
        "hidden_part": part not in open_parts,
        "next_part": open_parts[position + 1] if position + 1 < len(open_parts) else None,
        "answers": json.dumps(answers, ensure_ascii=False),
    }


def _parsed(data: Mapping[str, Any]) -> rules.Definition | None:
    """The draft ready for the evaluator; None while it cannot be read at all."""
    try:
        return rules.parse(data)
    except (TypeError, KeyError):
        return None


def _carried(data: Mapping[str, Any]) -> dict[str, Any]:
    text = str(data.get("_answers", ""))
    if not text or len(text) > LONGEST_ANSWERS:
        return {}
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    stored = rules.storable(found) if isinstance(found, dict) else {}
    return stored if isinstance(stored, dict) else {}
