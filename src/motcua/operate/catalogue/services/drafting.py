"""The writer of drafts: begin, save, send to review, approve, send back, drop. Each step by the table of `rules.life`.

Drafts stand beside the live version, which none of these steps touches; `entering` puts an approved one in force.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.kernel.actors import Actor
from motcua.kernel.time import local_date
from motcua.operate.catalogue import queries, rules
from motcua.operate.catalogue.models import Procedure, ProcedureVersion, TextDraft
from motcua.operate.catalogue.rules import life, readiness
from motcua.operate.catalogue.rules.source import CODE
from motcua.operate.catalogue.services.entering import apply_day
from motcua.operate.catalogue.services.together import one_at_a_time
from motcua.operate.catalogue.services.versions import tell_code
from motcua.people.rules import Refusal

NO_DRAFT = Refusal("unknown_draft", "Không có bản nháp này.")
State = rules.State


@one_at_a_time
def begin(*, code: str, by: Actor, now: datetime, taken_from: int | None = None) -> TextDraft | Refusal:
    """A draft of `code` out of its live text (with the papers marked since), or out of a text waiting from outside.

    A repealed procedure may be drafted too: the new text brings it back when it comes into force.
    """
    refusal = rules.refuse("save", State.DRAFT, doer(by)) or _refuse_second(code)
    base = queries.live_version(code) or queries.last_version(code)
    chosen = _waiting(code, taken_from) if taken_from is not None else base
    if refusal is not None or chosen is None:
        return refusal or Refusal("unknown_procedure", f"Không có thủ tục mã {code}.")
    draft = TextDraft(code=code, is_national=chosen.procedure.is_national, base=base)
    draft.taken_from = chosen if taken_from is not None else None
    return _begun(draft, _marked(code, chosen.parsed), by=by, now=now)


@one_at_a_time
def begin_new(
    *, code: str, content: rules.ProcedureContent, by: Actor, now: datetime, is_national: bool = True
) -> TextDraft | Refusal:
    """A draft of a procedure that is not in the catalogue yet; nobody else sees it before it comes into force."""
    if not CODE.fullmatch(code) or len(code) > 40:
        return Refusal("bad_code", "Mã chỉ gồm chữ không dấu, số, dấu chấm và gạch nối, dài nhất 40.")
    if Procedure.objects.filter(code__iexact=code).exists():
        return Refusal("known_code", f"Mã {code} đã có trong danh mục. Hãy mở thủ tục đó và soạn bản mới.")
    refusal = rules.refuse("save", State.DRAFT, doer(by)) or _refuse_second(code)
    if refusal is not None:
        return refusal
    return _begun(TextDraft(code=code, is_national=is_national), content, by=by, now=now)


@one_at_a_time
def save(*, draft_id: int, content: rules.ProcedureContent, edit: int, by: Actor, now: datetime) -> TextDraft | Refusal:
    """Keep `content` as the draft's text. `edit` is the number of saves the writer has seen."""
    draft = queries.draft(draft_id)
    refusal = NO_DRAFT if draft is None else rules.refuse("save", draft.life, doer(by, draft))
    if refusal is not None or draft is None:
        return refusal or NO_DRAFT
    if draft.edit != edit:
        return Refusal(
            "edited", "Người khác vừa lưu bản nháp này. Nội dung bạn nhập còn bên dưới; hãy xem lại rồi lưu."
        )
    changed = [part.key for part in rules.compare(draft.parsed, content).parts]
    if not changed:
        return draft
    fields = {"content": content.to_json(), "content_hash": rules.content_hash(content)}
    return _change(draft, "procedure.draft_saved", fields, {"parts": changed}, by=by, now=now, author=True)


@one_at_a_time
def send(*, draft_id: int, by: Actor, now: datetime) -> TextDraft | Refusal:
    """Send to review what has every mandatory part (Decree 63/2010/NĐ-CP, article 8.2)."""
    draft = queries.draft(draft_id)
    refusal = NO_DRAFT if draft is None else rules.refuse("send", draft.life, doer(by, draft))
    if refusal is not None or draft is None:
        return refusal or NO_DRAFT
    lacking = readiness.errors(draft.parsed)
    if lacking:
        message = f"{lacking[0].place}: {lacking[0].message} Còn {len(lacking)} chỗ phải sửa trước khi gửi duyệt."
        return Refusal("not_ready", message, "Nghị định 63/2010/NĐ-CP, Điều 8")
    return _change(draft, "procedure.draft_sent", {"state": State.REVIEW}, {}, by=by, now=now, author=True)


@one_at_a_time
def approve(
    *,
    draft_id: int,
    effect: rules.Effect,
    by: Actor,
    now: datetime,
    dropped_by_law: Mapping[str, str] | None = None,
) -> TextDraft | Refusal:
    """Approve a text by a decision, to hold from `effect.effective_from`; a day that has come puts it in force at once.

    A component that applicants are just filling in cannot vanish in silence: `dropped_by_law` says for its code which
    clause took it away. What they filled in is kept.
    """
    draft = queries.draft(draft_id)
    if draft is None:
        return NO_DRAFT
    reasons = {key: text.strip() for key, text in (dropped_by_law or {}).items() if text.strip()}
    today = local_date(now)
    refusal = (
        rules.refuse("approve", draft.life, doer(by, draft))
        or life.refuse_effect(effect, queries.held_texts(draft.code), today)
        or _refuse_vanishing(draft, reasons)
    )
    if refusal is not None:
        return refusal
    fields = {
        "state": State.APPROVED,
        "decision": effect.decision.strip(),
        "decided_on": effect.decided_on,
        "effective_from": effect.effective_from,
        "effective_to": effect.effective_to,
        "dropped_by_law": reasons,
    }
    payload = {**_told(effect), "content_hash": draft.content_hash, "dropped_in_use": sorted(reasons)}
    outcome = _change(draft, "procedure.draft_approved", fields, payload, by=by, now=now)
    if isinstance(outcome, TextDraft):
        apply_day(code=draft.code, now=now)
        outcome.refresh_from_db()
    return outcome


