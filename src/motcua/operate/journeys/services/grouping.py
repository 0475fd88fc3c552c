"""One application for a group of procedures: what is common is asked once, sent together, one dossier each."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.kernel.actors import Actor
from motcua.kernel.text import search_key
from motcua.kernel.time import local_date
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.eforms import queries as eforms
from motcua.operate.eforms import services as drafts
from motcua.operate.eforms.queries import Draft
from motcua.operate.journeys.queries import draft as reading
from motcua.operate.journeys.queries.draft import Filing, PaperState
from motcua.operate.journeys.services import applying
from motcua.operate.linking import queries as linking
from motcua.operate.linking import services as groups
from motcua.operate.linking.queries import GroupFiling, ServiceGroup

COMMON = ("filer", "for_whom", "owner", "ground", "subject", "delivery")


def why_not(group: ServiceGroup, now: datetime) -> str:
    """Why the group cannot be applied for here; "" when it can."""
    missing = [code for code in group.procedures if not reading.can_file(code, local_date(now))]
    if not missing:
        return ""
    return f"Thủ tục {', '.join(missing)} chưa nộp trực tuyến được ở đây, nên chưa nộp được cả nhóm."


def begin(*, group: ServiceGroup, account: Any, now: datetime) -> GroupFiling | Refusal:
    """Begin an application for the group: a draft for each procedure."""
    if (problem := why_not(group, now)) or group not in linking.groups(local_date(now)):
        return Refusal("cannot_apply", problem or "Nhóm này không còn nhận hồ sơ.")
    with transaction.atomic():
        begun = [(code, applying.start(code=code, account=account, now=now)) for code in group.procedures]
        pairs = [(code, one.draft.pk) for code, one in begun if one is not None]
        return groups.begin_filing(group=group, account=account, drafts=pairs, now=now)


def filings_in(filing: GroupFiling, account: Any, now: datetime) -> list[tuple[Any, Filing | None]]:
    """Each member with its application as it stands; None when it was sent or is gone."""
    found: list[tuple[Any, Filing | None]] = []
    for member in sorted(filing.members.all(), key=lambda one: one.place):
        draft = eforms.draft(member.draft, account)
        open_ = draft is not None and draft.submitted_at is None and draft.expires_at > now
        found.append((member, reading.read(draft, account, now) if draft is not None and open_ else None))
    return found


def share(*, filing: GroupFiling, account: Any, now: datetime) -> None:
    """Carry what was said in one application of the group into the others, where nothing was said yet."""
    rows = [one for _, one in filings_in(filing, account, now) if one is not None]
    for source in sorted(rows, key=lambda one: one.draft.updated_at):
        for target in rows:
            if target.draft.pk != source.draft.pk:
                _carry(source, target.draft.pk, account, now)


def send(*, filing: GroupFiling, account: Any, by: Actor, now: datetime) -> GroupFiling | Refusal:
    """Send the whole group at once: a dossier for each procedure, or none at all. Sending again changes nothing."""
    share(filing=filing, account=account, now=now)
    with transaction.atomic():
        made: list[tuple[UUID, UUID]] = []
        for member, one in filings_in(filing, account, now):
            dossier = applying.submitted_as(member.draft)
            if dossier is None and one is not None:
                dossier = applying.submit(draft=one.draft, account=account, by=by, now=now)
            if dossier is None or isinstance(dossier, Refusal):
                transaction.set_rollback(True)
                message = dossier.message if isinstance(dossier, Refusal) else "Bản khai không còn."
                return Refusal("incomplete", f"Thủ tục {member.procedure_code}: {message}")
            made.append((member.draft, dossier.pk))
        groups.sent(filing=filing, dossiers=made, by=by, now=now)
    return filing


def _carry(source: Filing, target_id: UUID, account: Any, now: datetime) -> None:
    draft = eforms.draft(target_id, account)
    target = reading.read(draft, account, now) if draft is not None else None
    if draft is None or target is None:
        return
    extra = {key: source.extra[key] for key in COMMON if source.extra.get(key) and not target.extra.get(key)}
    if extra:
        applying.save_persons(filing=target, extra=extra)
    _answers(source.draft, draft, now)
    _papers(source, target)


def _answers(source: Draft, target: Draft, now: datetime) -> None:
    """The same question (key and words) is asked once: its answer goes into sections nobody has touched."""
    if source.form_version is None or target.form_version is None:
        return
    said = {field.key: (field.label, source.answers.get(field.key)) for _, field in source.form_version.parsed.fields()}
    by_section: dict[str, dict[str, Any]] = {}
    for section, field in target.form_version.parsed.fields():
        label, answer = said.get(field.key, ("", None))
        if answer not in (None, "", []) and label == field.label and not target.answers.get(field.key):
            by_section.setdefault(section.key, {})[field.key] = answer
    for key, answers in by_section.items():
        if key not in target.section_versions:
            drafts.save_draft(draft_id=target.pk, section=key, answers=answers, now=now)


def _papers(source: Filing, target: Filing) -> None:
    """The same paper (by its name) is handed in once and used for every procedure that asks for it."""
    decided = {search_key(one.name): one for one in reading.papers(source) if one.how and one.done and not one.extra}
    chosen: dict[str, str] = {}
    for paper in reading.papers(target):
        same = decided.get(search_key(paper.name))
        if same is None or paper.extra or paper.how or paper.files or same.how == "form":
            continue
        chosen[paper.code] = same.how
        _files(same, target, paper.code)
    if chosen:
        applying.choose_paper(filing=target, choices=chosen)


def _files(same: PaperState, target: Filing, code: str) -> None:
    for file in same.files if same.how == "upload" else ():
        drafts.attach(
            draft_id=target.draft.pk, component_code=code, data=file.stored_file.read(), name=file.name, now=target.now
        )
