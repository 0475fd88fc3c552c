"""Pages of administration: the own agency, its identifier, who holds which role."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from motcua.people import queries, services
from motcua.people.forms import IdentifierForm
from motcua.people.rules import Refusal, Role


@services.official_required(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def agency(request: HttpRequest) -> HttpResponse:
    """The own agency, the form for its identifier, and the officials by unit and role."""
    now = timezone.now()
    own = queries.agency()
    entered = {"identifier": own.identifier, "note": own.identifier_note}
    form = IdentifierForm(request.POST or None, initial={} if own.identifier_demo else entered)
    if form.is_valid():
        by = queries.actor_of(request, Role.ADMINISTRATOR)
        done = services.set_identifier(
            agency=own, value=form.cleaned_data["identifier"], note=form.cleaned_data["note"], by=by, now=now
        )
        if not isinstance(done, Refusal):
            messages.success(request, f"Đã lưu mã định danh {done.identifier}.")
            return redirect("people:agency")
        form.add_error("identifier", done.message)
    context = {
        "form": form,
        "own": own,
        "facts": [
            {"key": "Tên", "value": own.name},
            {"key": "Cơ quan cấp trên", "value": own.parent.name if own.parent else None},
            {"key": "Mã định danh", "value": own.identifier},
            {"key": "Căn cứ của mã", "value": own.identifier_note or None},
            {"key": "Nguồn", "value": own.source or None},
        ],
        "columns": [{"label": "Đơn vị"}, {"label": "Vai trò"}, {"label": "Người giữ"}, {"label": "Từ ngày"}],
        "rows": _held(),
    }
    return render(request, "people/agency.html", context, status=422 if form.is_bound else 200)


def _held() -> list[list[str]]:
    rows = queries.open_grants(timezone.now()).order_by("unit__name", "role", "account__full_name", "pk")
    return [
        [row.unit.name, Role(row.role).label, row.account.full_name, f"{timezone.localtime(row.valid_from):%d/%m/%Y}"]
        for row in rows
    ]
