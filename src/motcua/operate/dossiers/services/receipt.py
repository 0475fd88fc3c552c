"""Verbs of the one-stop unit: accept, reject, ask for a supplement, take it in, ask for and confirm a fee."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from motcua.kernel.text import clean
from motcua.kernel.time import Due, Limit, due, local_date, parse_limit
from motcua.law import queries as law
from motcua.law import rules as law_rules
from motcua.operate.catalogue import rules as catalogue_rules
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.models import Dossier, SupplementRequest
from motcua.operate.dossiers.queries.words import facts
from motcua.operate.dossiers.rules import PaperIn, Refusal, defects
from motcua.operate.dossiers.services import clocks, numbers, papers, waiting
from motcua.operate.dossiers.services.context import Change, Context
from motcua.operate.dossiers.services.notes import write_note
from motcua.operate.processes import queries as process_queries
from motcua.operate.processes import rules as process_rules
from motcua.people import queries as people

ADMINISTRATOR = "Người quản trị hệ thống"
AT_ONCE = object()
"""Says to `accept` that the matter is settled while the person waits; nothing that is sent can be it."""
REPEAT_RULE = "NĐ 61/2018/NĐ-CP điều 17, 19; NĐ 63/2010/NĐ-CP điều 20 khoản 4"
LONGEST_LIMIT, LONGEST_BASIS = 80, 300  # characters, as the columns have them


def accept(context: Context) -> Change | Refusal:
    """Receive a complete dossier: code, limit, both due dates, the process. `data`: limit, limit_basis when unknown.

    `reserved` (numbers.Reserved): the code a counter without the server gave already, and when; the limit runs from
    then. `at_once` (AT_ONCE): settled while the person waits, so it follows no process and gets no receipt. What comes
    from outside is text and can never be one of the two.
    """
    limit = _limit(context)
    if isinstance(limit, Refusal):
        return limit
    agency, identifier = people.agency(context.dossier.agency_id), people.code_identifier(context.dossier.agency_id)
    if not isinstance(identifier, str):
        return Refusal(identifier.code, identifier.message, identifier.rule, ADMINISTRATOR)
    reserved = _reserved(context)
    dossier, now = context.dossier, reserved.received_at if reserved else context.now
    day = local_date(now)
    at_once = context.data.get("at_once") is AT_ONCE
    process = _none_at_once(dossier) if at_once else _process(dossier, day)
    if isinstance(process, Refusal):
        return process
    version_id, graph = process
    code = reserved.code if reserved else _next_code(agency.key, identifier, day)
    waiting.over(context)
    dossier.accepted_at, (dossier.limit_text, dossier.limit_basis) = now, limit
    legal, portal = clocks.legal(dossier, []), clocks.portal(dossier, [])
    columns: dict[str, Any] = {
        "code": code,
        "accepted_at": now,
        "rule_set": legal.rule_set,
        "limit_text": dossier.limit_text,
        "limit_basis": dossier.limit_basis,
        "legal_due": legal.at,
        "portal_due": portal.at,
        "process_version_id": version_id,
        "moves": process_rules.beginning(facts(dossier, graph.words, now)) if graph and graph.words else [],
        "search_key": f"{dossier.search_key} {code.lower()}",
    }
    marks = {"offline": True} if reserved else {"at_once": True} if at_once else {}
    payload = _acceptance(now, code, legal, portal, version_id) | marks
    return Change(payload, columns, graph=graph, occurred_at=now if reserved else None)


def _reserved(context: Context) -> numbers.Reserved | None:
    """The code that a counter without the server gave out already; words that only look like one are none."""
    given = context.data.get("reserved")
    return given if isinstance(given, numbers.Reserved) else None


def _process(dossier: Dossier, on: date) -> tuple[int | None, process_rules.Graph | None] | Refusal:
    """The process that the dossier follows when it is received on a local day."""
    try:
        version = process_queries.process_for(procedure_code=_process_code(dossier), on=on)
    except process_queries.NoProcess:
        return Refusal("no_process", "Chưa có quy trình xử lý cho thủ tục này.", "", ADMINISTRATOR)
    return version.pk, process_queries.graph(version.pk)


def _none_at_once(dossier: Dossier) -> tuple[None, None] | Refusal:
    """No process: the matter is settled at the counter; only where the text of the procedure says so."""
    if dossier.procedure_version.parsed.same_day is True:
        return None, None
    message = "Dữ liệu thủ tục không ghi là giải quyết ngay trong ngày: hãy tiếp nhận và hẹn trả như thường lệ."
    return Refusal("not_same_day", message, "NĐ 61/2018/NĐ-CP điều 17 khoản 4", "Cán bộ kiểm soát thủ tục hành chính")


def _process_code(dossier: Dossier) -> str:
    """The procedure whose process is followed: a part of a dossier of the same procedure follows the standard one.

    The drawing of a procedure speaks of the units of the agency that publishes it, not of those of another.
    """
    parent = dossier.parent
    same = parent is not None and parent.procedure_id == dossier.procedure_id
    return "" if same else str(dossier.procedure.code)


def _next_code(agency_key: str, identifier: str, on: date) -> str:
    order = law.rule_set("dossier_code", on).content["order"]
    return numbers.next_code(agency_key=agency_key, identifier=identifier, on=on, order=order)


def _acceptance(now: datetime, code: str, legal: Due, portal: Due, process_version_id: int | None) -> dict[str, Any]:
    """What the event of acceptance says: everything the due dates and the hand-over follow from."""
    one_stop = law_rules.OneStop.read(law.rule_set("one_stop", local_date(now)).content)
    handover = law_rules.handover_at(now, legal.calendar, one_stop.handover_cutoff)
    return {
        "code": code,
        "rule_set": legal.rule_set,
        "process_version_id": process_version_id,
        "legal_due": clocks.iso(legal.at),
        "portal_due": clocks.iso(portal.at),
        "limit": {"value": legal.limit.value, "unit": legal.limit.unit},
        "calendar": legal.calendar_version,
        "handover_by": clocks.iso(handover),
    }


def reject(context: Context) -> Change | Refusal:
    """Refuse to receive (Mẫu 03). `data`: reason (free text, kept in a note)."""
    reason = context.text("reason")
    if not reason:
        return Refusal("reason_missing", "Hãy ghi lý do từ chối để in vào phiếu cho người dân.", context.step.rule)
    waiting.end_everything(context)
    note = write_note(context, reason, shown=True)
    return Change({**note, "slip": "03"}, {"finished_at": context.now})


def request_supplement(context: Context) -> Change | Refusal:
    """Ask once for everything that is wrong (Mẫu 02). `data`: items [{component_code, kind, what, how}], reason.

    Asked again, only what is new may be named; for anything else the head of the unit asks, with repeat_reason (kept
    out of the event), and the event says so. `proposed_by`: the id of the official whose proposal the head carries out.
    """
    items = _items(context)
    reason = context.text("reason")
    if not items or not reason:
        message = "Hãy nêu đủ các giấy tờ cần bổ sung và lý do, trong một lần."
        return Refusal("items_missing", message, context.step.rule)
    number = context.situation.supplement_requests + 1
    again = _asked_before(context, items) if number > 1 else ()
    if again and not (context.by.role == "unit_head" and context.text("repeat_reason")):
        return _repeat_refusal(context, again)
    request = SupplementRequest.objects.create(
        dossier=context.dossier,
        number=number,
        items=items,
        reason=reason,
        contact=context.text("contact"),
        requested_by_id=context.by.id,
        requested_at=context.now,
    )
    waiting.begin(context, "supplement")
    payload = {
        "request_id": str(request.pk),
        "number": number,
        "components": [item["component_code"] for item in request.items],
        "defects": defects.fact(items),
        "repeated": bool(again),
        "late": _is_late(context),
    }
    if again:
        payload["repeats"] = [{"component": one.component, "kind": one.kind, "why": one.why} for one in again]
        payload |= write_note(context, context.text("repeat_reason"), shown=False)
        proposer = context.data.get("proposed_by")
        payload |= {"proposed_by": str(proposer)} if isinstance(proposer, UUID) else {}
    return Change(payload)


def supplement(context: Context) -> Change | Refusal:
    """Take in what was asked for. `data`: papers [PaperIn], answer. The legal clock starts again (điều 19 khoản 4)."""
    dossier, now = context.dossier, context.now
    handed_in: list[PaperIn] = list(context.data.get("papers", ()))
    answer = context.text("answer")
    if not handed_in and not answer:
        return Refusal("nothing_added", "Chưa có giấy tờ hoặc nội dung bổ sung nào.", context.step.rule)
    request = dossier.supplement_requests.order_by("-number").first()
    if request is not None:
        request.answered_at, request.answer = now, answer
        request.save(update_fields=["answered_at", "answer"])
    waiting.end(context, "supplement")
    rows = papers.replace(dossier=dossier, handed_in=handed_in, now=now)
    if isinstance(rows, Refusal):
        return rows
    payload: dict[str, Any] = {
        "request_id": str(request.pk) if request else None,
        "components": [papers.fact(row) for row in rows],
    }
    if dossier.accepted_at is None:
        return Change(payload)
    legal, portal = clocks.legal(dossier), clocks.portal(dossier)
    payload |= {"legal_due": clocks.iso(legal.at), "portal_due": clocks.iso(portal.at)}
    return Change(payload, {"legal_due": legal.at, "portal_due": portal.at})


def request_payment(context: Context) -> Change | Refusal:
    """Ask for a fee. `data`: amount (whole đồng). The fee must be one of the procedure's published fees."""
    amount = context.data.get("amount")
    if not isinstance(amount, int) or isinstance(amount, bool) or amount <= 0:
        return Refusal("bad_amount", "Số tiền phải là số đồng lớn hơn 0.", context.step.rule)
    if amount not in queries.published_fees(context.dossier):
        message = "Số tiền này không có trong phí, lệ phí đã công khai của thủ tục, nên không được yêu cầu."
        return Refusal("fee_not_published", message, "NĐ 63/2010/NĐ-CP điều 18 khoản 6")
    rule = queries.pause_rule(context.dossier, "payment", context.now)
    waiting.begin(context, "payment", pauses_legal=rule is not None)
    return Change({"amount": amount, **({"pause_rule": rule.id} if rule else {})})


