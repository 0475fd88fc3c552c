"""Verbs of handing the result over: at the counter, by post under a waybill, electronically; and what became of it."""

import re
from typing import Any
from uuid import UUID

from motcua.kernel import rows as table
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.models import Dossier, Handover
from motcua.operate.dossiers.queries.delivering import NEXT
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.dossiers.services import waiting
from motcua.operate.dossiers.services.context import Change, Context
from motcua.operate.dossiers.services.notes import write_note
from motcua.operate.processes.rules import Move

WAYBILL = re.compile(r"[A-Z0-9-]{6,30}")  # the public post writes EE123456789VN; other services of it write longer ones
RECEIVERS = frozenset({"owner", "filer", "other"})


def return_result(context: Context) -> Change | Refusal:
    """Hand the result over. `data`: how ("electronic", "counter", "post"); waybill; receiver ("owner", "filer",
    "other") with receiver_name, receiver_paper (shown), receiver_ground (authority), signed_for.

    Handing it to the post ends the dossier; whether it arrives is followed on the axis of delivery. What was held is
    held no more; a hold that nobody released stopped no clock.
    """
    how = context.text("how") or context.dossier.delivery
    if how not in {"electronic", "counter", "post"}:
        return Refusal("bad_delivery", "Hãy chọn cách trả kết quả.", context.step.rule)
    refusal = _waybill_missing(context) if how == "post" else _receiver_unknown(context)
    if refusal is not None:
        return refusal
    nodes = queries.open_nodes(context.dossier, context.graph) if context.graph else []
    node = next((node for node in nodes if node.action == "return_result"), None)
    waybill = _waybill(context)
    note = write_note(context, f"Số vận đơn: {waybill}" if how == "post" else "", shown=True)
    payload: dict[str, Any] = {"channel": how, "step": node.key if node else "return", **note}
    receiver = context.text("receiver")
    if how == "counter" and receiver in RECEIVERS:
        payload["receiver"] = receiver
    if how == "post" or (how == "counter" and receiver == "other") or context.text("receiver_paper"):
        payload["handover"] = str(_begin(context, how, {"post": "posted", "counter": "collected"}.get(how, "sent"), 1))
    waiting.end_holds(context)
    return Change(payload, {"returned_at": context.now}, move=Move(node.key) if node else None)


def track_delivery(context: Context) -> Change | Refusal:
    """What became of a result that was posted. `data`: what ("delivered", "came_back", "posted" again, "collected"
    at the counter after it came back), why, waybill, receiver…"""
    what, last = context.text("what"), _last(context.dossier)
    if last is None or what not in NEXT.get(last.standing, ()):
        return Refusal("delivery_done", "Kết quả này không còn ở bưu chính, hoặc việc này đã được ghi.")
    if what == "came_back" and not context.text("why"):
        return Refusal("reason_missing", "Hãy ghi vì sao bưu chính chuyển hoàn.")
    refusal = _waybill_missing(context) if what == "posted" else None
    if what == "collected":
        refusal = _receiver_unknown(context)
    if refusal is not None:
        return refusal
    if what in {"posted", "collected"}:
        _end(last, last.standing, context)
        way = "post" if what == "posted" else "counter"
        begun = _begin(context, way, what, last.number + 1)
    else:
        _end(last, what, context)
        begun = last.pk
    words = {"posted": f"Số vận đơn: {_waybill(context)}", "came_back": context.text("why")}.get(what, "")
    return Change({"delivery": what, "handover": str(begun), **write_note(context, words, shown=True)})


def _begin(context: Context, way: str, standing: str, number: int) -> UUID:
    row = Handover.objects.create(
        dossier=context.dossier,
        number=number,
        way=way,
        standing=standing,
        waybill=_waybill(context) if way == "post" else "",
        receiver=context.text("receiver")[:10],
        receiver_name=context.text("receiver_name")[:200],
        receiver_paper=context.text("receiver_paper")[:120],
        receiver_ground=context.text("receiver_ground")[:300],
        signed_for=context.data.get("signed_for") is True,
        began_at=context.now,
        began_by_id=UUID(context.by.id) if context.by.kind == "official" else None,
        ended_at=None if standing == "posted" else context.now,
    )
    return UUID(str(row.pk))


def _end(row: Handover, standing: str, context: Context) -> None:
    ended = None if standing == "came_back" and row.standing == "posted" else context.now
    columns = {"standing": standing, "ended_at": ended}
    if standing == "came_back" and row.standing == "posted":
        columns["why"] = context.text("why")[:300]
    for name, value in columns.items():
        setattr(row, name, value)
    table.update(row, columns)


def _last(dossier: Dossier) -> Handover | None:
    return Handover.objects.filter(dossier=dossier).order_by("-number").first()


def _waybill(context: Context) -> str:
    return re.sub(r"\s+", "", context.text("waybill")).upper()


def _waybill_missing(context: Context) -> Refusal | None:
    if WAYBILL.fullmatch(_waybill(context)):
        return None
    return Refusal(
        "waybill_missing", "Hãy nhập mã bưu gửi, ví dụ EE123456789VN: chữ không dấu và số, từ 6 đến 30 ký tự."
    )


def _receiver_unknown(context: Context) -> Refusal | None:
    """Whoever is neither owner nor filer shows by what he receives (giấy uỷ quyền)."""
    if context.text("receiver") != "other" or all(
        context.text(name) for name in ("receiver_name", "receiver_paper", "receiver_ground")
    ):
        return None
    return Refusal(
        "receiver_unknown", "Người nhận thay phải có họ tên, giấy tờ đã xuất trình và căn cứ nhận thay (giấy uỷ quyền)."
    )
