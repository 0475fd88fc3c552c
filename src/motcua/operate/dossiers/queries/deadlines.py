"""Due dates that a change of the calendar would move, warnings, and what the applicant was promised anew."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet

from motcua.kernel.time import local_date
from motcua.law import queries as law
from motcua.law.rules import OneStop, RuleSet
from motcua.operate.dossiers.models import DeadlineWarning, Dossier, DueChange
from motcua.operate.dossiers.queries.clocks import due_changes, legal, proofs
from motcua.operate.dossiers.queries.memory import ahead
from motcua.operate.dossiers.queries.one import scope
from motcua.operate.dossiers.rules import State
from motcua.operate.dossiers.rules.deadlines import Move, moved
from motcua.people.rules import Grant

# The clock runs: a wait for a supplement ends with a new count anyway.
COUNTING = (State.ACCEPTED, State.IN_PROGRESS, State.PAYMENT_REQUESTED)
PIECE = 500
MOST_COUNTED = 2000


@dataclass(frozen=True, slots=True)
class Moved:
    """A dossier whose due date the calendar of today would put off."""

    dossier: Dossier
    move: Move


def move_of(dossier: Dossier) -> Move | None:
    """How far the calendar of today moves the due date of a dossier in work; None when it does not."""
    if dossier.accepted_at is None or dossier.legal_due is None:
        return None
    today = legal(dossier)
    if today.at <= dossier.legal_due:
        return None
    before = proofs(dossier)
    return moved(promised=dossier.legal_due, before=before.legal, after=today) if before else None


def last_known(dossier: Dossier) -> datetime:
    """When the newest event of a dossier read by `for_work` was recorded: nothing can be done to it before that."""
    head = ahead(dossier).head
    return head.at if head is not None and head.at is not None else dossier.submitted_at


def extension_rule(dossier: Dossier) -> RuleSet | None:
    """The rule under which the limit of this dossier may be extended; None: no text allows it."""
    procedure = dossier.procedure
    on = local_date(dossier.accepted_at or dossier.submitted_at)
    return law.extension(procedure=procedure.code, field=procedure.field, on=on)


def pause_rule(dossier: Dossier, what: str, now: datetime) -> RuleSet | None:
    """The sector rule by which waiting for `what` stops the legal clock of this dossier; None: the clock runs on."""
    procedure = dossier.procedure
    return law.sector_pause(procedure=procedure.code, field=procedure.field, what=what, on=local_date(now))


def basis_of(rule: RuleSet | None) -> str:
    """Text and article of a sector rule, as it is shown; "" without a rule."""
    return f"{rule.source}, {rule.content['article']}"[:300] if rule is not None else ""


def counting() -> QuerySet[Dossier]:
    """Dossiers whose legal clock runs or can run out here, the most urgent first."""
    rows = Dossier.objects.filter(state__in=COUNTING, legal_due__isnull=False, observed=False)
    return rows.select_related("procedure", "unit", "lead").order_by("legal_due", "pk")


def moved_dossiers() -> Iterator[Moved]:
    """Every dossier in work whose due date the calendar of today would move, with by how much and why."""
    for dossier in counting().iterator(chunk_size=PIECE):
        move = move_of(dossier)
        if move is not None:
            yield Moved(dossier, move)


def appointment(dossier: Dossier) -> DueChange | None:
    """The day promised with an apology, while it stands: a supplement afterwards began a new count."""
    found = [change for change in due_changes(dossier) if change.kind == "apology"]
    if not found or dossier.legal_due is None or found[-1].new_due <= dossier.legal_due:
        return None
    return found[-1]


def used_up(dossier: Dossier) -> set[str]:
    """Verbs that change a due date and may not be done again: one extension, as many apologies as the rule gives."""
    if dossier.accepted_at is None:
        return set()
    done = [change.kind for change in due_changes(dossier)]
    rule = law.rule_set("one_stop", local_date(dossier.accepted_at))
    most = OneStop.read(rule.content).reschedules_max
    spent = (("extend", done.count("extension") >= 1), ("apologise", done.count("apology") >= most))
    return {verb for verb, over in spent if over}


def warnings(*, grants: Sequence[Grant], account_id: str, limit: int = 200) -> list[DeadlineWarning]:
    """Warnings told to the roles the person holds, of dossiers still in work, newest first."""
    told = []
    rows = _warnings_in_scope(grants, account_id).select_related("dossier__procedure", "dossier__unit", "dossier__lead")
    roles = {str(grant.role) for grant in grants}
    for warning in rows.order_by("-raised_at", "pk")[: limit * 3]:
        if roles.intersection(warning.roles):
            told.append(warning)
    return told[:limit]


def warned(dossiers: Sequence[Dossier]) -> dict[object, DeadlineWarning]:
    """The newest warning of each of these dossiers in work about its due date as it stands."""
    dues = {dossier.pk: dossier.legal_due for dossier in dossiers if State(dossier.state) in COUNTING}
    if not dues:
        return {}
    rows = DeadlineWarning.objects.filter(dossier__in=list(dues)).order_by("raised_at", "pk")
    return {row.dossier_id: row for row in rows if row.due_at == dues[row.dossier_id]}


def warned_count(*, grants: Sequence[Grant], account_id: str) -> int:
    """How many dossiers in work the person was warned of, about due dates that still stand."""
    roles = {str(grant.role) for grant in grants}
    rows = _warnings_in_scope(grants, account_id).filter(due_at=F("dossier__legal_due")).order_by()
    told = rows.values_list("dossier_id", "roles")[:MOST_COUNTED]
    return len({key for key, to in told if roles.intersection(to)})


def _warnings_in_scope(grants: Sequence[Grant], account_id: str) -> QuerySet[DeadlineWarning]:
    agencies, units = scope(grants)
    heads = [grant.unit_key for grant in grants if grant.role == "unit_head"]
    rows = DeadlineWarning.objects.filter(dossier__state__in=COUNTING)
    mine = Q(dossier__unit__in=heads) | Q(dossier__lead=account_id, dossier__unit__in=units)
    return rows.filter(Q(dossier__agency__in=agencies) | mine if agencies else mine)