def confirm_payment(context: Context) -> Change | Refusal:
    """Record that the fee asked for was paid. `data`: channel "counter" | "portal" | "bank", amount, reference.

    The whole amount is paid at once; `amount` may be left out and must otherwise be the one that was asked for.
    """
    channel, amount = context.text("channel"), context.data.get("amount")
    if channel not in {"counter", "portal", "bank"}:
        return Refusal("bad_channel", "Hãy chọn hình thức nộp tiền.", context.step.rule)
    asked = queries.asked_amount(context.dossier)
    if amount is not None and (isinstance(amount, bool) or amount != asked):
        return Refusal("bad_amount", "Số tiền không đúng với số tiền đã yêu cầu nộp.", context.step.rule)
    waiting.end(context, "payment")
    note = write_note(context, context.text("reference"), shown=False)
    payload = {"amount": asked, "channel": channel, **note}
    if context.dossier.accepted_at is None or not waiting.paused_by_payment(context):
        return Change(payload)
    legal = clocks.legal(context.dossier)
    return Change(payload | {"legal_due": clocks.iso(legal.at)}, {"legal_due": legal.at})


def _asked_before(context: Context, items: list[dict[str, str]]) -> tuple[defects.Repeated, ...]:
    """What of a further request could have been named before: the paper is unchanged, or it was asked for already."""
    earlier = list(context.dossier.supplement_requests.order_by("number"))
    since = max((one.answered_at or one.requested_at for one in earlier), default=context.now)
    papers_now = context.dossier.papers.filter(replaced_at=None, handed_in_at__gte=since)
    fresh = set(papers_now.values_list("component_code", flat=True))
    return defects.repeated(items, earlier=[one.items for one in earlier], fresh=fresh)


