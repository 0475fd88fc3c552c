"""Papers as rows, what of them goes into events, and the marks and holds put on a dossier."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.kernel import making
from motcua.kernel.fixed import Fixed
from motcua.operate.catalogue import rules as catalogue_rules
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.models import ClockSpan, Dossier, Hold, Paper
from motcua.operate.dossiers.rules import HOLDABLE, PaperIn, Refusal
from motcua.operate.dossiers.rules import deadlines as rules
from motcua.operate.dossiers.services import clocks
from motcua.operate.dossiers.services.context import Change, Context
from motcua.operate.dossiers.services.notes import write_note

CODE = re.compile(r"[A-Za-z0-9._-]{1,60}")  # papers beside the components, such as BS; words of people are no code
NOT_REUSABLE = Refusal(
    "not_reusable", "Giấy tờ này không phải của cùng người nộp hoặc chưa được số hoá, nên không dùng lại được."
)

_LINKED: Fixed[Paper] = Fixed(
    lambda key, index: Paper.objects.filter(pk=key, dossier__owner__identity_index=index, stored_file__isnull=False),
    Paper._meta.pk,
    Paper._meta.get_field("component_code"),
)


def rows_of(
    *, dossier: Dossier, content: catalogue_rules.ProcedureContent, handed_in: Iterable[PaperIn], now: datetime
) -> list[Paper] | Refusal:
    """Unsaved rows of what was handed in; refused when one is said to be a paper of an earlier dossier and is not.

    A component is to be digitised unless the procedure says it is not: the data of a procedure may leave the mark open,
    and TT 01/2023/TT-VPCP makes digitising the rule.
    """
    handed_in = list(handed_in)
    refusal = _refusal(dossier, content, handed_in)
    if refusal is not None:
        return refusal
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


def replace(*, dossier: Dossier, handed_in: list[PaperIn], now: datetime) -> list[Paper] | Refusal:
    """Papers handed in again: the earlier row of the same component is kept as replaced."""
    rows = rows_of(dossier=dossier, content=dossier.procedure_version.parsed, handed_in=handed_in, now=now)
    if isinstance(rows, Refusal):
        return rows
    codes = {row.component_code for row in rows}
    Paper.objects.filter(dossier=dossier, component_code__in=codes, replaced_at=None).update(replaced_at=now)
    return Paper.objects.bulk_create(rows)


def mark_paper(context: Context) -> Change | Refusal:
    """An officer digitises or links a paper. `data`: paper_id, and file | reused_from | digitise=False with reason."""
    paper_id = _uuid(context.data.get("paper_id"))
    paper = Paper.objects.filter(dossier=context.dossier, pk=paper_id, replaced_at=None).first() if paper_id else None
    if paper is None:
        return Refusal("no_such_paper", "Hồ sơ không có giấy tờ này.", context.step.rule)
    stored, earlier = context.data.get("file"), context.data.get("reused_from")
    note: dict[str, str] = {}
    if stored is not None:
        paper.stored_file, paper.file_name, paper.source = stored, context.text("file_name")[:255], "scan"
        paper.reused_from = None
    elif earlier is not None:
        row = _reusable(_uuid(earlier), context.dossier)
        if row is None:
            return NOT_REUSABLE
        paper.reused_from, paper.source, paper.stored_file, paper.file_name = row, "earlier_dossier", None, ""
    elif context.data.get("digitise") is False and context.text("reason"):
        paper.digitise = False
        note = write_note(context, context.text("reason"), shown=False)
    else:
        return Refusal("nothing_marked", "Hãy chọn tệp đã số hoá, giấy tờ dùng lại, hoặc nêu lý do không số hoá.")
    paper.save()
    return Change({**fact(paper), **note})


def place_hold(context: Context) -> Change | Refusal:
    """Make the dossier wait. `data`: code (a word of a list, it stands in events), words, blocks, pauses_clock.

    `blocks` are verbs of HOLDABLE; others are left out. `basis`: what the official cites. The clock pauses only under
    a recorded sector rule, whatever is cited.
    """
    code, words = context.text("code"), context.text("words")
    blocks = [verb for verb in context.texts("blocks") if verb in HOLDABLE]
    pauses = bool(context.data.get("pauses_clock"))
    rule = queries.pause_rule(context.dossier, rules.what_of(code), context.now) if pauses else None
    cited = context.text("basis")
    basis = "; ".join(dict.fromkeys(text for text in (queries.basis_of(rule), cited) if text))
    if not code or not words or not blocks:
        return Refusal("hold_incomplete", "Điều kiện chờ cần có mã, nội dung và thao tác bị chặn.")
    if any(len(text) > most for text, most in ((code, 60), (words, 200), (basis, 300))):
        return Refusal("hold_too_long", "Nội dung chờ dài quá 200 ký tự, hoặc căn cứ dài quá 300 ký tự.")
    if pauses and rule is None:
        return Refusal(
            "no_basis",
            "Chưa ghi quy định chuyên ngành nào cho dừng thời hạn của thủ tục này khi chờ việc đó; thời hạn cứ chạy.",
            "NĐ 61/2018/NĐ-CP",
            "Cán bộ kiểm soát thủ tục hành chính ghi quy định, nếu có",
        )
    if context.dossier.holds.filter(code=code, released_at=None).exists():
        return Refusal("hold_exists", f"Hồ sơ đã có điều kiện chờ “{words}”.")
    hold = Hold.objects.create(
        dossier=context.dossier,
        code=code,
        words=words,
        blocks=blocks,
        pauses_clock=pauses,
        basis=basis,
        placed_by=context.by.id,
        placed_at=context.now,
    )
    return Change({"code": code, "blocks": blocks, "pauses_clock": pauses, "hold_id": str(hold.pk)})


def release_hold(context: Context) -> Change | Refusal:
    """End a hold. `data`: code. A hold that paused the legal clock leaves a span the clock is counted with."""
    hold = context.dossier.holds.filter(code=context.text("code"), released_at=None).first()
    if hold is None:
        return Refusal("no_such_hold", "Hồ sơ không có điều kiện chờ này.")
    hold.released_at, hold.released_by = context.now, context.by.id
    hold.save(update_fields=["released_at", "released_by"])
    if not hold.pauses_clock or context.dossier.accepted_at is None:
        return Change({"code": hold.code})
    # After the result is issued no clock runs that could stand; another server's clock may have been ahead.
    ended = max(hold.placed_at, context.dossier.finished_at or context.now)
    ClockSpan.objects.create(
        dossier=context.dossier, kind="hold", started_at=hold.placed_at, ended_at=ended, pauses_legal=True
    )
    legal = clocks.legal(context.dossier)
    return Change({"code": hold.code, "legal_due": clocks.iso(legal.at)}, {"legal_due": legal.at})


def _refusal(dossier: Dossier, content: catalogue_rules.ProcedureContent, handed_in: list[PaperIn]) -> Refusal | None:
    """Why these papers cannot be taken in: a code that is none, or a link to a paper that is not this owner's."""
    known = {component.code for component in content.components or ()}
    for paper in handed_in:
        if paper.component_code not in known and not CODE.fullmatch(paper.component_code):
            return Refusal("no_such_component", "Thủ tục không có thành phần hồ sơ này.")
        links = paper.reused_from is not None
        if links != paper.source.startswith("earlier_") or (links and _reusable(paper.reused_from, dossier) is None):
            return NOT_REUSABLE
    return None


def _reusable(paper_id: UUID | None, dossier: Dossier) -> Paper | None:
    """The paper of an earlier dossier of the same owner (by identity number); nothing else may be called reuse."""
    index = dossier.owner.identity_index
    if paper_id is None or not index:
        return None
    paper = _LINKED.first(paper_id, index)
    return paper if paper is not None and paper.dossier_id != dossier.pk else None


def _uuid(value: object) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None


def _row(dossier: Dossier, paper: PaperIn, digitise: bool, now: datetime) -> Paper:
    return making.new(
        Paper,
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
