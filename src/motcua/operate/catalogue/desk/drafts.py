"""Texts in hand, and all texts of one procedure with their history; here a new one is begun."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef
from motcua.operate.catalogue import queries, rules, services
from motcua.operate.catalogue.desk.seat import SEE_DRAFTS, acting, procedure_or_404, tell
from motcua.operate.catalogue.forms import NewForm
from motcua.operate.catalogue.rules import DECIDED_BY, DRAFTS_MADE_BY
from motcua.people.queries import account_name, has_role
from motcua.people.rules import Refusal
from motcua.people.services import official_required

EVENTS = {
    "procedure.version_recorded": ("Ghi nhận một phiên bản từ nguồn ngoài", "neutral"),
    "procedure.draft_begun": ("Bắt đầu soạn bản mới", "running"),
    "procedure.draft_saved": ("Lưu bản nháp", "neutral"),
    "procedure.draft_sent": ("Gửi duyệt", "waiting"),
    "procedure.draft_approved": ("Duyệt bản mới", "done"),
    "procedure.draft_sent_back": ("Trả lại để sửa", "late"),
    "procedure.draft_dropped": ("Bỏ bản nháp", "neutral"),
    "procedure.version_entered": ("Phiên bản mới có hiệu lực", "done"),
    "procedure.version_ended": ("Phiên bản cũ hết hiệu lực", "neutral"),
    "procedure.repeal_decided": ("Quyết định bãi bỏ", "waiting"),
    "procedure.repealed": ("Bãi bỏ thủ tục", "late"),
    "procedure.level_set": ("Ghi mức độ dịch vụ công trực tuyến", "neutral"),
    "procedure.component_marked": ("Đánh dấu giấy tờ Nhà nước đã có", "neutral"),
    "procedure.decentralisation_recorded": ("Ghi phương án phân cấp", "neutral"),
}
STATE_KINDS = {
    "draft": "running", "review": "waiting", "approved": "done", "dropped": "neutral", "in_force": "done",
}  # fmt: skip


@require_safe
@official_required(*SEE_DRAFTS)
def in_hand(request: HttpRequest) -> HttpResponse:
    """What somebody has to write, approve or wait for, and texts from outside that nobody has looked at."""
    rows = [(row, STATE_KINDS[row.state]) for row in queries.drafts_in_hand()]
    context = {
        "rows": rows,
        "waiting": queries.waiting_imports(),
        "may_draft": has_role(request.user, *DRAFTS_MADE_BY),
        "may_decide": has_role(request.user, *DECIDED_BY),
    }
    return render(request, "catalogue/desk/drafts.html", context)


@require_safe
@official_required(*SEE_DRAFTS)
def texts(request: HttpRequest, code: str) -> HttpResponse:
    """Every text of one procedure: the live one, those in hand, those before, and what happened to them."""
    procedure = procedure_or_404(code)
    versions = [row for row in queries.versions(code) if row.state != "draft"]
    drafts = queries.drafts_of(code)
    context = {
        "procedure": procedure,
        "versions": [(row, older) for row, older in zip(versions, [*versions[1:], None], strict=True)],
        "drafts": [(row, STATE_KINDS[row.state]) for row in drafts if row.version_id is None],
        "open": any(row.is_open for row in drafts),
        "waiting": queries.waiting_imports(code),
        "history": _history(code),
        "may_draft": has_role(request.user, *DRAFTS_MADE_BY),
        "may_decide": has_role(request.user, *DECIDED_BY),
    }
    return render(request, "catalogue/desk/texts.html", context)


@require_POST
@official_required(*DRAFTS_MADE_BY)
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a draft out of the live text, or out of a text from outside that waits (`tu`)."""
    procedure_or_404(code)
    chosen = request.POST.get("tu", "")
    taken = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 18 else None
    outcome = services.begin(code=code, by=acting(request, "save"), now=timezone.now(), taken_from=taken)
    if not tell(request, outcome, "Đã mở bản nháp. Bản đang áp dụng không đổi cho đến ngày bản mới có hiệu lực."):
        return redirect("catalogue:texts", code=code)
    return redirect("catalogue:draft", draft_id=outcome.pk)  # type: ignore[union-attr]  # told apart above


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(*DRAFTS_MADE_BY)
def new(request: HttpRequest) -> HttpResponse:
    """Begin the first text of a procedure that is not in the catalogue yet."""
    form = NewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        content = rules.ProcedureContent(
            name=values["name"], kind=values["kind"], internal_scope=values["internal_scope"]
        )
        outcome = services.begin_new(
            code=values["code"],
            content=content,
            is_national=values["is_national"],
            by=acting(request, "save"),
            now=timezone.now(),
        )
        if not isinstance(outcome, Refusal):
            return redirect("catalogue:draft", draft_id=outcome.pk)
        form.add_error("code" if outcome.code in {"bad_code", "known_code"} else None, outcome.message)
    return render(request, "catalogue/desk/new.html", {"form": form}, status=422 if form.errors else 200)


def _history(code: str) -> list[dict[str, Any]]:
    """The events of a procedure in words, the newest first; many saves in a row are one line."""
    entries: list[dict[str, Any]] = []
    for event in log.events(StreamRef("procedure", code)):
        title, kind = EVENTS.get(event.type, (event.type, "neutral"))
        who = account_name(event.actor_id) if event.actor_kind == "official" else "Hệ thống"
        entry = {"at": event.occurred_at, "title": title, "text": _detail(event.payload), "actor": who, "kind": kind}
        if entries and event.type == "procedure.draft_saved" == entries[-1]["type"] and entries[-1]["actor"] == who:
            entries.pop()
        entries.append({**entry, "type": event.type})
    return entries[::-1]


def _detail(payload: dict[str, Any]) -> str:
    """The decision and its day, where the event has them."""
    said = []
    if payload.get("decision"):
        said.append(f"Quyết định {payload['decision']}")
    if payload.get("effective_from"):
        said.append(f"từ {'/'.join(reversed(payload['effective_from'].split('-')))}")
    if payload.get("number"):
        said.append(f"phiên bản {payload['number']}")
    return ", ".join(said)
