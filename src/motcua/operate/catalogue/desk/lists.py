"""The desk's list of procedures with what they lack, and the online level of each."""

from dataclasses import replace

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel.text import clean
from motcua.operate.catalogue import queries, services
from motcua.operate.catalogue.desk.seat import SEE_DRAFTS
from motcua.operate.catalogue.forms import LevelForm
from motcua.operate.catalogue.models import Procedure, ServiceLevel
from motcua.operate.catalogue.rules import DRAFTS_MADE_BY
from motcua.people.queries import actor_of, has_role
from motcua.people.rules import Refusal
from motcua.people.services import official_required

PAGE = 50
# What the list is narrowed to; internal procedures also by their group.
KINDS = [
    *((key, words.capitalize()) for key, words in Procedure.Kind.choices),
    *((f"internal-{key}", f"Nội bộ: {words}") for key, words in Procedure.Scope.choices),
]


@require_safe
@official_required()
def listing(request: HttpRequest) -> HttpResponse:
    """All procedures in one table: period, completeness, parts without data, level of this agency."""
    words = clean(request.GET.get("q", ""))[:200]
    own = request.GET.get("cap", "department")
    competent = own if own in Procedure.Competent.values else ""
    text = request.GET.get("trang", "1")
    page = max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    kind, scope = _kind(request.GET.get("loai", ""))
    found = _found(words, competent, kind, scope, page)
    current = queries.newest_versions([item.pk for item in found.items])
    levels = queries.levels(settings.MOTCUA_AGENCY, timezone.localdate())
    context = {
        "rows": [(item, current.get(item.pk), levels.get(item.pk)) for item in found.items],
        "found": found,
        "q": words,
        "cap": competent,
        "loai": request.GET.get("loai", "") if kind else "",
        "competents": Procedure.Competent.choices,
        "kinds": KINDS,
        "drafts": {row.code: row for row in reversed(queries.drafts_in_hand())},
        "may_see": has_role(request.user, *SEE_DRAFTS),
        "may_draft": has_role(request.user, *DRAFTS_MADE_BY),
        "may_set": has_role(request.user, *services.MAY_SET),
        "page": page,
        "has_next": page * PAGE < found.total,
    }
    return render(request, "catalogue/desk/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(*services.MAY_SET)
def level(request: HttpRequest, code: str) -> HttpResponse:
    """Record the online level of one procedure at this agency; earlier ones stay as its history."""
    procedure = queries.procedure(code)
    if procedure is None:
        raise Http404("Không có thủ tục này.")
    last = queries.level(code, settings.MOTCUA_AGENCY)
    form = LevelForm(request.POST or None, initial=_initial(last))
    if request.method == "POST" and form.is_valid():
        outcome = _save(request, code, form)
        if not isinstance(outcome, Refusal):
            messages.success(request, f"Đã ghi mức độ dịch vụ công trực tuyến của thủ tục {code}.")
            return redirect("catalogue:desk")
        form.add_error(None, outcome.message)
    history = queries.level_history(code, settings.MOTCUA_AGENCY)
    context = {"procedure": procedure, "form": form, "history": history}
    return render(request, "catalogue/desk/level.html", context, status=422 if form.errors else 200)


def _kind(text: str) -> tuple[str, str]:
    """(kind, internal scope) of what was chosen; ("", "") when nothing was."""
    kind, _, scope = text.partition("-") if text in dict(KINDS) else ("", "", "")
    return kind, scope


def _found(words: str, competent: str, kind: str, scope: str, page: int) -> queries.Found:
    first = (page - 1) * PAGE
    if not kind:
        return queries.search(words, competent=competent, offset=first, limit=PAGE)
    every = queries.search(words, competent=competent)
    kept = [item for item in every.items if item.kind == kind and scope in ("", item.internal_scope)]
    return replace(every, items=tuple(kept[first : first + PAGE]), total=len(kept))


def _save(request: HttpRequest, code: str, form: LevelForm) -> ServiceLevel | Refusal:
    roles = [role for role in services.MAY_SET if has_role(request.user, role)]
    return services.set_level(
        code=code,
        agency_key=settings.MOTCUA_AGENCY,
        level=form.cleaned_data["level"] or None,
        eligible_full_online=form.eligible_value(),
        since=form.cleaned_data["since"],
        source=form.cleaned_data["source"],
        by=actor_of(request, roles[0]),
        now=timezone.now(),
    )


def _initial(last: ServiceLevel | None) -> dict[str, object]:
    if last is None:
        return {}
    eligible = {True: "yes", False: "no", None: ""}[last.eligible_full_online]
    return {"level": last.level or "", "eligible": eligible, "since": last.since, "source": last.source}
