"""The shelf: every form with its versions, how a new one begins, and when one is used no longer."""

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.operate.catalogue import queries as catalogue
from motcua.operate.eforms import queries, rules, services
from motcua.operate.eforms.desk import seat
from motcua.operate.eforms.forms.general import STARTS, NewForm
from motcua.operate.eforms.queries import workshop
from motcua.operate.eforms.queries.outline import outline
from motcua.operate.eforms.queries.workshop import NotOne
from motcua.operate.eforms.rules import Refused, difference, editing, proposing
from motcua.operate.eforms.services import workshop as work

LEFT_OUT = "Không chuyển được từ"


@require_safe
@seat.maker
def listing(request: HttpRequest) -> HttpResponse:
    """Every form: what is live, what is being worked on and by whom, which procedures use it."""
    rows = workshop.form_rows()
    names = workshop.procedure_names(sorted({code for row in rows for code in row.procedures}))
    return render(request, "eforms/builder/list.html", {"rows": rows, "names": names})


@require_http_methods(["GET", "HEAD", "POST"])
@seat.maker
def new(request: HttpRequest) -> HttpResponse:
    """Begin a form: first how (blank, from a procedure, as a copy, from a JSON Schema), then what that needs."""
    start = next((one for one in STARTS if one[0] == request.GET.get("tu")), None)
    if start is None:
        return render(request, "eforms/builder/new.html", {"starts": STARTS, "form": None})
    at_hand = [(row.key, row.title) for row in workshop.form_rows()]
    first = {"copied": request.GET.get("mau", ""), "procedure": request.GET.get("thu-tuc", "")}
    form = NewForm(request.POST or None, request.FILES or None, start=start[0], forms_at_hand=at_hand, initial=first)
    if request.method == "POST" and form.is_valid():
        made = _create(request, start[0], form.cleaned_data)
        if not isinstance(made, Refused):
            messages.success(request, "Đã tạo bản nháp. Người dân chưa thấy biểu mẫu này cho đến khi bạn công bố.")
            _tell_left_out(request, made)
            return seat.to_bench(made)
        form.add_error(next(iter(form.fields)), made.message)
    context = {"form": form, "start": start}
    return render(request, "eforms/builder/new.html", context, status=422 if form.errors else 200)


def _tell_left_out(request: HttpRequest, key: str) -> None:
    """What an imported schema had that a form cannot ask, so that somebody can add it by hand."""
    draft = queries.definition_draft(key)
    note = str(draft.definition.get("note", "")) if draft else ""
    if note.startswith(LEFT_OUT):
        messages.warning(request, note if len(note) <= 600 else f"{note[:600]}…")


def _create(request: HttpRequest, start: str, data: dict[str, Any]) -> str | Refused:
    """Make the draft as asked for; its key."""
    made = _begun(start, data)
    if isinstance(made, Refused):
        return made
    definition, said = made
    key = _free_key(definition["title"])
    outcome = work.create_form(key=key, definition=definition, said=said, by=seat.by(request), now=timezone.now())
    return outcome if isinstance(outcome, Refused) else key


def _free_key(title: str) -> str:
    """A key made of the title that no form has yet."""
    taken = frozenset(row.key for row in workshop.form_rows()) | {"moi"}
    return editing.key_for(title, taken, fallback="mau")


def _begun(start: str, data: dict[str, Any]) -> tuple[dict[str, Any], str] | Refused:
    """The first text of a form as it was asked for, and what to call this step."""
    make = {"procedure": _from_procedure, "copy": _from_copy, "schema": _from_schema}.get(start)
    made = make(data) if make else (editing.blank("moi", data["title"]), "Bắt đầu từ tờ giấy trắng")
    if isinstance(made, Refused):
        return made
    definition, said = made
    return {**definition, "title": data["title"] or definition["title"]}, said


def _from_procedure(data: dict[str, Any]) -> tuple[dict[str, Any], str] | Refused:
    code = workshop.find_procedure(data["procedure"])
    if isinstance(code, NotOne):
        return Refused("procedure", code.message)
    version = catalogue.version_in_force(code)
    if version is None:
        return Refused("procedure", "Thủ tục này không còn hiệu lực nên chưa đề xuất được biểu mẫu.")
    definition = proposing.propose(version.parsed, code=code, key="moi", source=f"Thủ tục {code}")
    return definition, f"Đề xuất từ thủ tục {code}"


