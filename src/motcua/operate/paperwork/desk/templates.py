"""The agency's templates of decisions: what is in use, taking one in, looking at one, withdrawing one."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.kernel.files import services as files
from motcua.operate.paperwork import queries, services
from motcua.operate.paperwork.forms import TemplateForm
from motcua.operate.paperwork.models import DecisionTemplate
from motcua.operate.paperwork.rules import PLACEHOLDERS, Fault
from motcua.people import queries as people
from motcua.people.rules import Role
from motcua.people.services import official_required

KEEPERS = (Role.CONTROL_OFFICER, Role.UNIT_HEAD, Role.CLERK)
"""Who keeps the templates of the agency."""
USERS = (Role.CASE_OFFICER, *KEEPERS)


@require_safe
@official_required(*USERS)
def listing(request: HttpRequest) -> HttpResponse:
    """Templates in use and withdrawn, and the words a template may use."""
    context = {
        "rows": list(queries.templates()),
        "withdrawn": list(queries.templates(withdrawn=True)[:50]),
        "may_keep": people.has_role(request.user, *KEEPERS),
        "placeholders": list(PLACEHOLDERS.values()),
    }
    return render(request, "paperwork/desk/templates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(*KEEPERS)
def take(request: HttpRequest) -> HttpResponse:
    """Take in a template after a check; every reason against it is told at once."""
    sent = request.method == "POST"
    form = TemplateForm(request.POST if sent else None, request.FILES if sent else None)
    faults: list[Fault] = []
    if sent and form.is_valid():
        data = form.cleaned_data
        taken = services.take_template(
            name=data["name"],
            procedure_code=data["procedure"],
            kind=data["kind"],
            data=data["file"].read(),
            file_name=data["file"].name,
            by=people.actor_of(request),
            now=timezone.now(),
        )
        if isinstance(taken, DecisionTemplate):
            messages.success(request, f"Đã nhận mẫu “{taken.name}”, có {len(taken.placeholders)} chỗ điền.")
            return redirect("paperwork:templates")
        faults = taken
    context = {"form": form, "faults": faults, "placeholders": list(PLACEHOLDERS.values())}
    return render(request, "paperwork/desk/template_new.html", context, status=422 if sent else 200)


@require_safe
@official_required(*USERS)
def file(request: HttpRequest, template_id: UUID) -> HttpResponse:
    """The template as it was taken in."""
    row = _found(template_id)
    return files.open_response(row.stored_file, row.file_name, inline=False)


@require_POST
@official_required(*KEEPERS)
def withdraw(request: HttpRequest, template_id: UUID) -> HttpResponse:
    """Take a template out of use."""
    row = _found(template_id)
    services.withdraw_template(template=row, by=people.actor_of(request), now=timezone.now())
    messages.success(request, f"Đã ngừng dùng mẫu “{row.name}”.")
    return redirect("paperwork:templates")


def _found(template_id: UUID) -> DecisionTemplate:
    row = queries.template(template_id)
    if row is None:
        raise Http404("Không có mẫu này.")
    return row
