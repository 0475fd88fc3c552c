"""Drafts from templates: take the filled DOCX, put back the edited one, put back the PDF that is to be signed."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel.actors import Actor
from motcua.kernel.documents.services import as_response
from motcua.kernel.files import services as files
from motcua.kernel.ids import new_id
from motcua.kernel.readings.rules import FILE
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.dossiers.services import Stale
from motcua.operate.paperwork import queries, services
from motcua.operate.paperwork.desk.seat import READERS, dossier_of, grants_of, origin_of
from motcua.operate.paperwork.forms import DocxForm, PdfForm
from motcua.people.rules import Role
from motcua.people.services import official_required

DRAFTERS = (Role.CASE_OFFICER, Role.UNIT_HEAD)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OVERTAKEN = Refusal("overtaken", "Hồ sơ vừa được người khác cập nhật. Hãy xem lại hồ sơ rồi gửi lần nữa.")


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(*DRAFTERS)
def page(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Templates that fit, copies put back, and two forms: DOCX to be read, PDF to be signed."""
    dossier = dossier_of(request, dossier_id)
    by = dossiers.acting(request.user, grants_of(request), dossier, "draft_result")
    what = request.POST.get("viec", "") if request.method == "POST" else ""
    docx = DocxForm(request.POST, request.FILES) if what == "docx" else DocxForm()
    result = getattr(dossier, "result", None)
    initial = {
        "title": result.title if result else dossier.procedure.name,
        "kind": result.kind if result else "approval",
    }
    pdf = PdfForm(request.POST, request.FILES) if what == "pdf" else PdfForm(initial=initial)
    refusal: Refusal | None = None
    form = {"docx": docx, "pdf": pdf}.get(what)
    if form is not None and form.is_valid():
        outcome = _put_docx(request, dossier, by, docx) if what == "docx" else _put_pdf(request, dossier, by, pdf)
        if outcome is None:
            return redirect("journeys:work" if what == "pdf" else "paperwork:drafting", dossier_id=dossier.pk)
        refusal = outcome
    answer = dossiers.decision(dossier, by, "draft_result")
    context = {
        "dossier": dossier,
        "fitting": queries.fitting(dossier.procedure.code),
        "copies": queries.copies(dossier.pk),
        "docx": docx,
        "pdf": pdf,
        "form": form,
        "refusal": refusal,
        "closed": answer if isinstance(answer, Refusal) else None,
        "command": new_id(),
    }
    return render(request, "paperwork/desk/drafting.html", context, status=422 if request.method == "POST" else 200)


@require_safe
@official_required(*DRAFTERS)
def filled(request: HttpRequest, dossier_id: UUID, template_id: UUID) -> HttpResponse:
    """The template filled with the dossier's facts, as DOCX."""
    dossier = dossier_of(request, dossier_id, FILE)
    template = queries.template(template_id)
    if template is None or template.withdrawn_at or template.procedure_code not in {"", dossier.procedure.code}:
        raise Http404("Thủ tục này không có mẫu đó.")
    now = timezone.now()
    made = services.fill_template(template=template, dossier=dossier, now=now)
    return as_response(made.data, services.file_stem(template, dossier, now), DOCX)


@require_safe
@official_required(*READERS)
def copy(request: HttpRequest, dossier_id: UUID, copy_id: UUID) -> HttpResponse:
    """A DOCX that was put back."""
    dossier = dossier_of(request, dossier_id, FILE)
    row = next((one for one in queries.copies(dossier.pk) if one.pk == copy_id), None)
    if row is None:
        raise Http404("Hồ sơ không có bản này.")
    return files.open_response(row.stored_file, row.file_name, inline=False)


def _put_docx(request: HttpRequest, dossier: Dossier, by: Actor, form: DocxForm) -> Refusal | None:
    sent = form.cleaned_data["docx"]
    outcome = services.put_docx(dossier=dossier, data=sent.read(), file_name=sent.name, by=by, now=timezone.now())
    if isinstance(outcome, Refusal):
        return outcome
    messages.success(request, "Đã giữ bản Word cùng hồ sơ.")
    return None


def _put_pdf(request: HttpRequest, dossier: Dossier, by: Actor, form: PdfForm) -> Refusal | None:
    sent, text = form.cleaned_data["pdf"], request.POST.get("expected_version", "")
    seen = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
    try:
        outcome = services.put_pdf(
            dossier=dossier,
            data=sent.read(),
            file_name=sent.name,
            kind=form.cleaned_data["kind"],
            title=form.cleaned_data["title"],
            by=by,
            now=timezone.now(),
            command_id=str(_command(request)),
            expected_version=seen,
            origin=origin_of(request),
        )
    except Stale:
        return OVERTAKEN
    if isinstance(outcome, Refusal):
        return outcome
    messages.success(request, "Bản PDF đã thành dự thảo để duyệt và ký.")
    return None


def _command(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("command_id", ""))
    except ValueError:
        return new_id()