def _from_copy(data: dict[str, Any]) -> tuple[dict[str, Any], str] | Refused:
    key = data["copied"]
    version, draft = queries.live(key), queries.definition_draft(key)
    source = version.definition if version else draft.definition if draft else None
    if source is None:
        return Refused("copy", "Biểu mẫu này không còn bản nào để chép.")
    copied = {**source, "title": f"{source['title']} (bản sao)", "procedures": [], "completeness": "partial"}
    return copied, f"Chép từ «{source['title']}»"


def _from_schema(data: dict[str, Any]) -> tuple[dict[str, Any], str] | Refused:
    try:
        schema = json.loads(data["file"].read().decode("utf-8"))
    except (ValueError, RecursionError):
        return Refused("schema", "Tệp không đọc được: phải là JSON viết bằng UTF-8.")
    name = str(data["file"].name)[:100]
    brought = rules.from_json_schema(schema, key="moi", name=name)
    if brought.definition is None:
        first = "; ".join(f"{one.place}: {one.message}" for one in brought.problems[:5])
        return Refused("schema", f"Chưa nhập được biểu mẫu từ tệp này. {first}")
    left = [f"{place}: {why}" for place, why in brought.left_out]
    note = f"{LEFT_OUT} {name}: {'; '.join(left)}"[:2000] if left else ""
    definition = {**brought.definition, **({"note": note} if note else {})}
    return definition, f"Nhập từ tệp {name}" + (f", {len(left)} chỗ không chuyển được" if left else "")


@require_safe
@seat.maker
def form_page(request: HttpRequest, key: str) -> HttpResponse:
    """One form: where it stands, what to do next, its versions and the history of its draft."""
    row = workshop.form_row(key)
    if row is None:
        raise Http404("Không có biểu mẫu này.")
    context = {
        "row": row,
        "bench": workshop.bench(key),
        "versions": queries.versions(key),
        "waiting": workshop.waiting_by_version(key),
        "names": workshop.procedure_names(row.procedures),
        "people": {version.pk: workshop.person(version.recorded_by) for version in queries.versions(key)},
        "entries": workshop.history(row.draft) if row.draft else [],
        "generic": queries.GENERIC,
    }
    return render(request, "eforms/builder/form.html", context)


@require_POST
@seat.maker
def act(request: HttpRequest, key: str) -> HttpResponse:
    """What can be done to a form as a whole: open a draft, throw it away, stop using the form, use it again."""
    if workshop.form_row(key) is None:
        raise Http404("Không có biểu mẫu này.")
    who, now, verb = seat.by(request), timezone.now(), request.POST.get("lam", "")
    if verb == "open":
        opened = work.open_draft(form_key=key, by=who, now=now)
        if isinstance(opened, Refused):
            seat.tell(request, opened)
            return redirect("eforms:builder-form", key=key)
        return seat.to_bench(key)
    if verb == "discard":
        return _discard(request, key)
    verbs = {"retire": (services.retire, "Đã ngừng dùng biểu mẫu. Hồ sơ đã nộp vẫn giữ tờ khai của mình."),
             "restore": (services.restore, "Biểu mẫu được dùng lại từ bây giờ.")}  # fmt: skip
    if verb not in verbs:
        raise Http404("Không có việc này.")
    do, done = verbs[verb]
    outcome = do(form_key=key, by=who, now=now)
    if isinstance(outcome, Refused):
        seat.tell(request, outcome)
    else:
        messages.success(request, done)
    return redirect("eforms:builder-form", key=key)


def _discard(request: HttpRequest, key: str) -> HttpResponse:
    outcome = services.discard_definition(form_key=key, base_version=seat.base_version(request))
    if isinstance(outcome, Refused):
        seat.tell(request, outcome)
        return redirect("eforms:builder-form", key=key)
    messages.success(request, "Đã bỏ bản nháp.")
    return redirect("eforms:builder-form", key=key) if workshop.form_row(key) else redirect("eforms:builder-list")


@require_safe
@seat.maker
def version(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """One published version as it reads, and what it changed."""
    rows = {version.number: version for version in queries.versions(key)}
    if number not in rows:
        raise Http404("Không có phiên bản này.")
    before = rows.get(number - 1)
    context = {
        "key": key,
        "version": rows[number],
        "before": before,
        "by": workshop.person(rows[number].recorded_by),
        "changes": difference.difference(before.definition, rows[number].definition) if before else (),
        "outline": outline(rows[number].definition),
    }
    return render(request, "eforms/builder/version.html", context)
