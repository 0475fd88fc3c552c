"""An application that is being filled in: who, which papers, what is still missing. All of it stands in one draft.

The draft's `extra` holds what is not the form's: filer, for_whom, owner, ground, subject, papers {code: how},
photo_order {code: [file]}, delivery.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError

from motcua.kernel.text import fold, search_key
from motcua.kernel.time import local_date
from motcua.kernel.ui.fields import PhoneField
from motcua.operate.catalogue import queries as catalogue
from motcua.operate.catalogue.rules import Component, ProcedureContent
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.eforms import queries as eforms
from motcua.operate.eforms.queries import Draft, DraftFile
from motcua.operate.eforms.queries import filling as asking
from motcua.operate.intake.rules.authority import GROUNDS
from motcua.people import queries as people

PURPOSE: Final = "apply:"
OTHER_PAPER: Final = "KHAC"
"""Code of what a person adds of their own; no component of a procedure is called so."""

AUTHORITY_PAPER: Final = "UQ"
"""Code of the paper that shows by what right somebody files for the owner; no component is called so."""

OWN_QUESTION: Final = "o:"
"""Begins the code of a paper that only a question of the form asks for."""

FORM_WORDS: Final = ("don ", "phieu ", "to khai", "ban khai", "giay de nghi")
ALIKE: Final = 0.5
MOST_OFFERED: Final = 5
PARTY_KEYS: Final = ("full_name", "identity_number", "date_of_birth", "tax_code", "phone", "email", "address")


@dataclass(frozen=True, slots=True)
class PaperState:
    """One component in this application. `how`: form, upload, bring, none, reuse-<id>, or "" while not decided."""

    code: str
    name: str
    case: str
    number: int
    how: str
    files: tuple[DraftFile, ...]
    reuse: Any = None

    @property
    def photos(self) -> tuple[DraftFile, ...]:
        """The pictures among the files, in the order in which they become pages."""
        return tuple(file for file in self.files if file.stored_file.media_type.startswith("image/"))

    @property
    def extra(self) -> bool:
        """Whether it is no component of the procedure: of the person's own, or asked by the form alone."""
        return self.code == OTHER_PAPER or self.code.startswith(OWN_QUESTION)

    @property
    def done(self) -> bool:
        if self.extra:
            return True
        return bool(self.files) if self.how == "upload" else self.how != ""


@dataclass(frozen=True, slots=True)
class Task:
    """One row of the task list. `state`: done, started, to_do. `page` and `key` name what it is about, `goes_to` the
    page of the form to go on with."""

    page: str
    key: str
    label: str
    state: str
    hint: str = ""
    goes_to: str = ""

    @property
    def done(self) -> bool:
        return self.state == "done"


@dataclass(frozen=True, slots=True)
class Filing:
    """A draft together with the text of the procedure it applies for."""

    draft: Draft
    content: ProcedureContent
    now: datetime
    account: AbstractBaseUser

    @property
    def extra(self) -> dict[str, Any]:
        return dict(self.draft.extra)

    @property
    def filer(self) -> dict[str, str]:
        return dict(self.extra.get("filer") or {})

    @property
    def for_other(self) -> bool:
        return bool(self.extra.get("for_whom") == "other")

    @property
    def owner(self) -> dict[str, str]:
        """Chủ hồ sơ: the filer, or whom they file for; empty while not told."""
        return dict(self.extra.get("owner") or {}) if self.for_other else self.filer

    @property
    def subject(self) -> dict[str, str]:
        """Whom the matter concerns when it is not the owner; empty otherwise."""
        told = self.extra.get("subject") or {}
        return dict(told) if told.get("about") == "other" else {}

    @property
    def asks_subject(self) -> bool:
        """Whether the form names somebody whom the matter concerns."""
        form = self.draft.form_version
        return form is not None and any(f.prefill.startswith("subject.") for _, f in form.parsed.fields())

    @property
    def delivery(self) -> dict[str, str]:
        return dict(self.extra.get("delivery") or {})

    @property
    def title(self) -> str:
        return self.content.name


def read(draft: Draft, account: AbstractBaseUser, now: datetime) -> Filing | None:
    """The application of a draft; None when its procedure can no longer be applied for."""
    version = catalogue.version_in_force(draft.procedure_code, local_date(now))
    if version is None or not draft.purpose.startswith(PURPOSE):
        return None
    return Filing(draft, version.parsed, now, account)


