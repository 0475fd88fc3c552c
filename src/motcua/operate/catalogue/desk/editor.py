"""The editor of a draft: a task list of its parts, one page for each, the difference to the live text."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from motcua.operate.catalogue import queries, rules, services
from motcua.operate.catalogue.desk.drafts import STATE_KINDS
from motcua.operate.catalogue.desk.seat import SEE_DRAFTS, acting, draft_or_404
from motcua.operate.catalogue.forms import EDITED_PARTS, EditedPart, Page
from motcua.operate.catalogue.models import TextDraft
from motcua.operate.catalogue.rules import DECIDED_BY, DRAFTS_MADE_BY, Finding
from motcua.people.queries import account_name, has_role
from motcua.people.rules import Refusal
from motcua.people.services import official_required


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the task list."""

    label: str
    url: str
    hint: str
    kind: str
    status: str


@require_safe
@official_required(*SEE_DRAFTS)
def home(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Where the draft stands, part by part, and what may be done with it now."""
    draft = draft_or_404(draft_id)
    findings = rules.review(draft.parsed)
    may_write = draft.life is rules.State.DRAFT and has_role(request.user, *DRAFTS_MADE_BY)
    context = {
        "draft": draft,
        "kind": STATE_KINDS[draft.state],
        "tasks": [_task(draft, part, findings, may_write) for part in EDITED_PARTS.values()],
        "errors": [finding for finding in findings if finding.severity == "error"],
        "warnings": [finding for finding in findings if finding.severity == "warning"],
        "in_use": queries.dropped_in_use(draft.code, draft.parsed),
        "remarks": [{**remark, "who": account_name(remark["by"])} for remark in reversed(draft.remarks)],
        "known": queries.procedure(draft.code) is not None,
        "changed": bool(draft.base and rules.compare(draft.base.parsed, draft.parsed)),
        "may_write": may_write,
        "may_decide": draft.life in {rules.State.REVIEW, rules.State.APPROVED} and has_role(request.user, *DECIDED_BY),
    }
    return render(request, "catalogue/desk/draft.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(*DRAFTS_MADE_BY)
def part(request: HttpRequest, draft_id: int, key: str) -> HttpResponse:
    """One part of the text. Buttons add, remove and move rows without saving; only "save" is judged and kept."""
    draft, chosen = draft_or_404(draft_id), EDITED_PARTS.get(key)
    if chosen is None:
        raise Http404("Không có phần này.")
    if draft.life is not rules.State.DRAFT:
        messages.error(request, f"Không sửa được khi văn bản {draft.get_state_display()}.")
        return redirect("catalogue:draft", draft_id=draft.pk)
    if request.method != "POST":
        return _page(request, draft, Page.of(chosen, draft.parsed), draft.edit)
    text = request.POST.get("edit", "")
    edit = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1
    do = request.POST.get("lam", "luu")
    if do.partition("-")[0] in {"them", "bo", "len", "xuong"}:
        return _page(request, draft, Page.rearranged(chosen, draft.parsed, request.POST, do), edit)
    page = Page.posted(chosen, draft.parsed, request.POST)
    content = page.result() if edit == draft.edit else None
    if content is not None:
        outcome = services.save(
            draft_id=draft.pk, content=content, edit=edit, by=acting(request, "save"), now=timezone.now()
        )
        if not isinstance(outcome, Refusal):
            messages.success(request, f"Đã lưu phần {chosen.title.lower()}.")
            return redirect("catalogue:draft", draft_id=draft.pk)
        page.errors.append(("", outcome.message))
    if edit != draft.edit:
        said = "Bản nháp đã được lưu ở một cửa sổ khác. Nội dung bạn nhập còn bên dưới; hãy xem lại rồi lưu."
        page.errors.append(("", said))
    return _page(request, draft, page, draft.edit, status=422)


@require_safe
@official_required(*SEE_DRAFTS)
def compare(request: HttpRequest, draft_id: int) -> HttpResponse:
    """What differs between the text the draft was begun from and the draft."""
    draft = draft_or_404(draft_id)
    base = queries.live_version(draft.code) or draft.base
    changes = rules.compare(base.parsed, draft.parsed) if base else None
    return render(request, "catalogue/desk/compare.html", {"draft": draft, "base": base, "changes": changes})


def _page(request: HttpRequest, draft: TextDraft, page: Page, edit: int, status: int = 200) -> HttpResponse:
    context = {"draft": draft, "part": page.part, "page": page, "edit": edit}
    return render(request, "catalogue/desk/part.html", context, status=status)


def _task(draft: TextDraft, part: EditedPart, findings: tuple[Finding, ...], may_write: bool) -> Task:
    own = [finding for finding in findings if finding.part in part.keys]
    errors = [finding for finding in own if finding.severity == "error"]
    url = reverse("catalogue:draft-part", args=[draft.pk, part.key]) if may_write else ""
    if errors:
        return Task(part.title, url, errors[0].message, "late", f"Còn thiếu {len(errors)}")
    if own:
        return Task(part.title, url, own[0].message, "waiting", f"Xem lại {len(own)}")
    return Task(part.title, url, part.hint, "done", "Đủ")
