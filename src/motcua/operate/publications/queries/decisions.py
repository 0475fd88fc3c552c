"""Decisions, their procedures and their facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from motcua.kernel.text import search_key
from motcua.operate.publications.models import Decision, Entry, Showing, StepFact
from motcua.operate.publications.rules import Instance, Level, State

SIGNED = (State.DECIDED.value, State.ENTERED.value, State.POSTED.value)
CHAIN = (State.DRAFTED.value, State.CONTROLLED.value)


def decision(decision_id: UUID | str) -> Decision | None:
    """One decision with its file and the ministry's decision it follows; None when there is none."""
    rows = Decision.objects.select_related("content_file", "follows")
    return rows.filter(pk=decision_id).first()


def decisions(
    *, level: str = "", state: str = "", year: int | None = None, text: str = "", signed: bool = False
) -> QuerySet[Decision]:
    """Decisions, drafts first and then the newest; `signed`: only what is decided."""
    rows = Decision.objects.annotate(procedures=Count("entries"))
    rows = rows.filter(level=level) if level else rows
    rows = rows.filter(state=state) if state else rows
    rows = rows.filter(state__in=SIGNED) if signed else rows
    rows = rows.filter(Q(year=year) | Q(year=None, changed_at__year=year)) if year else rows
    if text.strip():
        key = search_key(text)
        codes = Entry.objects.filter(code__iexact=text.strip()).values("decision_id")
        rows = rows.filter(Q(number_key__contains=key) | Q(issuer_key__contains=key) | Q(pk__in=codes))
    return rows.order_by(F("signed_on").desc(nulls_first=True), "-changed_at", "id")


def years() -> list[int]:
    """The years of signing, the newest first."""
    found = Decision.objects.exclude(year=None).order_by("-year").values_list("year", flat=True).distinct()
    return [year for year in found if year is not None]


def entries(decision_id: UUID) -> list[Entry]:
    """The procedures of a decision, in its order."""
    rows = Entry.objects.filter(decision_id=decision_id).select_related("procedure", "successor")
    return list(rows.order_by("line"))


def steps(decision_id: UUID) -> list[StepFact]:
    """The facts of the chain, oldest first."""
    return list(StepFact.objects.filter(decision_id=decision_id).select_related("evidence").order_by("id"))


def step_fact(decision_id: UUID, pk: int) -> StepFact | None:
    return StepFact.objects.filter(decision_id=decision_id, pk=pk).select_related("evidence").first()


def showing(decision_id: UUID, pk: int) -> Showing | None:
    return Showing.objects.filter(decision_id=decision_id, pk=pk).select_related("evidence").first()


def procedure_history(code: str) -> list[Entry]:
    """Where a procedure was published, the newest decision first."""
    rows = Entry.objects.filter(code=code, decision__state__in=SIGNED).select_related("decision")
    return list(rows.order_by("-decision__signed_on", "decision_id"))


@dataclass(frozen=True, slots=True)
class Row:
    """An instance with what a screen says beside it."""

    instance: Instance
    name: str
    change: str
    state: str


def rows_of(found: QuerySet[Entry]) -> list[Row]:
    """Entries as instances of the clocks, in one query."""
    names = (
        "code", "name", "change", "effective_on", "text_signed_on", "decision_id", "decision__number",
        "decision__level", "decision__scope", "decision__shortened", "decision__signed_on", "decision__posted_on",
        "decision__state", "decision__summary",
    )  # fmt: skip
    return [
        Row(
            Instance(
                code=row["code"],
                decision=str(row["decision_id"]),
                number=row["decision__number"],
                level=row["decision__level"],
                scope=row["decision__scope"],
                shortened=row["decision__shortened"],
                effective_on=row["effective_on"],
                text_signed_on=row["text_signed_on"],
                decided_on=row["decision__signed_on"],
                posted_on=row["decision__posted_on"],
            ),
            row["name"],
            row["change"],
            row["decision__state"],
        )
        for row in found.order_by("decision_id", "line").values(*names)
    ]


def provincial_rows(*, state_in: Sequence[str] = ()) -> list[Row]:
    """Every procedure in every decision of the province that was not withdrawn."""
    found = Entry.objects.filter(decision__level=Level.PROVINCE.value)
    found = found.filter(decision__state__in=state_in) if state_in else found.exclude(decision__state=State.WITHDRAWN)
    return rows_of(found)


def has_any() -> bool:
    """Whether a decision of the province was ever recorded here: without one there is nothing to count."""
    return Decision.objects.filter(level=Level.PROVINCE.value).exclude(state=State.WITHDRAWN.value).exists()
