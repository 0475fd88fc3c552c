"""Reads for those who make forms: every form with its state, the steps of a draft, what publishing would change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count

from motcua.operate.catalogue import queries as catalogue
from motcua.operate.catalogue.rules import LegalBasis
from motcua.operate.eforms import rules
from motcua.operate.eforms.models import Draft, Form, FormDraft, FormDraftStep, FormVersion
from motcua.operate.eforms.queries.forms import definition_draft, forms, live
from motcua.operate.eforms.queries.lookups import known_lists
from motcua.operate.eforms.queries.reviewing import review
from motcua.operate.eforms.rules import difference, uses
from motcua.operate.eforms.rules.definition import SILENT_TYPES
from motcua.operate.eforms.rules.difference import Change
from motcua.people import queries as people


@dataclass(frozen=True, slots=True)
class FormRow:
    """A form in the list. `live`: the version applications use now; `draft`: what is being worked on."""

    key: str
    title: str
    live: FormVersion | None
    draft: FormDraft | None
    retired: bool
    procedures: tuple[str, ...]
    saved_by: str = ""

    @property
    def state(self) -> tuple[str, str]:
        """Kind of status tag and its words."""
        if self.retired:
            return "neutral", "Ngừng dùng"
        if self.live is None:
            return "waiting", "Chưa công bố"
        return "done", "Đang dùng"


def form_rows() -> list[FormRow]:
    """Every form, those being worked on first."""
    rows = [_row(form) for form in forms()]
    return sorted(rows, key=lambda row: (row.retired, row.draft is None, row.title))


def form_row(key: str) -> FormRow | None:
    form = forms().filter(key=key).first()
    return _row(form) if form is not None else None


def _row(form: Form) -> FormRow:
    versions = list(form.versions.all())
    kept = [version for version in versions if version.withdrawn_at is None]
    newest = kept[0] if kept and form.retired_at is None else None
    draft = getattr(form, "draft", None)
    shown = newest or (versions[0] if versions else None)
    title = shown.title if shown else str(draft.definition.get("title", "")) if draft else ""
    codes = sorted({use.procedure_code for use in form.uses.all() if use.effective_to is None})
    return FormRow(
        key=form.key,
        title=title or form.key,
        live=newest,
        draft=draft,
        retired=form.retired_at is not None,
        procedures=tuple(codes),
        saved_by=person(draft.saved_by) if draft else "",
    )


def person(account_id: str) -> str:
    """The name of whoever did something; "" when nobody is known."""
    return people.account_name(account_id)


@dataclass(frozen=True, slots=True)
class Bench:
    """A draft on the bench: its text, the step it stands at, and what can be undone or done again ("": nothing)."""

    draft: FormDraft
    definition: dict[str, Any]
    said: str
    by: str
    at: datetime
    undo: str
    redo: str

    @property
    def version(self) -> int:
        return int(self.draft.version)


def bench(key: str) -> Bench | None:
    """The draft of the form `key`; None when nothing is being worked on."""
    draft = definition_draft(key)
    if draft is None:
        return None
    now = current_step(draft)
    if now is None:
        return Bench(draft, dict(draft.definition), "", person(draft.saved_by), draft.saved_at, "", "")
    made = FormDraftStep.objects.filter(draft=draft, number=now.state).first()
    again = next_step(draft, now)
    back = made.said if made is not None and previous_step(draft, now) is not None else ""
    return Bench(draft, dict(draft.definition), now.said, person(now.by), now.at, back, again.said if again else "")


def current_step(draft: FormDraft) -> FormDraftStep | None:
    """The step a draft stands at; None when it was saved by other means."""
    return FormDraftStep.objects.filter(draft=draft, number=draft.version).first()


def previous_step(draft: FormDraft, now: FormDraftStep) -> FormDraftStep | None:
    """Where undoing leads: the step that made the text before the present one, while it is kept."""
    return FormDraftStep.objects.filter(draft=draft, number=now.parent).first() if now.parent else None


def next_step(draft: FormDraft, now: FormDraftStep) -> FormDraftStep | None:
    """What was last done from the present text and undone since."""
    rows = FormDraftStep.objects.filter(draft=draft, parent=now.state).order_by("-number")
    return next((row for row in rows if row.number == row.state), None)


@dataclass(frozen=True, slots=True)
class StepRow:
    at: datetime
    title: str
    text: str
    actor: str
    kind: str


def history(draft: FormDraft, limit: int = 20) -> list[StepRow]:
    """Who changed the draft and when, the latest first, as entries of a timeline."""
    rows = FormDraftStep.objects.filter(draft=draft).order_by("-number")[:limit]
    return [
        StepRow(row.at, row.said, "", person(row.by), "running" if i == 0 else "done") for i, row in enumerate(rows)
    ]


@dataclass(frozen=True, slots=True)
class Found:
    """A problem with the keys it belongs to ("" for the form itself) and where it stands, in words."""

    section: str
    field: str
    where: str
    message: str
    is_error: bool


def problems(definition: Mapping[str, Any]) -> list[Found]:
    """Everything that keeps a draft from being published (errors first), and what somebody should look at."""
    data = dict(definition)
    found = rules.check_definition(data, codelists=known_lists()) or [*_empty(data), *review(data)]
    rows = [_found(data, problem) for problem in found]
    return sorted(rows, key=lambda row: not row.is_error)


def _empty(data: Mapping[str, Any]) -> Iterator[rules.Problem]:
    """What a form cannot do without, or seldom does."""
    if not any(field.get("type") not in SILENT_TYPES for _, field in uses.fields(data)):
        yield rules.Problem("sections", "biểu mẫu chưa hỏi câu nào")
    for index, section in enumerate(uses.sections(data)):
        if not section["fields"]:
            yield rules.Problem(f"sections[{index}].fields", "mục chưa có ô nào, người khai sẽ không thấy", "warning")
    if not data.get("procedures") and data.get("completeness") != "generic":
        yield rules.Problem("procedures", "chưa có thủ tục nào dùng biểu mẫu này", "warning")


def _found(data: Mapping[str, Any], problem: rules.Problem) -> Found:
    section, field, part = uses.owner_of(data, problem.place)
    words = [uses.label_of(data, key) for key in (section, field) if key]
    if part and part in difference.WORDS and (not words or part not in {"label", "title", "fields"}):
        words.append(difference.WORDS[part])
    return Found(
        section,
        field,
        _capital(" › ".join(words)) or "Cả biểu mẫu",
        _capital(problem.message),
        problem.severity == "error",
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What publishing would change and for whom. `waiting`: unfinished applications that stay on their version."""

    live: FormVersion | None
    changes: tuple[Change, ...]
    waiting: int
    starts: tuple[str, ...]
    ends: tuple[str, ...]


