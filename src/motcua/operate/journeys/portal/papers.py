"""The papers of an application: the list, one paper a page, one's own files."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.views.decorators.http import require_GET, require_http_methods

from motcua.kernel.documents.services import as_response
from motcua.kernel.files import services as files
from motcua.kernel.ui.formats import vi_date
from motcua.operate.eforms import queries as eforms
from motcua.operate.eforms import services as drafts
from motcua.operate.journeys.forms.steps import BRING, NOT_NEEDED, REUSE, SENT_FORM, UPLOAD, PaperForm
from motcua.operate.journeys.portal import guards, routes
from motcua.operate.journeys.queries import draft as reading
from motcua.operate.journeys.queries.draft import AUTHORITY_PAPER, OTHER_PAPER, Filing, PaperState
from motcua.operate.journeys.services import applying, photos
from motcua.operate.journeys.services.attaching import attach_all

HOW_WORDS = {
    SENT_FORM: "Đã có ở phần Tờ khai",
    BRING: "Bạn nộp bản giấy tại Bộ phận Một cửa",
    NOT_NEEDED: "Bạn chọn: không cần",
}


@guards.filing
@require_http_methods(["GET", "POST"])
def papers(request: HttpRequest, filing: Filing) -> HttpResponse:
    """The list of papers. POST: those still undecided are not needed in my case."""
    states = reading.papers(filing)
    if request.method == "POST":
        rest = {paper.code: NOT_NEEDED for paper in states if not paper.done and paper.code != AUTHORITY_PAPER}
        applying.choose_paper(filing=filing, choices=rest)
        messages.success(request, "Đã lưu.")
        return redirect("journeys:papers", draft_id=filing.draft.pk)
    required = [paper for paper in states if not paper.extra]
    context = {
        "filing": filing,
        "groups": _groups(filing, states),
        "left": sum(not paper.done for paper in required),
        "total": len(required),
        "skippable": sum(not paper.done and paper.code != AUTHORITY_PAPER for paper in required),
        "next_url": routes.next_url(filing, "papers"),
    }
    return render(request, "journeys/portal/papers.html", context)


@guards.filing
@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, filing: Filing, code: str) -> HttpResponse:
    """One paper: choose how, send files, take files off. Good files are kept when another one is refused."""
    state = next((one for one in reading.papers(filing) if one.code == code), None)
    if state is None:
        raise Http404("Thủ tục không có giấy tờ này.")
    typed = request.POST.copy() if request.method == "POST" else None
    if typed is not None and (request.FILES or code == OTHER_PAPER):
        typed["how"] = UPLOAD  # whoever sends files hands them in as files
    form = PaperForm(
        typed,
        request.FILES or None,
        choices=_choices(filing, state),
        limit_mb=settings.MOTCUA_UPLOAD_MB,
        initial={"how": state.how or (UPLOAD if state.files or code == AUTHORITY_PAPER else "")},
    )
    if code == OTHER_PAPER:
        form.fields["how"].widget = form.fields["how"].hidden_widget()
        form.fields["tep"].required = False
        form.initial["how"] = UPLOAD
    if request.method == "GET":
        return _page(request, filing, state, form)
    action, _, target = request.POST.get("_action", "save").partition("-")
    if action == "remove":
        drafts.detach(draft_id=filing.draft.pk, file_id=_number(target), now=filing.now)
        messages.success(request, "Đã bỏ tệp.")
        return redirect("journeys:paper", draft_id=filing.draft.pk, code=code)
    if action in {"up", "down"}:
        applying.move_photo(filing=filing, code=code, file_id=_number(target), up=action == "up")
        return redirect(reverse("journeys:paper", kwargs={"draft_id": filing.draft.pk, "code": code}) + "#da-luu")
    return _save(request, filing, state, form, stay=action == "upload")


def _save(request: HttpRequest, filing: Filing, state: PaperState, form: PaperForm, *, stay: bool) -> HttpResponse:
    sent = form.sent("tep")
    done = attach_all(draft_id=filing.draft.pk, code=state.code, sent=sent, now=filing.now)
    kept, problems = done.kept, done.problems
    form.is_valid()
    chosen = form.cleaned_data.get("how", "")
    for message in problems:
        form.add_error("tep", message)
    if not problems and chosen == UPLOAD and not (kept or state.files) and state.code != OTHER_PAPER:
        form.add_error("tep", "Bạn chưa chọn tệp nào. Hãy chọn tệp, hoặc chọn cách nộp khác.")
    if kept and problems:
        applying.choose_paper(filing=filing, choices={state.code: UPLOAD})
    if form.errors:
        fresh = next(one for one in reading.papers(_again(request, filing)) if one.code == state.code)
        return _page(request, filing, fresh, form, 422)
    if state.code != OTHER_PAPER:
        refused = applying.choose_paper(filing=filing, choices={state.code: chosen})
        if refused is not None:
            messages.warning(request, refused.message)
    if kept:
        messages.success(request, f"Đã lưu {kept} tệp.")
    if stay or (state.code == OTHER_PAPER and kept):
        return redirect("journeys:paper", draft_id=filing.draft.pk, code=state.code)
    if routes.back_to_check(request):
        return redirect("journeys:check", draft_id=filing.draft.pk)
    return redirect(routes.next_paper_url(_again(request, filing), state.code))


def _page(request: HttpRequest, filing: Filing, state: PaperState, form: PaperForm, status: int = 200) -> HttpResponse:
    rows = [one for one in reading.papers(filing) if not one.extra]
    context = {
        "filing": filing,
        "paper": state,
        "form": form,
        "other": state.code == OTHER_PAPER,
        "count": len(rows),
    }
    return render(request, "journeys/portal/paper.html", context, status=status)


def _choices(filing: Filing, state: PaperState) -> list[tuple[str, str]]:
    """The ways open for this paper."""
    found = []
    if reading.form_may_replace(filing, state.code):
        found.append((SENT_FORM, "Dùng tờ khai tôi điền ở phần Tờ khai"))
    found.append((UPLOAD, "Tải tệp lên ngay bây giờ"))
    for one in reading.fitting_papers(filing, state.name):
        name = Truncator(one.name).chars(90)
        found.append((f"{REUSE}{one.pk}", f"Dùng lại “{name}” bạn nộp ngày {vi_date(one.handed_in_at)}"))
    if state.code == AUTHORITY_PAPER:
        return found  # who may file is judged before anything is brought
    found.append((BRING, "Tôi sẽ nộp bản giấy tại Bộ phận Một cửa"))
    found.append((NOT_NEEDED, "Trường hợp của tôi không cần giấy này"))
    return found


def _groups(filing: Filing, states: list[PaperState]) -> list[tuple[str, list[dict[str, str]]]]:
    """Rows for the list, under the cases the procedure tells apart."""
    groups: dict[str, list[dict[str, str]]] = {}
    for state in states:
        words = paper_words(state)
        kind = "done" if state.done and (words or state.files) else "neutral"
        row = {
            "label": state.name,
            "url": _paper_url(filing.draft.pk, state.code),
            "hint": words,
            "kind": kind,
            "status": "Đã xong" if kind == "done" else ("Tuỳ bạn" if state.code == OTHER_PAPER else "Chưa làm"),
        }
        groups.setdefault("Thêm" if state.extra else state.case, []).append(row)
    return list(groups.items())


def paper_words(state: PaperState) -> str:
    """How a paper is handed in, in words; empty while undecided."""
    if state.how == UPLOAD:
        return f"{len(state.files)} tệp đã tải lên" if state.files else ""
    if state.reuse is not None:
        return f"Dùng lại từ hồ sơ {state.reuse.dossier}"
    return HOW_WORDS.get(state.how, "")


def _paper_url(draft_id: UUID, code: str) -> str:
    return reverse("journeys:paper", kwargs={"draft_id": draft_id, "code": code})


def _again(request: HttpRequest, filing: Filing) -> Filing:
    """The application as it is stored now."""
    draft = eforms.draft(filing.draft.pk, request.user)
    return Filing(draft, filing.content, filing.now, filing.account) if draft is not None else filing


@guards.filing
@require_GET
def draft_file(request: HttpRequest, filing: Filing, file_id: int) -> HttpResponse:
    """A file of one's own draft."""
    found = next((one for one in eforms.files_of(filing.draft) if one.pk == file_id), None)
    if found is None:
        raise Http404("Bản khai không có tệp này.")
    return files.open_response(found.stored_file, found.name)


@guards.filing
@require_GET
def photo_book(request: HttpRequest, filing: Filing, code: str) -> HttpResponse:
    """The photos of one paper as the PDF they will become."""
    state = next((one for one in reading.papers(filing) if one.code == code), None)
    if state is None or not state.photos:
        raise Http404("Giấy tờ này chưa có ảnh nào.")
    made = photos.pages_of(photos=[(file.name, file.stored_file) for file in state.photos], title=state.name)
    if isinstance(made, files.Problem):
        messages.warning(request, made.message_vi)
        return redirect("journeys:paper", draft_id=filing.draft.pk, code=code)
    return as_response(made, "anh-chup.pdf")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
