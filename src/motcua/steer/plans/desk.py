"""Officials' pages: the plan with what it lacks, one item, the imported text, the list as XLSX, import."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel.audit import Conflict
from motcua.people import queries as people
from motcua.people.services import not_allowed, official_required
from motcua.steer.plans import intake, panels, queries, rules, services, sheets
from motcua.steer.plans.forms import CompletionForm, PlanFileForm
from motcua.steer.plans.models import Plan
from motcua.steer.plans.queries import ItemView
from motcua.steer.plans.rules.completing import FIELDS, SHORT_LABELS

EDITOR = "control_officer"


def chosen_plan(request: HttpRequest) -> Plan | None:
    """The plan of the year in the address (?nam=2024), else the newest."""
    text = request.GET.get("nam", "")
    return queries.plan(int(text) if text.isascii() and text.isdigit() and len(text) == 4 else None)


@require_safe
@official_required()
def plan(request: HttpRequest) -> HttpResponse:
    """Header, progress, targets with live values, tasks by section with what is missing."""
    found = chosen_plan(request)
    may_edit = people.has_role(request.user, EDITOR)
    if found is None:
        return render(request, "plans/none.html", {"may_import": may_edit})
    view = queries.view(found)
    gap = request.GET.get("thieu", "all")
    gap = gap if gap in panels.GAPS else "all"
    standings = queries.standings(found, view.items("target"), timezone.now())
    context = {
        "view": view,
        "plan": found,
        "facts": panels.header(view),
        "standings": standings,
        "met": sum(standing.met is True for standing in standings),
        "groups": panels.groups(view, gap),
        "tabs": panels.tabs(view, gap, found),
        "gap": gap,
        "labels": SHORT_LABELS,
        "may_edit": may_edit,
        "years": queries.years(),
    }
    return render(request, "plans/plan.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@official_required()
def item(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """One item: what the text says, what people completed, and the form for who may complete it."""
    found = queries.item(item_id)
    if found is None:
        raise Http404("Không có mục này trong kế hoạch.")
    may_edit = people.has_role(request.user, EDITOR)
    if request.method == "POST" and not may_edit:
        return not_allowed(request, EDITOR)
    view = queries.one(found)
    editable = found.kind in FIELDS and not view.heading and found.withdrawn_at is None
    form = None
    if editable and may_edit:
        units = [(unit.key, unit.name) for unit in people.units()]
        form = CompletionForm(
            request.POST if "keep" not in request.POST and request.POST else None, view=view, units=units
        )
    if request.method == "POST" and form is not None:
        done = _save(request, view, form)
        if done is not None:
            return done
    context = {
        "view": view,
        "form": form,
        "facts": panels.facts_of(view),
        "history": [panels.entry(row) for row in queries.history(found)],
        "gaps": ", ".join(SHORT_LABELS[name] for name in view.missing),
    }
    return render(request, "plans/item.html", context, status=422 if form and form.is_bound else 200)


def _save(request: HttpRequest, view: ItemView, form: CompletionForm) -> HttpResponse | None:
    """Keep what was entered and go back to the plan; None when the form has to be shown again."""
    if "keep" in request.POST:
        latest = {row.field: row.value for row in reversed(queries.history(view.item))}
        values = {name: value for name, value in latest.items() if name in view.edited}
    elif form.is_valid():
        values = form.changes()
    else:
        return None
    back = redirect(f"{reverse('plans:plan')}?nam={view.item.plan.year or ''}#muc-{view.item.pk}")
    if not values:
        messages.info(request, f"Mục {view.code} không có gì thay đổi.")
        return back
    seen = request.POST.get("seen", "")
    try:
        done = services.complete_item(
            item=view.item,
            values=values,
            by=people.actor_of(request, EDITOR),
            now=timezone.now(),
            command_id=request.POST.get("command_id", "")[:100],
            seen=int(seen) if seen.isascii() and seen.isdigit() else None,
        )
    except Conflict:
        form.add_error(None, "Kế hoạch vừa được thay đổi ở nơi khác. Những gì bạn nhập vẫn còn; hãy bấm lưu lần nữa.")
        return None
    if isinstance(done, services.Refusal):
        if form.is_bound:
            form.add_error(None, done.message)
            return None
        messages.warning(request, done.message)
        return redirect("plans:item", item_id=view.item.pk)
    messages.success(request, f"Đã lưu mục {view.code}.")
    return back


@require_safe
@official_required()
def text(request: HttpRequest) -> HttpResponse:
    """The imported text line by line, with what each line was read as."""
    found = chosen_plan(request)
    edition = queries.edition(found) if found else None
    if found is None or edition is None:
        raise Http404("Chưa có kế hoạch nào.")
    reading = rules.parse(edition.text)
    why = {remark.line: ("late", remark.why) for remark in reading.not_understood}
    warned = {remark.line: ("waiting", remark.why) for remark in reading.warnings}
    lines = [
        (number, line, rules.element_label(reading.accounted.get(number, "")), why.get(number) or warned.get(number))
        for number, line in enumerate(rules.split_lines(edition.text), start=1)
        if line.strip()
    ]
    return render(request, "plans/text.html", {"plan": found, "edition": edition, "lines": lines, "reading": reading})


@require_safe
@official_required()
def sheet(request: HttpRequest) -> HttpResponse:
    """The plan with its completions for printing."""
    found = chosen_plan(request)
    if found is None:
        raise Http404("Chưa có kế hoạch nào.")
    view = queries.view(found)
    standings = queries.standings(found, view.items("target"), timezone.now())
    context = {"view": view, "plan": found, "facts": panels.header(view), "standings": standings, "now": timezone.now()}
    return render(request, "plans/sheet.html", context)


@require_safe
@official_required()
def export(request: HttpRequest) -> HttpResponse:
    """Tasks and targets as XLSX, with the filter of the list."""
    found = chosen_plan(request)
    if found is None:
        raise Http404("Chưa có kế hoạch nào.")
    view = queries.view(found)
    gap = request.GET.get("thieu", "all")
    tasks = [task for task in view.items("task") if panels.wanted(task, gap if gap in panels.GAPS else "all")]
    data = sheets.workbook(tasks, queries.standings(found, view.items("target"), timezone.now()))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    name = f'attachment; filename="ke-hoach-{found.year or "khong-ro-nam"}.xlsx"'
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": name})


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(EDITOR, "administrator")
def bring(request: HttpRequest) -> HttpResponse:
    """Import a plan from its text; shows what was read and what was not understood."""
    form = PlanFileForm(request.POST or None, request.FILES or None)
    report = None
    if request.method == "POST" and form.is_valid():
        report = _import(request, form)
    status = 422 if form.is_bound and report is None else 200
    return render(request, "plans/import.html", {"form": form, "report": report}, status=status)


def _import(request: HttpRequest, form: PlanFileForm) -> services.ImportReport | None:
    """The report of the import; None when the form says why there is none."""
    upload = form.cleaned_data["file"]
    role = EDITOR if people.has_role(request.user, EDITOR) else "administrator"
    try:
        words = intake.decode(upload.read(intake.LARGEST + 1), upload.name)
        by = people.actor_of(request, role)
        done = services.import_plan(words, by=by, now=timezone.now(), name=upload.name)
    except intake.BadFile as error:
        form.add_error("file", str(error))
        return None
    except Conflict:
        form.add_error(None, "Một lượt nhập khác đang chạy. Chưa ghi gì; hãy bấm lại.")
        return None
    if isinstance(done, services.Refusal):
        form.add_error("file", done.message)
        return None
    return done