def _repeat_refusal(context: Context, again: tuple[defects.Repeated, ...]) -> Refusal:
    if context.by.role == "unit_head":
        message = "Hãy ghi lý do vì sao phải yêu cầu lại điều lẽ ra đã nêu ở lần trước."
        return Refusal("repeat_reason_missing", message, REPEAT_RULE)
    lines = {one.component or "nội dung khác" for one in again}
    message = (
        f"Lần trước lẽ ra đã nêu được {len(again)} điều trong danh sách này ({', '.join(sorted(lines))}): "
        "giấy tờ không đổi từ đó, hoặc đã được yêu cầu. Chỉ được nêu thêm lỗi mới; muốn yêu cầu lại phải có trưởng "
        "phòng duyệt."
    )
    return Refusal("defect_repeated", message, REPEAT_RULE, "Trưởng phòng chuyên môn")


def _items(context: Context) -> list[dict[str, str]]:
    """What is wrong, each with the code of its component; "" for what is no code, because codes go into events."""
    known = {component.code for component in context.dossier.procedure_version.parsed.components or ()}
    known |= set(context.dossier.papers.values_list("component_code", flat=True))
    found = []
    for row in context.rows("items"):
        what, code = clean(str(row.get("what") or ""), lines=True), str(row.get("component_code") or "")
        kind, how = str(row.get("kind") or "other"), clean(str(row.get("how") or ""), lines=True)
        line = defects.item(component=code if code in known else "", kind=kind, what=what, how=how)
        if line["what"] and line not in found:
            found.append(line)
    return found[: defects.MAX_LISTED]


