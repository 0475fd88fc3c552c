"""Officials' pages: the processes, the table of steps, the drawing, the examples, publication."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from motcua.operate.processes import forms, queries, rules, services
from motcua.operate.processes.models import ProcessDraft, ProcessVersion
from motcua.operate.processes.rules import editing
from motcua.people.queries import actor_of, has_role
from motcua.people.rules import Refusal
from motcua.people.services import official_required

BOTH = ["GET", "HEAD", "POST"]
Change = Callable[[rules.Net], rules.Net]


@require_safe
@official_required()
def listing(request: HttpRequest) -> HttpResponse:
    """Every process: what is in use, what is being written."""
    drafts = {draft.key: draft for draft in queries.drafts()}
    rows = [(version, drafts.pop(version.key, None), len(queries.uses(version.key))) for version in queries.newest()]
    context = {"rows": rows, "fresh": list(drafts.values()), "may_edit": has_role(request.user, *services.EDITORS)}
    return render(request, "processes/list.html", context)


@require_safe
@official_required()
def version(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """One published version: picture, table, examples, decision."""
    shown = next((row for row in queries.versions(key) if row.number == number), None)
    if shown is None:
        raise Http404("Không có quy trình này.")
    return _version(request, shown, forms.FollowForm())


@require_http_methods(["POST"])
@official_required(*services.EDITORS)
def follow(request: HttpRequest, key: str) -> HttpResponse:
    """Let the dossiers of one more procedure follow this process from now on, or of one procedure no longer."""
    rows = queries.versions(key)
    if not rows:
        raise Http404("Không có quy trình này.")
    leaving = request.POST.get("bo", "")
    form = forms.FollowForm(None if leaving else request.POST)
    if not leaving and not form.is_valid():
        return _version(request, rows[0], form, status=422)
    code = leaving or form.cleaned_data["procedure"]
    if leaving and leaving not in queries.uses(key):
        raise Http404("Thủ tục này không theo quy trình.")
    refused = services.follow(
        procedure_code=code, process_key="" if leaving else key, by=_actor(request), now=timezone.now()
    )
    if refused is not None:
        form.add_error(None, refused.message)
        return _version(request, rows[0], form, status=422)
    words = "trở về quy trình chung" if leaving else "theo quy trình này"
    messages.success(request, f"Từ bây giờ hồ sơ tiếp nhận của thủ tục {code} {words}.")
    return redirect("processes:version", key=key, number=rows[0].number)


def _version(request: HttpRequest, shown: ProcessVersion, form: forms.FollowForm, *, status: int = 200) -> HttpResponse:
    key, number = shown.key, shown.number
    graph = queries.graph(shown.pk)
    net = graph.net or rules.net_of_graph(graph)
    if request.GET.get("tai") == "bpmn":
        return _file(shown.drawing.encode() or rules.write_bpmn(net), f"{key}-{number}.bpmn")
    context = {
        "version": shown, "versions": queries.versions(key), "lines": rules.table(net), "picture": rules.picture(net),
        "uses": queries.uses(key), "draft": queries.draft(key), "roles": dict(forms.ROLES),
        "actions": forms.ACTION_LABELS, "may_edit": has_role(request.user, *services.EDITORS), "form": form,
    }  # fmt: skip
    return render(request, "processes/version.html", context, status=status)


@require_http_methods(BOTH)
@official_required(*services.EDITORS)
def new(request: HttpRequest) -> HttpResponse:
    """Start a process: blank, or from a drawing of another tool."""
    form = forms.StartForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        drawing = said["file"].read() if said["file"] else b""
        made = services.start(
            key=said["key"], name=said["name"], drawing=drawing, by=_actor(request), now=timezone.now()
        )
        if not isinstance(made, Refusal):
            return redirect("processes:draft", key=made.key)
        form.add_error("file" if made.code == "unreadable" else "key", made.message)
    return render(request, "processes/new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["POST"])
@official_required(*services.EDITORS)
def revise(request: HttpRequest, key: str) -> HttpResponse:
    """Begin a new version of a published process."""
    rows = queries.versions(key)
    if not rows:
        raise Http404("Không có quy trình này.")
    made = services.start(key=key, name=rows[0].name, version=rows[0], by=_actor(request), now=timezone.now())
    if isinstance(made, Refusal):
        messages.info(request, made.message)
    return redirect("processes:draft", key=key)


@require_safe
@official_required(*services.EDITORS)
def draft(request: HttpRequest, key: str) -> HttpResponse:
    """The table of steps with what is still wrong."""
    row = _draft(key)
    return render(request, "processes/draft.html", _context(row))


@require_http_methods(BOTH)
@official_required(*services.EDITORS)
def step(request: HttpRequest, key: str, node: str) -> HttpResponse:
    """One step: what it is, or a new one after it, or taking it out."""
    row = _draft(key)
    net = services.net_of_draft(row)
    shown = net.nodes.get(node)
    if shown is None or shown.kind not in {"task", "start"}:
        raise Http404("Không có bước này.")
    if request.method == "POST" and request.POST.get("viec") in {"them", "bo"}:
        return _insert_or_remove(request, row, node)
    form = forms.StepForm(request.POST or None, initial=_initial(shown)) if shown.task else None
    if request.method == "POST" and form is not None and form.is_valid():
        said = dict(form.cleaned_data)
        name = said.pop("name")
        saved = _change(request, row, lambda held: _described(held, node, name, said))
        if not isinstance(saved, Refusal):
            return redirect("processes:draft", key=key)
        form.add_error(None, saved.message)
    context = {**_context(row), "node": shown, "form": form}
    return render(request, "processes/step.html", context, status=422 if form is not None and form.errors else 200)


@require_http_methods(BOTH)
@official_required(*services.EDITORS)
def branch(request: HttpRequest, key: str, node: str) -> HttpResponse:
    """Several ways after a step."""
    row = _draft(key)
    shown = services.net_of_draft(row).nodes.get(node)
    if shown is None or shown.kind not in {"task", "start"}:
        raise Http404("Không có bước này.")
    form = forms.BranchForm(request.POST or None, initial={"together": "one"})
    if request.method == "POST" and form.is_valid():
        together = form.cleaned_data["together"] == "all"
        saved = _change(request, row, lambda net: editing.branch(net, node, form.lines(), together=together)[0])
        if not isinstance(saved, Refusal):
            return redirect("processes:draft", key=key)
        form.add_error("names", saved.message)
    context = {**_context(row), "node": shown, "form": form}
    return render(request, "processes/branch.html", context, status=422 if form.errors else 200)


@require_http_methods(BOTH)
@official_required(*services.EDITORS)
def drawing(request: HttpRequest, key: str) -> HttpResponse:
    """The drawing in the modeller; without script, up and down as a file."""
    row = _draft(key)
    if request.GET.get("tai") == "bpmn":
        return _file(row.drawing.encode(), f"{key}.bpmn")
    error, text = "", row.drawing
    if request.method == "POST":
        upload = request.FILES.get("file")
        data = upload.read() if upload else request.POST.get("drawing", "").encode()
        saved = services.save_drawing(
            key=key, drawing=data, edit=_edit(request), by=_actor(request), now=timezone.now()
        )
        if not isinstance(saved, Refusal):
            messages.success(request, "Đã lưu bản vẽ.")
            return redirect("processes:draft", key=key)
        error, text = saved.message, data.decode("utf-8", "replace")
    context = {**_context(row), "error": error, "text": text}
    return render(request, "processes/drawing.html", context, status=422 if error else 200)


@require_http_methods(BOTH)
@official_required(*services.EDITORS)
def examples(request: HttpRequest, key: str) -> HttpResponse:
    """Example cases: written, judged at once, taken out."""
    row = _draft(key)
    held = list(rules.examples_from_json(row.examples))
    removing = request.method == "POST" and request.POST.get("bo", "").isdecimal()
    form = forms.ExampleForm(request.POST if request.method == "POST" and not removing else None)
    if removing:
        held = [item for number, item in enumerate(held) if number != int(request.POST["bo"])]
    elif request.method == "POST" and form.is_valid():
        held.append(form.example())
    if request.method == "POST" and (removing or form.is_valid()):
        saved = services.save_examples(
            key=key, examples=held, edit=_edit(request), by=_actor(request), now=timezone.now()
        )
        if not isinstance(saved, Refusal):
            return redirect("processes:examples", key=key)
        form.add_error(None, saved.message)
    context = {**_context(row), "form": form}
    return render(request, "processes/examples.html", context, status=422 if form.errors else 200)


@require_http_methods(BOTH)
@official_required(*services.EDITORS)
def publish(request: HttpRequest, key: str) -> HttpResponse:
    """Freeze the draft: what is wrong first, then decision and first day."""
    row = _draft(key)
    form = forms.PublishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        done = services.publish(
            key=key, edit=_edit(request), decision=said["decision"], effective_from=said["effective_from"],
            by=_actor(request), now=timezone.now(),
        )  # fmt: skip
        if isinstance(done, ProcessVersion):
            messages.success(request, f"Đã ban hành quy trình {done.name}, phiên bản {done.number}.")
            return redirect("processes:version", key=key, number=done.number)
        form.add_error(None, done.message)
    context = {**_context(row), "form": form, "warnings": services.warnings(row, timezone.now())}
    return render(request, "processes/publish.html", context, status=422 if form.errors else 200)


def _context(row: ProcessDraft) -> dict[str, Any]:
    net = services.net_of_draft(row)
    return {
        "draft": row, "lines": rules.table(net), "picture": rules.picture(net), "findings": services.findings(row),
        "roles": dict(forms.ROLES), "actions": forms.ACTION_LABELS, "start": net.starts[""].key,
        "hours": rules.longest_hours(net), "notes": net.notes,
    }  # fmt: skip


def _insert_or_remove(request: HttpRequest, row: ProcessDraft, node: str) -> HttpResponse:
    made: list[str] = []

    def insert(net: rules.Net) -> rules.Net:
        changed, key = editing.insert_after(net, node)
        made.append(key)
        return changed

    adding = request.POST["viec"] == "them"
    saved = _change(request, row, insert if adding else lambda net: editing.remove(net, node))
    if isinstance(saved, Refusal):
        messages.error(request, saved.message)
    elif adding:
        return redirect("processes:step", key=row.key, node=made[0])
    return redirect("processes:draft", key=row.key)


def _change(request: HttpRequest, row: ProcessDraft, change: Change) -> services.Saved:
    return services.change_table(
        key=row.key, change=change, edit=_edit(request), by=_actor(request), now=timezone.now()
    )


def _described(net: rules.Net, node: str, name: str, said: dict[str, Any]) -> rules.Net:
    place = rules.PLACE_OF.get(said["role"], "")
    return editing.describe(net, node, name, place=place, **said)


def _initial(node: rules.Node) -> dict[str, Any]:
    detail = node.task or rules.TaskDetail()
    return {
        "name": node.name, "role": detail.role, "action": detail.action, "basis": detail.basis,
        "allowance_hours": detail.allowance_hours,
    }  # fmt: skip


def _draft(key: str) -> ProcessDraft:
    row = queries.draft(key)
    if row is None:
        raise Http404("Không có bản đang soạn của quy trình này.")
    return row


def _edit(request: HttpRequest) -> int:
    text = request.POST.get("edit", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


def _actor(request: HttpRequest) -> Any:
    return actor_of(request, next(role for role in services.EDITORS if has_role(request.user, role)))


def _file(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type="application/xml")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
