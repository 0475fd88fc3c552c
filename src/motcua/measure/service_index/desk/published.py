"""What the portal published: the units held, the upload, and what became of each file."""

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel.files import services as files
from motcua.measure.service_index import queries, services
from motcua.measure.service_index.forms import PublishedForm
from motcua.measure.service_index.models import PublishedFile
from motcua.measure.service_index.rules import COLUMNS, IMPORTERS, REQUIRED, VIEWERS
from motcua.people import queries as people
from motcua.people.rules import Role
from motcua.people.services import not_allowed, official_required

SHOWN: Final = 200
MEANING: Final = {
    "unit_code": "Mã đơn vị trên Cổng",
    "unit_name": "Tên đơn vị",
    "unit_kind": "Loại đơn vị",
    "group": "Mã nhóm: CKMB, TDGQ, ONLINE, TTTT, MDSH, MDHL",
    "metric": "Mã chỉ số; GROUP_TOTAL là điểm cả nhóm, TOTAL là tổng điểm",
    "numerator": "Tử số",
    "denominator": "Mẫu số",
    "ratio_percent": "Tỷ lệ phần trăm",
    "score": "Điểm Cổng công bố",
    "max_score": "Điểm tối đa",
    "period": "Kỳ, ví dụ: năm 2026 (lũy kế đến 10/10/2026), tháng 3/2026, quý 1/2026",
    "source": "Nguồn của dòng",
}


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(*VIEWERS)
def published(request: HttpRequest) -> HttpResponse:
    """A file that cannot be read as a whole changes nothing."""
    may_import = people.has_role(request.user, *IMPORTERS)
    if request.method == "POST" and not may_import:
        return not_allowed(request, Role.CONTROL_OFFICER)
    form = PublishedForm(request.POST, request.FILES) if request.method == "POST" else PublishedForm()
    if form.is_bound and form.is_valid():
        upload = form.cleaned_data["file"]
        by = people.actor_of(request, Role.CONTROL_OFFICER.value)
        scale = queries.scale(queries.ALL_SCALES[0])
        try:
            done = services.import_published(
                data=upload.read(), name=upload.name, scale=scale, by=by, now=timezone.now()
            )
        except services.BadFile as error:
            form.add_error("file", f"{error} Chưa có dòng nào được nhập.")
        else:
            messages.success(request, f"Đã nhập {done.taken} dòng, {done.unchanged} dòng đã có từ trước.")
            return redirect("service_index:report", pk=done.file_id)
    context = {
        "form": form,
        "may_import": may_import,
        "units": [(one, _compare(one.key)) for one in queries.published_units()],
        "files": (found := queries.published_files()),
        "names": {row.imported_by: people.account_name(row.imported_by) or "Hệ thống" for row in found},
        "columns": [(name, name in REQUIRED or name == "period", MEANING[name]) for name in COLUMNS],
    }
    return render(request, "service_index/published.html", context, status=422 if form.errors else 200)


@require_safe
@official_required(*VIEWERS)
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """read = taken + unchanged + refused, with the reason of each refusal."""
    record = _known(pk)
    context = {
        "record": record,
        "who": people.account_name(record.imported_by) or "Hệ thống",
        "shown": record.refused[:SHOWN],
        "hidden": max(0, len(record.refused) - SHOWN),
    }
    return render(request, "service_index/report.html", context)


@require_safe
@official_required(*VIEWERS)
def original(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was brought in."""
    record = _known(pk)
    return files.open_response(record.stored_file, record.name, inline=False)


def _known(pk: int) -> PublishedFile:
    record = queries.published_file(pk)
    if record is None:
        raise Http404("Không có tệp này.")
    return record


def _compare(key: str) -> str:
    return f"{reverse('service_index:compare')}?cong-bo={key}"