def _limit(context: Context) -> tuple[str, str] | Refusal:
    """The limit of the procedure's version for the channel; when the data has none, the officer's with its basis."""
    if context.dossier.parent_id is not None:
        return context.dossier.limit_text, context.dossier.limit_basis  # what the sending agency gave it
    known = _published_limit(context.dossier.procedure_version.parsed, context.dossier.channel_kind.name.lower())
    if known is not None:
        return known
    text, basis = context.text("limit"), context.text("limit_basis")
    if not text or not basis:
        message = "Dữ liệu thủ tục chưa có thời hạn giải quyết. Hãy nhập thời hạn và căn cứ để tiếp nhận."
        return Refusal("limit_missing", message, "NĐ 61/2018/NĐ-CP điều 17")
    if len(basis) > LONGEST_BASIS:
        return Refusal("basis_too_long", f"Căn cứ của thời hạn dài quá {LONGEST_BASIS} ký tự. Hãy ghi gọn số và điều.")
    try:
        return _words(parse_limit(text)), basis
    except ValueError as error:
        return Refusal("limit_unclear", str(error))


def _published_limit(content: catalogue_rules.ProcedureContent, channel: str) -> tuple[str, str] | None:
    """The limit of the channel the dossier came by, else the procedure's, in words; None when the data has none.

    A limit that the text counts from a later day than receipt (the closing of a round, for example) is promised from
    receipt: the office binds itself to the earlier day, and the basis says so.
    """
    own = next((item.limit for item in content.channels or () if item.kind == channel and item.limit), None)
    limit = own or content.time_limit
    if limit is None:
        return None
    words = _words(catalogue_rules.to_limit(limit))
    if catalogue_rules.counts_from_receipt(limit):
        return words, ""
    basis = f"Văn bản tính {limit.start_text or 'từ mốc khác'}; cơ quan hẹn tính từ ngày tiếp nhận"
    return words, basis[:LONGEST_BASIS]


def _words(limit: Limit) -> str:
    """The limit in words that can be read back; imported data may say more than the limit."""
    try:
        read = parse_limit(limit.text)
    except ValueError:
        read = None
    same = read is not None and (read.value, read.unit) == (limit.value, limit.unit)
    return limit.text if same and len(limit.text) <= LONGEST_LIMIT else Limit(limit.value, limit.unit).text


def _is_late(context: Context) -> bool:
    """Asked later than the working days that điều 19 khoản 4 gives after receipt."""
    received: datetime | None = context.dossier.accepted_at
    if received is None:
        return False
    one_stop = law_rules.OneStop.read(law.rule_set("one_stop", local_date(received)).content)
    calendar = queries.calendar_of(context.dossier)
    return bool(context.now > due(received, one_stop.supplement_request_within, calendar).at)
