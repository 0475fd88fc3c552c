"""Verbs that end a dossier without a result, and the rating after it."""

from motcua.operate.dossiers.rules import Refusal
from motcua.operate.dossiers.services import ports, waiting
from motcua.operate.dossiers.services.context import Change, Context
from motcua.operate.dossiers.services.notes import write_note


def withdraw(context: Context) -> Change | Refusal:
    """The applicant takes the dossier back. `data`: reason (may be empty)."""
    waiting.end_everything(context)
    return Change(write_note(context, context.text("reason"), shown=True), {"finished_at": context.now})


def stop(context: Context) -> Change | Refusal:
    """Handling is ended by the office. `data`: reason, shown to the applicant."""
    reason = context.text("reason")
    if not reason:
        return Refusal("reason_missing", "Hãy ghi lý do dừng giải quyết để báo cho người dân.", context.step.rule)
    waiting.end_everything(context)
    return Change(write_note(context, reason, shown=True), {"finished_at": context.now})


def take_result(context: Context) -> Change | Refusal:
    """The applicant has opened the electronic result. Told once for a dossier: whoever calls uses one command id."""
    result = getattr(context.dossier, "result", None)
    if result is None or result.issued_file_id is None:
        return Refusal("no_result_file", "Hồ sơ chưa có kết quả điện tử.")
    return Change({"file": str(result.issued_file_id)})


def rate(context: Context) -> Change | Refusal:
    """One rating from 1 (rất không hài lòng) to 5 (rất hài lòng). `data`: score, comment; `token` without an account.

    The event says by which way (`via`) the rating came: an account, or a link given out on paper, at a counter, by SMS.
    """
    score = context.data.get("score")
    if not isinstance(score, int) or isinstance(score, bool) or not 1 <= score <= 5:
        return Refusal("bad_score", "Hãy chọn một mức từ 1 đến 5.")
    via = "account" if context.by.kind == "applicant" else _by_link(context)
    if isinstance(via, Refusal):
        return via
    note = write_note(context, context.text("comment"), shown=True)
    return Change({"score": score, "via": via, **note}, {"rating": score})


def _by_link(context: Context) -> str | Refusal:
    """Nobody rates in another's place: the system does it only with a link that holds."""
    check = ports.rating_links.get()
    if check is None:
        return Refusal("no_rating_links", "Hệ thống này không nhận đánh giá bằng liên kết.")
    return check(context.dossier, context.text("token"), context.now)
