"""What was asked of a person after submission: collected in a draft, handed in at once; withdrawing and rating."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from motcua.kernel import audit
from motcua.kernel.actors import Actor
from motcua.kernel.audit import queries as log
from motcua.kernel.files.services import Problem
from motcua.operate.dossiers import queries as dossier_queries
from motcua.operate.dossiers import services as dossiers
from motcua.operate.dossiers.rules import PaperIn, Refusal, defects
from motcua.operate.eforms import queries as eforms
from motcua.operate.eforms import services as drafts
from motcua.operate.eforms.queries import Draft
from motcua.operate.intake.services import proposals
from motcua.operate.journeys.services import photos
from motcua.operate.journeys.services.photos import Bound
from motcua.operate.linking import services as linking

PURPOSE: Final = "supplement:"
STATE_WORDS: Final = {
    "open": ("waiting", "Chưa bổ sung"),
    "ready": ("running", "Đã có tệp, chưa gửi"),
    "mended": ("done", "Đã bổ sung"),
    "told": ("neutral", "Đã giải trình"),
}
BUSY = Refusal("busy", "Hồ sơ vừa được cán bộ cập nhật cùng lúc. Hãy tải lại trang, xem lại rồi làm tiếp.")


@dataclass(frozen=True, slots=True)
class Asked:
    """One item of a request. `code`: the component it is about, "" for none; `field` names its box on the page."""

    code: str
    what: str
    field: str
    hint: str = ""
    how: str = ""


def items_of(request: Any, names: dict[str, str]) -> list[Asked]:
    """The items of a supplement request; `names`: titles of the components by code."""
    return [
        Asked(
            item["component_code"],
            item["what"],
            f"tep-{number}",
            names.get(item["component_code"], ""),
            item.get("how", ""),
        )
        for number, item in enumerate(request.items, 1)
    ]


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the checklist a person sees: what is wrong, how to mend it, and how far it is."""

    what: str
    how: str
    kind: str
    words: str


def checklist(*, dossier: Any, request: Any, account: Any, now: datetime) -> list[Check]:
    """The latest request as a checklist; empty when nothing was ever asked."""
    if request is None:
        return []
    answered = request.answered_at is not None
    if answered:
        papers = dossier.papers.filter(handed_in_at__gte=request.answered_at)
        handed = set(papers.values_list("component_code", flat=True))
    else:
        draft = find_draft(request=request, account=account, now=now)
        handed = {file.component_code for file in eforms.files_of(draft)} if draft is not None else set()
    states = defects.states(request.items, answered=answered, handed=handed)
    return [
        Check(item["what"], item.get("how", ""), *STATE_WORDS[state])
        for item, state in zip(request.items, states, strict=True)
    ]


def propose_again(dossier: Any, said: dict[str, Any], by: Actor, now: datetime, refused: Refusal) -> Any | Refusal:
    """Put a repeated request before the head of the unit; the refusal itself when no reason was written."""
    if not said.get("repeat_reason"):
        return refused
    return proposals.propose(
        dossier=dossier,
        items=said["items"],
        reason=said["reason"],
        contact=said["contact"],
        why=said["repeat_reason"],
        by=by,
        now=now,
    )


def find_draft(*, request: Any, account: Any, now: datetime) -> Draft | None:
    """The draft in which the account collects files for one request; None before the first file or word."""
    return eforms.drafts_of(account, now).filter(purpose=f"{PURPOSE}{request.pk}").first()


def open_draft(*, request: Any, procedure_code: str, account: Any, now: datetime) -> Draft:
    """The same, begun when there is none."""
    found = find_draft(request=request, account=account, now=now)
    if found is not None:
        return found
    purpose = f"{PURPOSE}{request.pk}"
    return drafts.start_draft(
        purpose=purpose, procedure_code=procedure_code, form_version=None, account=account, now=now
    ).draft


def slot(item: Asked) -> str:
    """Under which component code the files of an item are kept in the draft; items without one go by their number."""
    return item.code or item.field


def hand_in(
    *, dossier_id: UUID, draft: Draft, items: list[Asked], answer: str, by: Actor, now: datetime, command_id: str
) -> Any | Refusal:
    """Hand in the collected files and words; the draft is gone afterwards. Handing in twice changes nothing more."""
    asked = {slot(item): item for item in items}
    files = eforms.files_of(draft)
    books: list[tuple[str, Bound]] = []
    for code in dict.fromkeys(file.component_code for file in files if photos.is_photo(file.stored_file)):
        pictures = [(file.name, file.stored_file) for file in files if file.component_code == code]
        pictures = [(name, stored) for name, stored in pictures if photos.is_photo(stored)]
        bound = photos.bind(photos=pictures, title=_name(code, asked, pictures[0][0]), now=now)
        if isinstance(bound, Problem):
            return Refusal(bound.code, bound.message_vi)
        books.append((code, bound))
    papers = [_paper(file, asked) for file in files if not photos.is_photo(file.stored_file)]
    papers += [_book(code, bound, asked) for code, bound in books]
    outcome = _act(dossier_id, "supplement", by, now, command_id, {"papers": papers, "answer": answer})
    if not isinstance(outcome, Refusal):
        with transaction.atomic():
            for _, bound in books:
                photos.record(bound=bound, by=by, now=now)
        drafts.discard_draft(draft_id=draft.pk)
    return outcome


def withdraw(*, dossier_id: UUID, reason: str, by: Actor, now: datetime, command_id: str) -> Any | Refusal:
    """Take the dossier back, and with it the parts that other agencies have not finished."""
    outcome = _act(dossier_id, "withdraw", by, now, command_id, {"reason": reason})
    if not isinstance(outcome, Refusal):
        linking.follow(dossier_id=dossier_id, now=now)
    return outcome


def rate(*, dossier_id: UUID, score: int, comment: str, by: Actor, now: datetime, command_id: str) -> Any | Refusal:
    """One rating from 1 to 5 with a comment."""
    return _act(dossier_id, "rate", by, now, command_id, {"score": score, "comment": comment})


def _paper(file: Any, asked: dict[str, Asked]) -> PaperIn:
    name = _name(file.component_code, asked, file.name)
    return PaperIn(
        component_code=_code(file.component_code, asked),
        name=name,
        sha256=file.stored_file_id,
        file_name=file.name,
        source="upload",
    )


def _book(code: str, bound: Bound, asked: dict[str, Asked]) -> PaperIn:
    """The photos of one item as one paper."""
    return PaperIn(
        component_code=_code(code, asked),
        name=_name(code, asked, bound.file_name),
        sha256=bound.pdf.pk,
        file_name=bound.file_name,
        source="upload",
    )


def _name(slot_code: str, asked: dict[str, Asked], otherwise: str) -> str:
    item = asked.get(slot_code)
    return (item.hint or item.what) if item else otherwise


def _code(slot_code: str, asked: dict[str, Asked]) -> str:
    item = asked.get(slot_code)
    return item.code if item and item.code else "BS"


def _act(dossier_id: UUID, verb: str, by: Actor, now: datetime, command_id: str, data: dict[str, Any]) -> Any | Refusal:
    """Do it once: the second click of a double click is told what the first one did."""
    try:
        outcome = dossiers.act(dossier_id=dossier_id, verb=verb, by=by, now=now, command_id=command_id, data=data)
    except audit.Conflict:
        outcome = BUSY
    if isinstance(outcome, Refusal) and log.by_command(command_id) is not None:
        return dossier_queries.for_work(dossier_id)
    return outcome
