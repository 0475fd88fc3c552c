"""Verbs of handling: assign, draft, forward, send back, sign, issue, return."""

from datetime import date
from typing import Any

from motcua.kernel import rows as table
from motcua.kernel.time import local_date
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.models import Result
from motcua.operate.dossiers.queries.four_eyes import four_eyes
from motcua.operate.dossiers.queries.one import own_nodes
from motcua.operate.dossiers.rules import Refusal, State
from motcua.operate.dossiers.services.context import Change, Context
from motcua.operate.dossiers.services.notes import write_note
from motcua.operate.processes.rules import Move, StepNode, back_steps
from motcua.people import queries as people


def assign(context: Context) -> Change | Refusal:
    """Give the dossier to an officer of the unit, or take it oneself. `data`: officer (account id), note.

    By a rule of the unit (the system acts) `data` also names the rule and its method, which stand in the event.
    """
    own = context.by.on_behalf_of or context.by.id
    officer = context.text("officer") or own
    if context.by.role == "case_officer" and officer != own:
        return Refusal(
            "wrong_role", "Bạn chỉ có thể tự nhận việc; phân công là việc của trưởng phòng.", context.step.rule
        )
    if officer not in people.officer_ids("case_officer", context.dossier.unit_id, context.now):
        return Refusal(
            "not_an_officer", "Người được phân công không phải chuyên viên của phòng này.", context.step.rule
        )
    if officer in {str(context.dossier.owner.account_id), str(context.dossier.filer.account_id)}:
        return Refusal("own_dossier", "Không giao hồ sơ cho chính người nộp hồ sơ đó.", context.step.rule)
    node = _open_node(context)
    move = Move(node.key) if node and node.action == "assign" else None
    payload = {"unit": context.dossier.unit_id, "officer": officer, **_note(context)}
    if context.by.kind == "system":
        payload |= {"rule": context.text("rule"), "method": context.text("method")}
    return Change(payload, {"lead_id": officer}, move=move, assignee=officer)


def hand_over(context: Context) -> Change | Refusal:
    """Give what one officer has in hand to another of the same unit. `data`: officer (account id), reason."""
    dossier, officer, reason = context.dossier, context.text("officer"), context.text("reason")
    known = people.officer_ids("case_officer", dossier.unit_id, context.now)
    if dossier.lead_id is None:
        return Refusal("not_assigned", "Hồ sơ chưa có người thụ lý nên chưa có gì để bàn giao.", context.step.rule)
    if not reason:
        return Refusal("reason_missing", "Hãy ghi lý do bàn giao.", context.step.rule)
    if officer not in known:
        return Refusal("not_an_officer", "Người nhận bàn giao không phải chuyên viên của phòng này.", context.step.rule)
    if officer == str(dossier.lead_id):
        return Refusal("same_officer", "Người này đang thụ lý hồ sơ rồi.", context.step.rule)
    if officer in {str(dossier.owner.account_id), str(dossier.filer.account_id)}:
        return Refusal("own_dossier", "Không giao hồ sơ cho chính người nộp hồ sơ đó.", context.step.rule)
    payload = {"unit": dossier.unit_id, "officer": officer, "from": str(dossier.lead_id)}
    return Change(payload | write_note(context, reason, shown=False), {"lead_id": officer}, assignee=officer)


def draft_result(context: Context) -> Change | Refusal:
    """Write or rewrite the draft. `data`: kind, title, body [paragraphs], file (StoredFile of the rendered draft)."""
    kind, title = context.text("kind"), context.text("title")
    body, stored = context.texts("body"), context.data.get("file")
    if kind not in {"approval", "refusal"} or not title or not body or stored is None:
        return Refusal("draft_incomplete", "Dự thảo cần có loại kết quả, trích yếu và nội dung.", context.step.rule)
    columns: dict[str, Any] = {
        "kind": kind,
        "title": title,
        "body": body,
        "drafted_by_id": context.by.id,
        "drafted_at": context.now,
        "draft_file": stored,
        "signed_file": None,
        "signer_id": None,
        "signer_title": "",
        "certificate": "",
        "signed_at": None,
    }
    if getattr(context.dossier, "result", None) is None:
        table.insert(Result(dossier=context.dossier, **columns))  # the dossier in hand knows its new result
    else:
        _write(context, **columns)
    return Change({"result_kind": kind, "file": stored.pk})


def forward(context: Context) -> Change | Refusal:
    """Finish an open step and go on. `data`: note; step, when several are open; outcome, when a choice follows.

    Nobody reviews his own draft.
    """
    node = _open_node(context)
    if node is None:
        return Refusal("step_not_open", "Bước này đã xong hoặc chưa đến.", context.step.rule)
    refusal = four_eyes(context.dossier, context.by, "forward", context.now)
    if refusal is not None:
        return refusal
    outcome = context.text("outcome")
    if node.outcomes and outcome not in node.outcomes:
        ways = ", ".join(f"“{name}”" for name in node.outcomes)
        return Refusal("outcome_missing", f"Hãy chọn kết quả của bước “{node.name}”: {ways}.", context.step.rule)
    payload = {"step": node.key, "to_steps": list(node.next), **_initials(context, node), **_note(context)}
    if not node.outcomes:
        return Change(payload, move=Move(node.key))
    return Change({**payload, "outcome": outcome}, move=Move(node.key, outcome=outcome))


