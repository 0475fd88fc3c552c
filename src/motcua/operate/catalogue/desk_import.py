"""The page "Nhập, xuất danh mục": download the catalogue, upload a file, see what it would do, confirm, see it done."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel.actors import Actor
from motcua.operate.catalogue import formats, import_tasks, queries, services
from motcua.operate.catalogue.formats import sheets
from motcua.operate.catalogue.models import CatalogueFile
from motcua.people.queries import account_name, actor_of, has_role
from motcua.people.rules import Refusal
from motcua.people.services import official_required

SHOWN: Final = 200
XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOWNLOADS: Final = {
    formats.XLSX: ("danh-muc.xlsx", XLSX_TYPE, "Bảng tính để xem và sửa: văn bản đang áp dụng, mỗi phần một trang."),
    formats.JSON: ("danh-muc.json", "application/json", "Toàn bộ: mọi phiên bản, ngày, nguồn, mức độ trực tuyến."),
    formats.PORTAL: (
        "lay-thu-tuc.json",
        "application/json",
        "Dạng LayThuTuc của Cổng dịch vụ công quốc gia, cho hệ thống khác đọc.",
    ),
}
State = CatalogueFile.State


class UploadForm(forms.Form):
    """One file of any of the known shapes."""

    file = forms.FileField(
        label="Tệp danh mục",
        help_text="XLSX xuất từ trang này, JSON toàn bộ danh mục, JSON LayThuTuc, hoặc JSON danh sách bản ghi. "
        f"Tối đa {formats.MOST_BYTES // 2**20} MB. Hệ thống tự nhận ra dạng tệp.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.json"}),
        error_messages={"required": "Hãy chọn tệp cần nhập.", "empty": "Tệp rỗng (0 byte). Hãy chọn tệp khác."},
    )

    def clean_file(self) -> "UploadedFile[Any]":
        upload: UploadedFile[Any] = self.cleaned_data["file"]
        if (upload.size or 0) > formats.MOST_BYTES:
            size, most = (upload.size or 0) // 2**20, formats.MOST_BYTES // 2**20
            raise forms.ValidationError(f"Tệp quá lớn ({size} MB, nhiều nhất {most} MB).")
        return upload


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(*services.MAY_SET)
def page(request: HttpRequest) -> HttpResponse:
    """Downloads, the upload and the files of before."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_bound and form.is_valid():
        upload, by = form.cleaned_data["file"], _actor(request)
        begun = services.begin_import(data=upload.read(), name=upload.name or "", by=by, now=timezone.now())
        if not isinstance(begun, Refusal):
            if begun.state == State.CHECKING:
                import_tasks.check.enqueue(begun.pk, by.id, by.role, by.unit)
            return redirect("catalogue:import-report", pk=begun.pk)
        form.add_error("file", f"{begun.message} Chưa có gì được nhập.")
    files = queries.import_files()
    context = {
        "form": form,
        "files": files,
        "names": _names(files),
        "downloads": [(shape, name, words) for shape, (name, _, words) in DOWNLOADS.items()],
        "labels": formats.LABELS,
    }
    return render(request, "catalogue/import.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(*services.MAY_SET)
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """What a file would do, or did; the one who looks confirms or gives it up here."""
    if request.method == "POST":
        return _decide(request, pk)
    record = _known(pk)
    fates = record.report.get("fates", [])
    context = {
        "record": record,
        "label": formats.LABELS.get(record.shape, ""),
        "who": _names([record]).get(record.uploaded_by, ""),
        "counts": record.report,
        "fates": fates[:SHOWN],
        "more_fates": max(0, record.report.get("created", 0) + record.report.get("updated", 0) - SHOWN),
        "faults": _faults(record)[:SHOWN],
        "more_faults": max(0, len(_faults(record)) - SHOWN),
        "percent": round(100 * record.position / record.total) if record.total else 0,
        "changes": bool(record.report.get("created") or record.report.get("updated")),
    }
    return render(request, "catalogue/import_report.html", context)


def _decide(request: HttpRequest, pk: int) -> HttpResponse:
    by = _actor(request)
    _known(pk)
    if request.POST.get("viec") == "bo":
        outcome = services.cancel_import(file_id=pk, by=by)
        done = "Đã bỏ tệp này. Danh mục không thay đổi."
    else:
        outcome = services.confirm_import(file_id=pk, by=by, now=timezone.now())
        done = "Đã nhập tệp."
    if isinstance(outcome, Refusal):
        messages.warning(request, outcome.message)
    elif outcome.state == State.IMPORTING:
        import_tasks.run.enqueue(pk, by.id, by.role, by.unit)
    elif outcome.error:
        messages.warning(request, outcome.error)
    else:
        messages.success(request, done)
    return redirect("catalogue:import-report", pk=pk)


@require_safe
@official_required(*services.MAY_SET)
def refused(request: HttpRequest, pk: int) -> HttpResponse:
    """What was refused, as a workbook: with the rows themselves when the file was one, wrong cells in red."""
    record = _known(pk)
    items = [
        formats.Item(row["id"], None, tuple(formats.Wrong(**wrong) for wrong in row["wrong"])) for row in record.faults
    ]
    data = sheets.refused(items, record.stored_file.read() if record.shape == formats.XLSX else None)
    return _file(data, f"dong-tu-choi-{record.pk}.xlsx", XLSX_TYPE)


@require_safe
@official_required(*services.MAY_SET)
def export(request: HttpRequest, shape: str) -> HttpResponse:
    """The catalogue as a file of one of the shapes."""
    if shape not in DOWNLOADS:
        raise Http404("Không có dạng tệp này.")
    name, media, _ = DOWNLOADS[shape]
    return _file(queries.export(shape), name, media)


def _file(data: bytes, name: str, media: str) -> HttpResponse:
    response = HttpResponse(data, content_type=media)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _faults(record: CatalogueFile) -> list[dict[str, Any]]:
    return [{"id": row["id"], **wrong} for row in record.faults for wrong in row["wrong"]]


def _known(pk: int) -> CatalogueFile:
    record = CatalogueFile.objects.select_related("stored_file").filter(pk=pk).first()
    if record is None:
        raise Http404("Không có tệp này.")
    return record


def _names(records: Sequence[CatalogueFile]) -> dict[str, str]:
    ids = {record.uploaded_by for record in records}
    return {who: account_name(who) or "Hệ thống" for who in ids}


def _actor(request: HttpRequest) -> Actor:
    roles = [role for role in sorted(services.MAY_SET) if has_role(request.user, role)]
    return actor_of(request, roles[0])
