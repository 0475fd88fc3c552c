"""Slips of the dossiers chosen in a list: which can be printed and why others cannot, then all in one PDF."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from motcua.kernel.documents.services import as_response
from motcua.kernel.readings.rules import FILE
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.queries.handling import handled_under
from motcua.operate.paperwork import queries
from motcua.operate.paperwork.desk.seat import READERS, dossier_of, grants_of, origin_of
from motcua.operate.paperwork.queries import Offer
from motcua.operate.paperwork.rules.sets import APOLOGY, CONTROL, RECEIPT, REFUSAL, STOP, SUPPLEMENT
from motcua.operate.paperwork.services.many import MOST, NotPrinted, print_many
from motcua.people import queries as people
from motcua.people.services import official_required
from motcua.people.services.readings import PurposeWanted, stated_purpose

PURPOSES = {
    RECEIPT: "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
    SUPPLEMENT: "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
    REFUSAL: "Phiếu từ chối tiếp nhận",
    APOLOGY: "Phiếu xin lỗi và hẹn lại ngày trả",
    STOP: "Thông báo dừng giải quyết",
    CONTROL: "Phiếu kiểm soát quá trình giải quyết",
}
NO_PURPOSE = "Bạn không xử lý hồ sơ này: hãy mở hồ sơ và nói xem để làm gì, rồi in lại."
NOT_YOURS = "Ngoài phạm vi của bạn, hoặc không có hồ sơ này."
NO_SLIP = "Hồ sơ này không có phiếu đã chọn."


@dataclass(frozen=True, slots=True)
class Row:
    """One chosen dossier: the form that would be printed, or why none would be."""

    key: str
    dossier: Dossier | None
    offer: Offer | None
    why: str

    @property
    def name(self) -> str:
        return str(self.dossier or "")


@require_safe
@official_required(*READERS)
def page(request: HttpRequest) -> HttpResponse:
    """What would be printed, before anything is. Names of people are not shown here: nobody is read yet."""
    return _page(request, [_row(request, key, _purpose(request)) for key in _chosen(request)])


@require_safe
@official_required(*READERS)
def pdf(request: HttpRequest) -> HttpResponse:
    """The slips as one file. Each dossier is written down as read, under the same rules as when opened by itself."""
    purpose, now = _purpose(request), timezone.now()
    chosen, without = [], []
    for key in _chosen(request):
        row = _row(request, key, purpose)
        if row.dossier is None or row.offer is None:
            without.append(NotPrinted(row.name or key, row.why))
            continue
        try:
            chosen.append((dossier_of(request, row.dossier.pk, FILE), row.offer))
        except (PurposeWanted, PermissionDenied):
            without.append(NotPrinted(row.name, NO_PURPOSE))
    if not chosen:
        return _page(request, [_row(request, key, purpose) for key in _chosen(request)], status=422)
    by, heading = people.actor_of(request), PURPOSES[purpose]
    data = print_many(
        chosen=chosen, without=without, heading=heading, by=by, now=now, origin=origin_of(request)
    )  # fmt: skip
    return as_response(data, f"phieu-{timezone.localtime(now):%Y%m%d-%H%M}.pdf")


def _page(request: HttpRequest, rows: Sequence[Row], status: int = 200) -> HttpResponse:
    purpose = _purpose(request)
    context = {
        "rows": rows,
        "able": sum(row.offer is not None for row in rows),
        "purpose": purpose,
        "purposes": PURPOSES,
        "words": PURPOSES[purpose],
    }
    return render(request, "paperwork/desk/many.html", context, status=status if rows else 422)


def _row(request: HttpRequest, key: str, purpose: str) -> Row:
    dossier = dossiers.find(UUID(key))
    if dossier is None or not dossiers.visible(dossier, request.user, grants_of(request)):
        return Row(key, None, None, NOT_YOURS)
    if not _may_read(request, dossier):
        return Row(key, dossier, None, NO_PURPOSE)
    offer = queries.offer(dossier, purpose=purpose)
    return Row(key, dossier, offer, "" if offer else NO_SLIP)


def _may_read(request: HttpRequest, dossier: Dossier) -> bool:
    """Whether the reader handles the dossier, or has said today what for."""
    own: Any = handled_under(dossier, request.user, grants_of(request))  # type: ignore[arg-type]
    if own is not None or dossiers.is_own(dossier, people.actor_of(request)):
        return True
    return stated_purpose(request, ("dossier", str(dossier.pk)), timezone.now()) is not None


def _purpose(request: HttpRequest) -> str:
    asked = request.GET.get("mau", "")
    return asked if asked in PURPOSES else RECEIPT


def _chosen(request: HttpRequest) -> list[str]:
    """The ticked dossiers in their order, without doubles and without what is no id."""
    found: dict[str, None] = {}
    for text in request.GET.getlist("chon"):
        try:
            found[str(UUID(text.partition(":")[0]))] = None
        except ValueError:
            continue
    return list(found)[:MOST]