def can_file(code: str, on: date) -> bool:
    """Whether `code` can be filed online here: in force, decided by the department, with a form to fill in."""
    version = catalogue.version_in_force(code, on)
    return version is not None and version.procedure.competent == "department" and eforms.form_for(code, on) is not None


def known(filing: Filing) -> dict[str, Any]:
    """What forms are prefilled from, under the names their definitions use."""
    facts: dict[str, Any] = {"agency.name": people.agency().name, "filer.is_owner": not filing.for_other}
    parties = {"filer": filing.filer, "owner": filing.owner, "subject": filing.subject}
    if not filing.subject and (filing.extra.get("subject") or {}).get("about") == "owner":
        parties["subject"] = filing.owner
    for role, party in parties.items():
        if not party:
            continue
        facts |= {f"{role}.{key}": party.get(key, "") for key in PARTY_KEYS}
        facts[f"{role}.phone"] = _callable(party.get("phone", ""))
        facts[f"{role}.kind"] = party.get("kind", "person")
        facts[f"{role}.organisation_name"] = party["full_name"] if party.get("kind") == "organisation" else ""
    return facts


def outside(filing: Filing) -> dict[str, Any]:
    """What is known from earlier dossiers and partners, for the questions that ask for it."""
    form = filing.draft.form_version
    return eforms.outside_facts(form, filing.account) if form is not None else {}


def papers(filing: Filing) -> list[PaperState]:
    """Every component of the procedure with what was decided for it, and last the person's own additions."""
    chosen: Mapping[str, str] = filing.extra.get("papers") or {}
    files = _files(filing)
    asked = _asked_by_form(filing)
    usual = _replaced_by_form(filing)
    reusable = {str(paper.pk): paper for paper in reusable_papers(filing)} if _reuses(chosen) else {}
    found = []
    for number, part in enumerate(filing.content.components or (), 1):
        how = chosen.get(part.code, "") or ("form" if part.code == usual else "")
        how = how or ("upload" if part.code in asked and files.get(part.code) else "")
        earlier = reusable.get(how.removeprefix("reuse-")) if how.startswith("reuse-") else None
        how = "" if how.startswith("reuse-") and earlier is None else how
        own = tuple(files.get(part.code, ()))
        found.append(PaperState(part.code, part.name, part.case or "", number, how, own, earlier))
    if filing.for_other:
        found.append(_authority(filing, len(found) + 1, chosen, files, reusable))
    for code, label in asked.items():
        if code.startswith(OWN_QUESTION) and files.get(code):
            found.append(PaperState(code, label, "", len(found) + 1, "upload", tuple(files[code])))
    extra = tuple(files.get(OTHER_PAPER, ()))
    return [*found, PaperState(OTHER_PAPER, "Giấy tờ khác bạn muốn gửi thêm", "", len(found) + 1, "upload", extra)]


def _authority(
    filing: Filing,
    number: int,
    chosen: Mapping[str, str],
    files: Mapping[str, list[DraftFile]],
    reusable: Mapping[str, Any],
) -> PaperState:
    """The paper by which one may file for the owner: sent, or reused; it is never brought later."""
    ground = GROUNDS.get(str((filing.extra.get("owner_typed") or {}).get("ground") or ""))
    how = chosen.get(AUTHORITY_PAPER, "")
    earlier = reusable.get(how.removeprefix("reuse-")) if how.startswith("reuse-") else None
    own = tuple(files.get(AUTHORITY_PAPER, ()))
    how = how if earlier is not None else "upload" if own else ""
    name = f"{ground.paper if ground else 'Giấy tờ chứng minh'} (căn cứ để bạn nộp thay)"
    return PaperState(AUTHORITY_PAPER, name, "", number, how, own, earlier)


def _files(filing: Filing) -> dict[str, list[DraftFile]]:
    """The files by component; photos in the order the person gave them, new ones last."""
    files: dict[str, list[DraftFile]] = {}
    for file in eforms.files_of(filing.draft):
        files.setdefault(file.component_code, []).append(file)
    for code, order in (filing.extra.get("photo_order") or {}).items():
        places = {pk: place for place, pk in enumerate(order)}
        files.get(code, []).sort(key=lambda file: places.get(file.pk, len(places)))
    return files


