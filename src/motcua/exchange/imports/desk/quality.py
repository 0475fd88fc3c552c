"""How good the data of other systems is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.exchange.imports import queries
from motcua.exchange.imports.desk.seat import READERS
from motcua.exchange.imports.rules.mapping import BY_FIELD
from motcua.people import queries as people
from motcua.people.services import official_required

LABELS = {
    "DinhDanhCHS": "Số định danh",
    "TaiLieuNop": "Danh sách giấy tờ",
    "DanhSachLePhi": "Phí, lệ phí",
    "DanhSachGiayToKetQua": "Giấy tờ kết quả",
    "TaiKhoanDuocXacThucVoiVNeID": "Tài khoản VNeID",
}


@require_safe
@official_required(*READERS)
def report(request: HttpRequest) -> HttpResponse:
    """Completeness by field, findings with examples, by unit and month."""
    found = queries.quality()
    fields = [
        (name, LABELS.get(name) or BY_FIELD[name].words, count, 100 * count / found.rows if found.rows else None)
        for name, count in found.fields
    ]
    units = {unit.key: unit.label for unit in people.units()}
    return render(request, "imports/quality.html", {"found": found, "fields": fields, "units": units})