def outlook(key: str, definition: Mapping[str, Any]) -> Outlook:
    """The difference of a draft to what is live, and the procedures that begin or cease to use the form."""
    now = live(key)
    uses = Form.objects.filter(key=key, uses__effective_to=None).values_list("uses__procedure_code", flat=True)
    before, after = {code for code in uses if code}, set(definition.get("procedures", ()))
    return Outlook(
        live=now,
        changes=difference.difference(now.definition if now else None, definition),
        waiting=Draft.objects.filter(form_version__form__key=key, submitted_at=None).count(),
        starts=tuple(sorted(after - before)),
        ends=tuple(sorted(before - after)),
    )


def waiting_by_version(key: str) -> dict[int, int]:
    """How many unfinished applications each version of a form still has."""
    rows = Draft.objects.filter(form_version__form__key=key, submitted_at=None).order_by()
    return dict(rows.values_list("form_version__number").annotate(count=Count("id")))


@dataclass(frozen=True, slots=True)
class ProcedureChoice:
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class NotOne:
    """Typed words that mean no procedure, or several."""

    message: str


def find_procedure(typed: str) -> str | NotOne:
    """The code of the procedure meant by a code or by words of its name."""
    known = catalogue.procedure(typed.strip())
    if known is not None:
        return known.code
    found = list(catalogue.search(typed, limit=5).items)
    if len(found) == 1:
        return found[0].code
    if not found:
        return NotOne(f"Không có thủ tục nào khớp với «{typed}». Hãy xem mã ở trang Thủ tục.")
    listed = "; ".join(f"{one.code} {one.name[:70]}" for one in found)
    return NotOne(f"Nhiều thủ tục khớp với «{typed}». Hãy ghi mã của một trong số này: {listed}.")


def procedure_names(codes: list[str] | tuple[str, ...]) -> dict[str, str]:
    """The names of some procedures by their code."""
    rows = catalogue.procedures().filter(code__in=codes).values_list("code", "name")
    return dict(rows)


def legal_bases(definition: Mapping[str, Any]) -> list[LegalBasis]:
    """The law that the procedures of a form stand on, each once."""
    found: dict[str, LegalBasis] = {}
    for code in definition.get("procedures", ()):
        version = catalogue.version_in_force(code)
        for basis in (version.parsed.legal_bases or ()) if version is not None else ():
            found.setdefault(basis.number, basis)
    return list(found.values())


def results(definition: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(code, name) of the results of the procedures a form is for, as far as they have a code."""
    found: dict[str, str] = {}
    for code in definition.get("procedures", ()):
        version = catalogue.version_in_force(code)
        for one in (version.parsed.results or ()) if version is not None else ():
            if one.code:
                found.setdefault(one.code, one.name or one.code)
    return list(found.items())


def components(definition: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(code, name) of the papers of the procedures a form is for."""
    found: dict[str, str] = {}
    for code in definition.get("procedures", ()):
        version = catalogue.version_in_force(code)
        for one in (version.parsed.components or ()) if version is not None else ():
            found.setdefault(one.code, one.name)
    return list(found.items())