def send_back(context: Context) -> Change | Refusal:
    """Return the draft to an earlier step. `data`: reason; to (its key), else it goes to the case officer's step."""
    reason = context.text("reason")
    if not reason:
        return Refusal("reason_missing", "Hãy ghi lý do trả lại để chuyên viên biết cần sửa gì.", context.step.rule)
    node, wanted = _open_node(context), context.text("to")
    ways = back_steps(context.graph, node.key) if context.graph and node else ()
    officers = [step for step in ways if step.role == "case_officer"]
    back = next((step for step in (ways if wanted else officers or ways) if wanted in {"", step.key}), None)
    if node is None or back is None:
        return Refusal("step_not_open", "Không có bước nào để trả lại.", context.step.rule)
    note = write_note(context, reason, shown=False)
    if getattr(context.dossier, "result", None) is not None:
        # A signature stands for the text that was signed: going back takes it away.
        _write(context, signed_file=None, signer_id=None, signer_title="", certificate="", signed_at=None)
    return Change({"from_step": node.key, "to_step": back.key, **note}, move=Move(node.key, back.key))


def sign(context: Context) -> Change | Refusal:
    """Record a verified signature. `data`: file (StoredFile), certificate, digest, title; see services.signing."""
    node = _open_node(context)
    stored = context.data.get("file")
    if node is None or stored is None:
        return Refusal("step_not_open", "Chưa đến bước ký, hoặc chưa có tệp đã ký.", context.step.rule)
    refusal = four_eyes(context.dossier, context.by, "sign", context.now)
    if refusal is not None:
        return refusal
    _write(
        context,
        signed_file=stored,
        signer_id=context.by.id,
        signer_title=context.text("title"),
        certificate=context.text("certificate"),
        signed_at=context.now,
    )
    payload = {
        "signer": context.by.id,
        "certificate": context.text("certificate"),
        "digest": context.text("digest"),
        "file": stored.pk,
        "step": node.key,
    }
    return Change(payload, move=Move(node.key))


def issue(context: Context) -> Change | Refusal:
    """Number, date and the organisation's signature (NĐ 30/2020/NĐ-CP). `data`: file, number_symbol, on."""
    node = _open_node(context)
    stored, symbol, on = context.data.get("file"), context.text("number_symbol"), context.data.get("on")
    if node is None or not symbol or not isinstance(on, date):
        return Refusal("step_not_open", "Chưa đến bước phát hành, hoặc thiếu số và ngày.", context.step.rule)
    refusal = four_eyes(context.dossier, context.by, "issue", context.now)
    if refusal is not None:
        return refusal
    if on > local_date(context.now):
        return Refusal("future_date", "Ngày ban hành không thể ở tương lai.", context.step.rule)
    _write(context, issued_file=stored, number_symbol=symbol, issued_on=on, issued_by_id=context.by.id)
    payload: dict[str, Any] = {
        "number": symbol,
        "on": on.isoformat(),
        "file": stored.pk if stored else None,
        "electronic": stored is not None,
        "signed": stored is not None,
        "result_kind": context.dossier.result.kind,
        "step": node.key,
    }
    return Change(payload, {"finished_at": context.now}, move=Move(node.key))


def _write(context: Context, **columns: Any) -> None:
    """Change columns of the result, in the row and in the dossier in hand."""
    result = context.dossier.result
    for name, value in columns.items():
        setattr(result, name, value)
    table.update(result, columns)


def _open_node(context: Context) -> StepNode | None:
    """The open step of the process that this verb ends (or, for send_back, that the actor's role holds)."""
    if context.graph is None or context.dossier.current_state not in {
        State.ACCEPTED,
        State.IN_PROGRESS,
        State.PROCESSED,
    }:
        return None
    verb, wanted = context.step.verb, context.text("step")
    own = [node for node in own_nodes(context.dossier, context.by) if wanted in {"", node.key}]
    if verb == "send_back":
        return next((node for node in own if back_steps(context.graph, node.key)), None)
    found = next((node for node in own if node.action == verb), None)
    if found is not None or wanted or verb == "forward":
        return found
    return next((node for node in queries.open_nodes(context.dossier, context.graph) if node.action == verb), None)


def _initials(context: Context, node: StepNode) -> dict[str, str]:
    """Who sends a draft on towards the signature initials exactly this file; another unit that is asked does not."""
    result = getattr(context.dossier, "result", None)
    if result is None or not node.draft or context.by.unit != context.dossier.unit_id:
        return {}
    return {"initialled": result.draft_file_id}


def _note(context: Context) -> dict[str, str]:
    return write_note(context, context.text("note"), shown=False)
