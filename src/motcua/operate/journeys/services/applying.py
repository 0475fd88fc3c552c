"""From an empty page to a submitted dossier: drafts of applications and the one moment in which they are sent."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.kernel.actors import Actor
from motcua.kernel.audit import queries as audit
from motcua.kernel.files import services as files
from motcua.kernel.files.services import Problem
from motcua.kernel.text import fold
from motcua.kernel.time import local_date
from motcua.operate.dossiers import queries as dossier_queries
from motcua.operate.dossiers import services as dossiers
from motcua.operate.dossiers.rules import Application, Channel, Delivery, PaperIn, Party, Refusal
from motcua.operate.eforms import queries as eforms
from motcua.operate.eforms import rules as form_rules
from motcua.operate.eforms import services as drafts
from motcua.operate.eforms.queries import Draft, DraftFile
from motcua.operate.eforms.services.claiming import claim_draft
from motcua.operate.eforms.services.freezing import shown_hash
from motcua.operate.intake.services import papers as intake
from motcua.operate.journeys.queries import authority as proxies
from motcua.operate.journeys.queries import draft as reading
from motcua.operate.journeys.queries.draft import OTHER_PAPER, PURPOSE, Filing, PaperState
from motcua.operate.journeys.services import photos, preflight
from motcua.operate.journeys.services.photos import Bound
from motcua.operate.journeys.services.printing import print_sending
from motcua.people import queries as people

INCOMPLETE = Refusal("incomplete", "Hồ sơ chưa đủ để nộp. Hãy làm nốt các mục còn thiếu.")
CHANGED = Refusal("changed", "Tờ khai vừa được sửa ở một cửa sổ khác. Hãy xem lại nội dung rồi bấm nộp lần nữa.")
GONE = Refusal("gone", form_rules.GONE.message)


def start(*, code: str, account: Any, now: datetime) -> drafts.Started | None:
    """Begin an application for the procedure `code`; None when it cannot be filed online here."""
    if not reading.can_file(code, local_date(now)):
        return None
    form = eforms.form_for(code, local_date(now))
    return drafts.start_draft(
        purpose=f"{PURPOSE}{code}",
        procedure_code=code,
        form_version=form,
        account=account,
        # Until told otherwise people file for themselves; sections for proxies stay hidden until then.
        known={"filer.is_owner": True, "agency.name": people.agency().name},
        now=now,
    )


def claim(*, draft_id: UUID, account: Any, now: datetime) -> None:
    """A draft begun without an account becomes the account's. Who files is asked again when the name differs: only
    the person who is signed in can be the one who files."""
    if not claim_draft(draft_id=draft_id, account=account, now=now):
        return
    draft = eforms.draft(draft_id, account)
    if draft is not None and draft.form_version is not None:
        drafts.prefill_draft(draft_id=draft_id, known=eforms.outside_facts(draft.form_version, account), now=now)
    named = draft.extra.get("filer", {}).get("full_name", "") if draft is not None else ""
    if named and fold(named) != fold(account.full_name):
        drafts.save_draft(draft_id=draft_id, extra={"filer": {}}, now=now)


def save_persons(*, filing: Filing, extra: Mapping[str, Any]) -> form_rules.Refused | None:
    """Keep persons in the draft and carry them into the form; what somebody typed over stays."""
    before = reading.known(filing)
    saved = drafts.save_draft(draft_id=filing.draft.pk, extra=extra, now=filing.now)
    if isinstance(saved, form_rules.Refused):
        return saved
    changed = Filing(saved.draft, filing.content, filing.now, filing.account)
    again = drafts.prefill_draft(draft_id=filing.draft.pk, known=reading.known(changed), before=before, now=filing.now)
    return again if isinstance(again, form_rules.Refused) else None


def choose_paper(*, filing: Filing, choices: Mapping[str, str]) -> form_rules.Refused | None:
    """Keep how papers are handed in: {component code: form, upload, bring, none or reuse-<id>}."""
    merged = {**(filing.extra.get("papers") or {}), **choices}
    saved = drafts.save_draft(draft_id=filing.draft.pk, extra={"papers": merged}, now=filing.now)
    return saved if isinstance(saved, form_rules.Refused) else None


def move_photo(*, filing: Filing, code: str, file_id: int, up: bool) -> form_rules.Refused | None:
    """Put a photo of the paper `code` one place earlier (`up`) or later."""
    state = next((one for one in reading.papers(filing) if one.code == code), None)
    order = [file.pk for file in state.photos] if state is not None else []
    if file_id not in order:
        return None
    here = order.index(file_id)
    there = here - 1 if up else here + 1
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
    orders = {**(filing.extra.get("photo_order") or {}), code: order}
    saved = drafts.save_draft(draft_id=filing.draft.pk, extra={"photo_order": orders}, now=filing.now)
    return saved if isinstance(saved, form_rules.Refused) else None


def command_of(draft_id: UUID) -> str:
    """The one command id under which a draft is submitted: whoever sends it twice, from wherever, makes one dossier."""
    return f"apply-{draft_id}"


def submit(*, draft: Draft, account: Any, by: Actor, now: datetime, go_on_reason: str = "") -> Any | Refusal:
    """Submit the application of `draft`: judge it, freeze the form, make the dossier, in one transaction.

    `go_on_reason`: why it is sent although one like it is running. Submitting again returns the dossier made the first
    time. What is slow (the printed form, the photos of a paper bound into one PDF) happens before.
    """
    if (earlier := submitted_as(draft.pk)) is not None:
        return earlier
    filing = reading.read(draft, account, now)
    if filing is None:
        return Refusal("unknown_procedure", f"Thủ tục {draft.procedure_code} không còn nhận hồ sơ trực tuyến.")
    if not all(task.done for task in reading.tasks(filing)):
        return INCOMPLETE
    verdict = preflight.of_filing(filing)
    if (refusal := preflight.refusal_of(verdict, go_on_reason)) is not None:
        return submitted_as(draft.pk) or refusal
    papers = reading.papers(filing)
    books = _books(papers, now)
    if isinstance(books, Refusal):
        return books
    shown = [asdict(section) for section in eforms.summary(draft, now)]
    printed = _printed(filing, shown) if any(paper.how == "form" for paper in papers) else ""
    with transaction.atomic():
        frozen = drafts.freeze(draft_id=draft.pk, now=now)
        if isinstance(frozen, form_rules.Refused):
            outcome: Any = Refusal(frozen.code, frozen.message)
        elif frozen.shown_hash != shown_hash(shown):
            outcome = CHANGED
        else:
            reason = go_on_reason if verdict.duplicates else ""
            made = _application(filing, papers, printed, frozen, books)
            application = replace(made, checked=verdict.fact(), go_on_reason=reason)
            outcome = dossiers.submit(application=application, by=by, now=now, command_id=command_of(draft.pk))
        if isinstance(outcome, Refusal):
            transaction.set_rollback(True)
        else:
            _keep_beside(outcome, filing, books, by)
    # A second request that came in between lost the race for the draft: its sender sees the dossier all the same.
    return (submitted_as(draft.pk) or outcome) if isinstance(outcome, Refusal) else outcome


def _keep_beside(dossier: Any, filing: Filing, books: Mapping[str, Bound], by: Actor) -> None:
    """What goes with the dossier: of which photos its papers were made, by what right somebody files for the owner."""
    for bound in books.values():
        photos.record(bound=bound, by=by, now=filing.now)
    if (right := proxies.right_of(filing)) is not None:
        intake.keep_right(dossier=dossier, right=right, now=filing.now)


def submitted_as(draft_id: UUID) -> Any | None:
    """The dossier this draft became; None while it has not been submitted."""
    event = audit.by_command(command_of(draft_id))
    return dossier_queries.for_work(UUID(event.stream_id)) if event is not None else None


def discard(*, draft: Draft) -> bool:
    """Throw an unfinished application away; True when there was one."""
    return drafts.discard_draft(draft_id=draft.pk)


def _books(papers: list[PaperState], now: datetime) -> dict[str, Bound] | Refusal:
    """The photos of each paper as one PDF, by component; a Refusal names the photo that cannot be read."""
    books: dict[str, Bound] = {}
    for state in papers:
        pictures = [(file.name, file.stored_file) for file in state.photos] if state.how == "upload" else []
        if pictures:
            bound = photos.bind(photos=pictures, title=state.name, now=now)
            if isinstance(bound, Problem):
                return Refusal(bound.code, bound.message_vi)
            books[state.code] = bound
    return books


def _application(
    filing: Filing, papers: list[PaperState], printed: str, frozen: Any, books: Mapping[str, Bound]
) -> Application:
    filer = _party(filing.filer, account=filing.account)
    subject = filing.subject
    delivery = filing.delivery
    return Application(
        procedure_code=filing.draft.procedure_code,
        channel=Channel.ONLINE,
        owner=_party(filing.owner) if filing.for_other else filer,
        filer=filer if filing.for_other else None,
        subject=_party(subject) if subject else None,
        authority_ground=str(filing.extra.get("ground") or "") if filing.for_other else "",
        papers=tuple(paper for state in papers for paper in _papers_in(state, printed, books.get(state.code))),
        answers_id=frozen.pk,
        form_version_id=frozen.form_version_id,
        delivery=Delivery(delivery["delivery"]),
        delivery_address=delivery.get("delivery_address", "") if delivery["delivery"] == Delivery.POST else "",
    )


def _party(person: Mapping[str, str], account: Any = None) -> Party:
    born = person.get("date_of_birth", "")
    texts = {key: person.get(key, "") for key in ("full_name", "identity_number", "tax_code", "phone", "email")}
    return Party(
        **texts,
        kind=person.get("kind") or "person",
        address=person.get("address", ""),
        date_of_birth=date.fromisoformat(born) if born else None,
        account=account,
    )


def _papers_in(state: PaperState, printed: str, book: Bound | None) -> list[PaperIn]:
    """What of one component goes into the dossier; nothing for what is not needed."""
    # What only the form asks for is no component of the procedure: it goes in beside them, under its own name.
    paper = PaperIn(component_code=OTHER_PAPER if state.extra else state.code, name=state.name)
    if state.how == "form" and printed:
        return [replace(paper, sha256=printed, file_name="Tờ khai điện tử.pdf", source="form")]
    if state.how == "bring":
        return [replace(paper, source="to_bring")]
    if state.reuse is not None:
        return [replace(paper, source="earlier_dossier", reused_from=state.reuse.pk, file_name=state.reuse.file_name)]
    if state.how == "upload":
        bound = [replace(paper, sha256=book.pdf.pk, file_name=book.file_name, source="upload")] if book else []
        return bound + [_upload(state, file) for file in state.files if file not in state.photos]
    return []


def _upload(state: PaperState, file: DraftFile) -> PaperIn:
    name = file.name if state.code == OTHER_PAPER else state.name
    code = OTHER_PAPER if state.extra else state.code
    return PaperIn(component_code=code, name=name, sha256=file.stored_file_id, file_name=file.name, source="upload")


def _printed(filing: Filing, shown: list[dict[str, Any]]) -> str:
    """The filled form as a PDF/A in the store; its hash."""
    pdf = print_sending(filing=filing, shown=shown)
    return files.store(data=pdf, name="to-khai-dien-tu.pdf", now=filing.now).pk