@one_at_a_time
def send_back(*, draft_id: int, reason: str, by: Actor, now: datetime) -> TextDraft | Refusal:
    """Give a text back to its authors with a reason: from review, or approved while its day has not come."""
    draft = queries.draft(draft_id)
    refusal = NO_DRAFT if draft is None else rules.refuse("send_back", draft.life, doer(by, draft), reason)
    if refusal is not None or draft is None:
        return refusal or NO_DRAFT
    if draft.life is State.APPROVED and _refuse_second(draft.code) is not None:
        message = "Một bản nháp khác đang được soạn. Hãy xử lý bản đó trước khi trả lại bản này."
        return Refusal("second_draft", message)
    none: dict[str, Any] = {
        "decision": "",
        "decided_on": None,
        "effective_from": None,
        "effective_to": None,
        "dropped_by_law": {},
    }
    fields = {"state": State.DRAFT, **none, "remarks": _remarked(draft, "send_back", reason, by, now)}
    return _change(draft, "procedure.draft_sent_back", fields, {}, by=by, now=now)


@one_at_a_time
def drop(*, draft_id: int, reason: str, by: Actor, now: datetime) -> TextDraft | Refusal:
    """Give a draft up; its text stays readable for officials."""
    draft = queries.draft(draft_id)
    refusal = NO_DRAFT if draft is None else rules.refuse("drop", draft.life, doer(by, draft), reason)
    if refusal is not None or draft is None:
        return refusal or NO_DRAFT
    fields = {"state": State.DROPPED, "remarks": _remarked(draft, "drop", reason, by, now)}
    return _change(draft, "procedure.draft_dropped", fields, {}, by=by, now=now)


def doer(by: Actor, draft: TextDraft | None = None) -> rules.Doer:
    """The actor as the table of steps sees them."""
    return rules.Doer(by.role, draft is not None and by.id in draft.authors, by.kind == "system")


def _told(effect: rules.Effect) -> dict[str, str | None]:
    """A decision as an event tells it."""
    return {
        "decision": effect.decision.strip(),
        "decided_on": effect.decided_on.isoformat(),
        "effective_from": effect.effective_from.isoformat(),
        "effective_to": effect.effective_to.isoformat() if effect.effective_to else None,
    }


def _begun(draft: TextDraft, content: rules.ProcedureContent, *, by: Actor, now: datetime) -> TextDraft:
    draft.content, draft.content_hash = content.to_json(), rules.content_hash(content)
    draft.authors, draft.created_at, draft.changed_at = [by.id], now, now
    draft.save(force_insert=True)
    base = draft.base.number if draft.base else None
    taken = draft.taken_from.number if draft.taken_from else None
    payload = {"draft": draft.pk, "base": base, "taken_from": taken, "content_hash": draft.content_hash}
    tell_code(draft.code, "procedure.draft_begun", payload, by=by, now=now)
    return draft


def _change(
    draft: TextDraft,
    type: str,
    fields: Mapping[str, Any],
    payload: Mapping[str, Any],
    *,
    by: Actor,
    now: datetime,
    author: bool = False,
) -> TextDraft | Refusal:
    """Write the step only over the draft that was read, and tell it."""
    authors = [*draft.authors, by.id] if author and by.id not in draft.authors else draft.authors
    rows = TextDraft.objects.filter(pk=draft.pk, edit=draft.edit, state=draft.state)
    if not rows.update(**fields, authors=authors, edit=draft.edit + 1, changed_at=now):
        return Refusal("edited", "Người khác vừa làm một việc với bản này. Hãy tải lại trang và xem lại.")
    changed = TextDraft.objects.select_related("base", "version").get(pk=draft.pk)
    tell_code(draft.code, type, {"draft": draft.pk, **payload}, by=by, now=now)
    return changed


def _remarked(draft: TextDraft, verb: str, text: str, by: Actor, now: datetime) -> list[dict[str, str]]:
    return [*draft.remarks, {"at": now.isoformat(), "by": by.id, "verb": verb, "text": text.strip()}]


def _refuse_second(code: str) -> Refusal | None:
    if TextDraft.objects.filter(code__iexact=code, state__in=rules.OPEN).exists():
        return Refusal("second_draft", "Thủ tục này đã có một bản nháp đang soạn hoặc chờ duyệt.")
    return None


def _refuse_vanishing(draft: TextDraft, reasons: Mapping[str, str]) -> Refusal | None:
    """No component disappears from under applicants without a reason of law."""
    for part in queries.dropped_in_use(draft.code, draft.parsed):
        if part.code not in reasons:
            message = (
                f"components: bản này bỏ giấy tờ {part.code} “{part.name[:80]}”, nhưng {part.drafts} hồ sơ người dân "
                "đang soạn còn dùng. Hãy giữ giấy tờ, hoặc ghi căn cứ pháp luật đã bỏ giấy tờ này."
            )
            return Refusal("component_in_use", message, "catalogue.drafts_using")
    return None


def _waiting(code: str, version_id: int) -> ProcedureVersion | None:
    return next((row for row in queries.waiting_imports(code) if row.pk == version_id), None)


def _marked(code: str, content: rules.ProcedureContent) -> rules.ProcedureContent:
    """The content with what people have found about its papers since."""
    return rules.with_marks(content, {key: (mark.held_by, mark.note) for key, mark in queries.marks(code).items()})
