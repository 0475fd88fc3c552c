"""Texts that are being written, and what they are measured against."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from motcua.kernel.plugins import Port
from motcua.operate.catalogue import rules
from motcua.operate.catalogue.models import Procedure, ProcedureVersion, TextDraft

# Filled by the module that keeps what applicants are filling in: how many unfinished applications for the procedure
# `code` use its component? (code, component code) -> number.
drafts_using: Port[Callable[[str, str], int]] = Port("catalogue.drafts_using")


def draft(draft_id: int) -> TextDraft | None:
    return TextDraft.objects.select_related("base", "version").filter(pk=draft_id).first()


def drafts_of(code: str) -> list[TextDraft]:
    """Every draft of a procedure, the newest first; dropped ones and those in force too."""
    return list(TextDraft.objects.select_related("version").filter(code=code))


def drafts_in_hand() -> list[TextDraft]:
    """What somebody has to write, approve or wait for, the oldest change first."""
    states = [rules.State.DRAFT, rules.State.REVIEW, rules.State.APPROVED]
    return list(TextDraft.objects.filter(state__in=states).order_by("changed_at", "id"))


def to_approve() -> int:
    """How many texts wait for approval."""
    return TextDraft.objects.filter(state=rules.State.REVIEW).count()


def upcoming(code: str) -> list[TextDraft]:
    """Approved texts whose day of effect has not come, the next first: the public may read them as coming."""
    return list(TextDraft.objects.filter(code=code, state=rules.State.APPROVED).order_by("effective_from"))


def coming_into_force(today: date) -> list[str]:
    """Codes of procedures of which a text begins, ends or is repealed by `today`: what the daily work looks at."""
    begin = TextDraft.objects.filter(state=rules.State.APPROVED, effective_from__lte=today)
    over = ProcedureVersion.objects.filter(state=ProcedureVersion.State.IN_FORCE, effective_to__lt=today)
    gone = Procedure.objects.filter(state=Procedure.State.IN_FORCE, repealed_on__lte=today)
    codes = {*begin.values_list("code", flat=True), *over.values_list("procedure__code", flat=True)}
    return sorted({*codes, *gone.values_list("code", flat=True)})


def held_texts(code: str) -> tuple[rules.Held, ...]:
    """All texts of a procedure that hold, held or will hold: for the rules of the life of a text."""
    rows = ProcedureVersion.objects.filter(procedure__code=code).exclude(state=ProcedureVersion.State.DRAFT)
    texts = [
        rules.Held(f"v{row.pk}", rules.State(row.state), row.effective_from, row.effective_to)
        for row in rows.only("state", "effective_from", "effective_to").order_by("number")
    ]
    drafts = TextDraft.objects.filter(code=code, state=rules.State.APPROVED).order_by("effective_from", "pk")
    coming = [rules.Held(f"d{row.pk}", rules.State.APPROVED, row.effective_from, row.effective_to) for row in drafts]
    return (*texts, *coming)


def waiting_imports(code: str = "") -> list[ProcedureVersion]:
    """Texts from outside that wait beside one of the agency, and that nobody has looked at yet."""
    rows = ProcedureVersion.objects.filter(state=ProcedureVersion.State.DRAFT, adopted_by=None)
    rows = rows.filter(procedure__code=code) if code else rows
    return list(rows.select_related("procedure").order_by("procedure__code", "number"))


@dataclass(frozen=True, slots=True)
class InUse:
    """A component that a new text drops while applicants' unfinished applications use it."""

    code: str
    name: str
    drafts: int


def dropped_in_use(code: str, content: rules.ProcedureContent) -> tuple[InUse, ...]:
    """Components of the live text that `content` no longer has and that applicants are just filling in."""
    count = drafts_using.get()
    live = live_version(code)
    if count is None or live is None:
        return ()
    gone = rules.compare(live.parsed, content).removed_components()
    found = [InUse(part.code, part.name, count(code, part.code)) for part in gone]
    return tuple(one for one in found if one.drafts)


def live_version(code: str) -> ProcedureVersion | None:
    """The version marked as in force; None when there is none."""
    rows = ProcedureVersion.objects.filter(procedure__code=code, state=ProcedureVersion.State.IN_FORCE)
    return rows.select_related("procedure").first()


def last_version(code: str) -> ProcedureVersion | None:
    """The newest version that is or was in force: what a new text of a repealed procedure starts from."""
    rows = ProcedureVersion.objects.filter(procedure__code=code).exclude(state=ProcedureVersion.State.DRAFT)
    return rows.select_related("procedure").order_by("-number").first()


def text_named(code: str, name: str) -> tuple[str, rules.ProcedureContent] | None:
    """A text by the name a person gives it: a version number, "live", or "draft" (the one in hand).

    (what it is in words, its content); None when there is none.
    """
    if name.isascii() and name.isdigit() and len(name) < 7:
        row = ProcedureVersion.objects.filter(procedure__code=code, number=int(name)).first()
        return (f"phiên bản {row.number}", row.parsed) if row else None
    if name == "live":
        live = live_version(code)
        return (f"phiên bản {live.number}, đang áp dụng", live.parsed) if live else None
    in_hand = Q(state__in=[rules.State.DRAFT, rules.State.REVIEW, rules.State.APPROVED])
    draft = TextDraft.objects.filter(in_hand, code=code).order_by("-changed_at").first() if name == "draft" else None
    return (draft.get_state_display(), draft.parsed) if draft else None
