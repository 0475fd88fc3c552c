"""Papers as rows, what of them goes into events, and the marks and holds put on a dossier."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.operate.catalogue import rules as catalogue_rules
from motcua.operate.dossiers.models import ClockSpan, Dossier, Hold, Paper
from motcua.operate.dossiers.rules import STEPS, PaperIn, Refusal
from motcua.operate.dossiers.services import clocks
from motcua.operate.dossiers.services.context import Change, Context


def rows_of(
    *, dossier: Dossier, content: catalogue_rules.ProcedureContent, handed_in: Iterable[PaperIn], now: datetime
) -> list[Paper]:
    """Unsaved rows of what was handed in.

    A component is to be digitised unless the procedure says it is not: the data of a procedure may leave the mark open,
    and TT 01/2023/TT-VPCP makes digitising the rule.
    """
    marks = {component.code: component.digitise for component in content.components or ()}
    return [_row(dossier, paper, marks.get(paper.component_code) is not False, now) for paper in handed_in]


def fact(row: Paper) -> dict[str, Any]:
    """What an event says of a paper: no name of a person, no file name."""
    return {
        "paper": str(row.pk),
        "code": row.component_code,
        "digitise": row.digitise,
        "file": row.digital,
        "reused": row.reused,
        "source": row.source if row.reused else "",
    }


def replace(*, dossier: Dossier, handed_in: list[PaperIn], now: datetime) -> list[Paper]:
    """Papers handed in again: the earlier row of the same component is kept as replaced."""
    rows = rows_of(dossier=dossier, content=dossier.procedure_version.parsed, handed_in=handed_in, now=now)
    codes = {row.component_code for row in rows}
    Paper.objects.filter(dossier=dossier, component_code__in=codes, replaced_at=None).update(replaced_at=now)
    return Paper.objects.bulk_create(rows)


def mark_paper(context: Context) -> Change | Refusal:
    """An officer digitises or links a paper. `data`: paper_id, and file | reused_from | digitise=False with reason."""
    paper = Paper.objects.filter(dossier=context.dossier, pk=context.data["paper_id"], replaced_at=None).first()
    if paper is None:
        return Refusal("no_such_paper", "Hồ sơ không có giấy tờ này.", context.step.rule)
    stored, earlier = context.data.get("file"), context.data.get("reused_from")
    if stored is not None:
        paper.stored_file, paper.file_name, paper.source = stored, context.text("file_name"), "scan"
    elif earlier is not None:
        refusal = _reuse(context, paper, earlier)
        if refusal is not None:
            return refusal
    elif context.data.get("digitise") is False and context.text("reason"):
        paper.digitise = False
    else:
        return Refusal("nothing_marked", "Hãy chọn tệp đã số hoá, giấy tờ dùng lại, hoặc nêu lý do không số hoá.")
    paper.save()
    return Change(fact(paper))


def place_hold(context: Context) -> Change | Refusal:
    """Make the dossier wait. `data`: code, words, blocks [verbs], pauses_clock, basis."""
    code, words = context.text("code"), context.text("words")
    blocks = [verb for verb in context.data.get("blocks", ()) if verb in STEPS]
    pauses, basis = bool(context.data.get("pauses_clock")), context.text("basis")
    if not code or not words or not blocks:
        return Refusal("hold_incomplete", "Điều kiện chờ cần có mã, nội dung và thao tác bị chặn.")
    if pauses and not basis:
        return Refusal(
            "no_basis", "Chỉ được tạm dừng thời hạn khi có căn cứ pháp luật chuyên ngành.", "NĐ 61/2018/NĐ-CP"
        )
    if context.dossier.holds.filter(code=code, released_at=None).exists():
        return Refusal("hold_exists", f"Hồ sơ đã có điều kiện chờ “{words}”.")
    Hold.objects.create(
        dossier=context.dossier,
        code=code,
        words=words,
        blocks=blocks,
        pauses_clock=pauses,
        basis=basis,
        placed_by=context.by.id,
        placed_at=context.now,
    )
    return Change({"code": code, "blocks": blocks, "pauses_clock": pauses})


def release_hold(context: Context) -> Change | Refusal:
    """End a hold. `data`: code. A hold that paused the legal clock leaves a span the clock is counted with."""
    hold = context.dossier.holds.filter(code=context.text("code"), released_at=None).first()
    if hold is None:
        return Refusal("no_such_hold", "Hồ sơ không có điều kiện chờ này.")
    hold.released_at, hold.released_by = context.now, context.by.id
    hold.save(update_fields=["released_at", "released_by"])
    if not hold.pauses_clock or context.dossier.accepted_at is None:
        return Change({"code": hold.code})
    ClockSpan.objects.create(
        dossier=context.dossier, kind="hold", started_at=hold.placed_at, ended_at=context.now, pauses_legal=True
    )
    legal = clocks.legal(context.dossier)
    return Change({"code": hold.code, "legal_due": clocks.iso(legal.at)}, {"legal_due": legal.at})


def _reuse(context: Context, paper: Paper, earlier_id: UUID) -> Refusal | None:
    """Link to a paper of an earlier dossier of the same owner; nothing else may be called reuse."""
    index = context.dossier.owner.identity_index
    earlier = (
        Paper.objects.filter(pk=earlier_id).exclude(dossier=context.dossier).select_related("dossier__owner").first()
    )
    if earlier is None or not index or earlier.dossier.owner.identity_index != index or not earlier.digital:
        return Refusal(
            "not_reusable", "Giấy tờ này không phải của cùng người nộp hoặc chưa được số hoá, nên không dùng lại được."
        )
    paper.reused_from, paper.source = earlier, "earlier_dossier"
    return None


def _row(dossier: Dossier, paper: PaperIn, digitise: bool, now: datetime) -> Paper:
    return Paper(
        dossier=dossier,
        component_code=paper.component_code,
        name=paper.name,
        digitise=digitise,
        stored_file_id=paper.sha256 or None,
        file_name=paper.file_name,
        source=paper.source or ("upload" if paper.sha256 else ""),
        reused_from_id=paper.reused_from,
        originals=paper.originals,
        copies=paper.copies,
        handed_in_at=now,
    )