def _asked_by_form(filing: Filing) -> dict[str, str]:
    """Papers that questions of the form ask for: code and label."""
    form = filing.draft.form_version
    return {field.paper: field.label for _, field in form.parsed.fields() if field.type == "file"} if form else {}


def reusable_papers(filing: Filing) -> list[Any]:
    """Papers the office holds already from my earlier dossiers for the same owner, each file once, the newest first.

    Nobody else's are ever offered; a filled form belongs to its dossier and is not offered either.
    """
    if not filing.account.is_authenticated:
        return []
    index = people.identity_index(filing.owner.get("identity_number", ""))
    found: dict[str, Any] = {}
    for paper in dossiers.reusable_papers(identity_index=index, account=filing.account, limit=100):
        if paper.source != "form":
            found.setdefault(str(paper.stored_file_id), paper)
    return list(found.values())


def fitting_papers(filing: Filing, name: str) -> list[Any]:
    """Those of `reusable_papers` that may stand for the component called `name`: half of the words must agree."""
    wanted = _words(name)
    scored = [(_likeness(wanted, _words(paper.name)), paper) for paper in reusable_papers(filing)]
    likely = sorted((pair for pair in scored if pair[0] >= ALIKE), key=lambda pair: -pair[0])
    return [paper for _, paper in likely[:MOST_OFFERED]]


def _words(name: str) -> frozenset[str]:
    return frozenset(search_key(name).split())


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    least = min(len(one), len(other))
    return len(one & other) / least if least else 0.0


def form_may_replace(filing: Filing, code: str) -> bool:
    """Whether the form filled in online stands for this paper."""
    return _replaced_by_form(filing) == code


def tasks(filing: Filing) -> list[Task]:
    """The task list in the order it is walked through; the check at the end is not among them."""
    rows = [Task("filer", "", "Thông tin người nộp", _state(bool(filing.filer)))]
    if filing.for_other:
        rows.append(Task("owner", "", "Chủ hồ sơ", _state(bool(filing.owner))))
    if filing.asks_subject:
        rows.append(Task("subject", "", "Hồ sơ này về ai", _state(bool(filing.extra.get("subject")))))
    rows += _form_tasks(filing)
    states = [paper for paper in papers(filing) if not paper.extra]
    left = sum(not paper.done for paper in states)
    state = "done" if not left else "to_do" if left == len(states) else "started"
    hint = f"Còn {left} trong {len(states)} giấy tờ" if left else ""
    rows.append(Task("papers", "", "Giấy tờ", state, hint))
    rows.append(Task("delivery", "", "Cách nhận kết quả", _state(bool(filing.delivery))))
    standing = eforms.standing(filing.draft, filing.now)
    if standing.state != "not_needed":
        state = "done" if standing.ready else "started" if standing.state == "asked" else "to_do"
        rows.append(Task("cosign-invite", "", "Người ký thứ hai", state, standing.message))
    return rows


def _form_tasks(filing: Filing) -> list[Task]:
    """The form: one row for each section, or one for a form on a single page."""
    sections = asking.form_tasks(filing.draft, filing.now)
    return [
        Task(
            "section",
            one.key,
            "Tờ khai" if one.key == asking.WHOLE else f"Tờ khai: {one.title}",
            one.state,
            goes_to=asking.first_screen(filing.draft, one.key, filing.now),
        )
        for one in sections
    ]


def _state(done: bool) -> str:
    return "done" if done else "to_do"


def _reuses(chosen: Mapping[str, str]) -> bool:
    return any(how.startswith("reuse-") for how in chosen.values())


def _replaced_by_form(filing: Filing) -> str:
    """Code of the component that is the filled form itself: the first that is called an application form.

    Only when the form is the procedure's own: the plain request replaces no official form.
    """
    form = filing.draft.form_version
    if form is None or form.is_generic:
        return ""
    return next((part.code for part in filing.content.components or () if _is_form(part)), "")


def _is_form(part: Component) -> bool:
    return fold(part.name).startswith(FORM_WORDS)


def _callable(number: str) -> str:
    """A telephone number that forms would accept; a demo number is kept with the person but not put into forms."""
    try:
        return str(PhoneField(required=False).clean(number))
    except ValidationError:
        return ""
