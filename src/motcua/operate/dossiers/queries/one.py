"""Reads of one dossier: what may be done with it, by whom, and who may see it."""

import hashlib
import hmac
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Q, UUIDField

from motcua.kernel.actors import Actor
from motcua.kernel.audit import queries as audit
from motcua.kernel.audit.services import StreamRef
from motcua.kernel.fixed import Fixed, Question, together
from motcua.kernel.time import local_date
from motcua.law import queries as law
from motcua.operate.catalogue import queries as catalogue
from motcua.operate.dossiers import rules
from motcua.operate.dossiers.models import Dossier, Hold, SupplementRequest, Task
from motcua.operate.dossiers.queries.memory import Ahead, fill, keep_tasks, kept_tasks, once, remember, take
from motcua.operate.dossiers.rules import Refusal, Situation, State, Step
from motcua.operate.processes import queries as process_queries
from motcua.operate.processes import rules as process_rules
from motcua.people import queries as people
from motcua.people.rules import Grant
from motcua.people.rules.roles import AGENCY_WIDE, OWN_UNIT

LEAD_ONLY = frozenset({"draft_result", "forward", "hand_over"})
EVERYWHERE = frozenset({"signatory", "clerk"})
AGENCY_VERBS = frozenset({"move_due", "change_process"})  # of the control officer, for every unit


# The procedure and its version are not joined to it: they hardly change, and are kept by the catalogue.
_for_work = Fixed(
    lambda key: Dossier.objects.filter(pk=key).select_related("owner", "filer", "result").order_by(), UUIDField()
)
_open_tasks = Fixed(
    lambda key: Task.objects.filter(dossier=key, closed_at=None).order_by("opened_at", "pk"), UUIDField()
)
_open_holds = Fixed(lambda key: Hold.objects.filter(dossier=key, released_at=None).order_by("placed_at"), UUIDField())
_asked = Fixed(lambda key: SupplementRequest.objects.filter(dossier=key).only("pk").order_by("number"), UUIDField())


def for_work(dossier_id: UUID, *, answers: Sequence[Any] | None = None) -> Dossier:
    """The dossier with all that a verb needs, read in one trip. Raises Dossier.DoesNotExist.

    `answers` are those to `asking_for_work`, when they came in another trip.
    """
    kept = take(dossier_id)
    if kept is not None:
        return kept
    found, tasks, holds, asked, head, mark = answers or together(*asking_for_work(dossier_id))
    if not found:
        raise Dossier.DoesNotExist(str(dossier_id))
    dossier: Dossier = found[0]
    version = catalogue.known_version(dossier.procedure_version_id)
    dossier.procedure_version, dossier.procedure = version, version.procedure
    fill(dossier, Ahead(head[0] if head else None, mark[0]), tasks)
    remember(dossier, "holds", _blocked_by(dossier, holds))
    remember(dossier, "requests", _counted(dossier, asked))
    return dossier


def asking_for_work(dossier_id: UUID) -> list[Question[Any]]:
    """What `for_work` asks, for somebody who asks more in the same trip."""
    return [
        _for_work.asking(dossier_id),
        _open_tasks.asking(dossier_id),
        _open_holds.asking(dossier_id),
        _asked.asking(dossier_id),
        audit.asking_head(StreamRef("dossier", str(dossier_id))),
        law.asking_mark(),
    ]


def open_tasks(dossier: Dossier) -> list[Task]:
    """The dossier's open tasks as they are in memory; read when nobody has."""
    known = kept_tasks(dossier)
    if known is None:
        known = _open_tasks(dossier.pk)
        keep_tasks(dossier, known)
    return list(known)


def find(dossier_id: UUID, *, answers: Sequence[Any] | None = None) -> Dossier | None:
    """The dossier as `for_work` reads it; None when there is none."""
    try:
        return for_work(dossier_id, answers=answers)
    except Dossier.DoesNotExist:
        return None


def by_code(code: str) -> Dossier | None:
    """The dossier with this code, or with this tracking code, written in any case."""
    text = code.strip().upper()
    rows = Dossier.objects.select_related("procedure", "owner", "filer")
    return rows.filter(code=text).first() or rows.filter(tracking_code=text).first()


def situation(dossier: Dossier, *, role: str, by: Actor | None = None) -> Situation:
    """What `rules.decide` must know, as seen by `role`: a step is open only to the role that holds it.

    `by`: who looks; where a process has steps of several units, only those of his unit are open to him.
    """
    nodes = _open_to(dossier, role, by)
    claims = {"assign"} if role in {"case_officer", rules.SYSTEM_ROLE} else set()
    result = getattr(dossier, "result", None) if State(dossier.state) in rules.RUNNING | {State.PROCESSED} else None
    asked = once(dossier, "requests", _requests)
    return Situation(
        state=State(dossier.state),
        accepted=dossier.accepted_at is not None,
        open_actions=frozenset(node.action for node in nodes if node.role == role or node.action in claims),
        holds=once(dossier, "holds", _blocked),
        supplement_requests=asked,
        **(_supplement_limit(dossier) if asked else {}),
        rated=dossier.rating is not None,
        has_draft=result is not None,
        signed=result is not None and result.signed_file_id is not None,
        at_signing=role == "unit_head" and result is not None and _at_signing(dossier),
        part=dossier.parent_id is not None,
        observed=dossier.observed,
        led=dossier.lead_id is not None,
        at_once=dossier.accepted_at is not None and dossier.process_version_id is None and not dossier.observed,
        draft_asked=any(node.draft for node in nodes if node.action == "forward" and not _aside(dossier, node)),
    )


def open_nodes(dossier: Dossier, graph: process_rules.Graph) -> list[process_rules.StepNode]:
    """The open steps of the dossier's process."""
    if dossier.accepted_at is None or dossier.is_final:
        return []
    keys = process_rules.open_steps(graph, process_rules.history(dossier.moves))
    return [node for node in graph.steps if node.key in keys]


def own_nodes(dossier: Dossier, by: Actor) -> list[process_rules.StepNode]:
    """The open steps that wait for this actor: those of his role, in his unit where the step belongs to a unit."""
    return [node for node in _open_to(dossier, by.role, by) if node.role == by.role]


def related(dossier: Dossier, by: Actor, verb: str) -> bool:
    """Whether this dossier is the actor's to handle with `verb`."""
    if by.kind == "system":
        return True
    if by.role == "applicant":
        return dossier.parent_id is None and by.id in _accounts(dossier)
    if by.role in EVERYWHERE or (by.role in {"control_officer", "administrator"} and verb in AGENCY_VERBS):
        return agency_of(by) == dossier.agency_id
    if by.role == "reception":
        return by.unit == dossier.receipt_unit_id
    if by.unit != dossier.unit_id:
        return verb == "forward" and any(_aside(dossier, node) for node in own_nodes(dossier, by))
    return by.role != "case_officer" or verb not in LEAD_ONLY or str(dossier.lead_id) in _persons(by)


def agency_of(by: Actor) -> str:
    """Key of the agency the official acts for; the instance's own when the actor names no unit."""
    return str(people.unit(by.unit).agency.key) if by.unit else str(settings.MOTCUA_AGENCY)


def _persons(by: Actor) -> frozenset[str]:
    """The actor, and the absent official in whose place he acts."""
    return frozenset({by.id, by.on_behalf_of} - {""})


def is_own(dossier: Dossier, by: Actor) -> bool:
    """Whether the actor stands before a dossier that he himself owns or filed: others must handle it.

    Nor does he handle it in the place of the one who owns it.
    """
    return by.role != "applicant" and not _accounts(dossier).isdisjoint(_persons(by))


def acting(account: AbstractBaseUser | AnonymousUser, grants: Sequence[Grant], dossier: Dossier, verb: str) -> Actor:
    """The actor to do `verb` as: of the person's roles one that may, else one whose refusal explains best.

    An official is an applicant like everybody else before a dossier of his own.
    """
    if account.pk is None:
        return people.actor_of(AnonymousUser())
    actors = [grant.actor(account.pk) for grant in grants]
    if not actors or str(account.pk) in _accounts(dossier):
        actors.append(Actor("applicant", str(account.pk), "applicant"))
    for actor in actors:
        if isinstance(decision(dossier, actor, verb), Step):
            return actor
    fitting = [actor for actor in actors if actor.role in rules.STEPS[verb].roles]
    return (fitting or actors)[0]


def decision(dossier: Dossier, by: Actor, verb: str) -> Step | Refusal:
    """What the rules say to `verb` by this actor now."""
    return rules.decide(
        situation=situation(dossier, role=by.role, by=by),
        verb=verb,
        role=by.role,
        related=related(dossier, by, verb),
        own=is_own(dossier, by),
    )


def verbs_for(dossier: Dossier, by: Actor) -> tuple[str, ...]:
    """The verbs this actor may do now."""
    view = situation(dossier, role=by.role, by=by)
    verbs = rules.allowed(situation=view, role=by.role, related=True, own=is_own(dossier, by))
    return tuple(verb for verb in verbs if related(dossier, by, verb))


def visible(dossier: Dossier, account: AbstractBaseUser | AnonymousUser, grants: Sequence[Grant]) -> bool:
    """Who may open the page of a dossier: its applicants, and officials whose scope covers it."""
    if account.pk is not None and dossier.parent_id is None and str(account.pk) in _accounts(dossier):
        return True
    agencies, units = scope(grants)
    if dossier.agency_id in agencies or not units.isdisjoint({dossier.unit_id, dossier.receipt_unit_id}):
        return True
    return _drawn(dossier) is not None and dossier.tasks.filter(unit__key__in=units).exists()


def scope(grants: Sequence[Grant]) -> tuple[frozenset[str], frozenset[str]]:
    """What the holder of `grants` may see: every dossier of these agencies, and the dossiers of these units."""
    wide = (grant.agency_key or str(settings.MOTCUA_AGENCY) for grant in grants if grant.role in AGENCY_WIDE)
    return frozenset(wide), frozenset(grant.unit_key for grant in grants if grant.role in OWN_UNIT)


def in_scope(grants: Sequence[Grant], prefix: str = "") -> Q:
    """`scope` as a predicate over dossiers, or over what refers to one as `prefix`."""
    agencies, units = scope(grants)
    of_units = Q(**{f"{prefix}unit__in": units}) | Q(**{f"{prefix}receipt_unit__in": units})
    return Q(**{f"{prefix}agency__in": agencies}) | of_units if agencies else of_units


def pin_of(dossier_id: UUID) -> str:
    """The six digits printed on the receipt, for tracking without an account; derived, never stored."""
    mac = hmac.new(settings.MOTCUA_BLIND_KEY.encode(), b"pin:" + dossier_id.bytes, hashlib.sha256).digest()
    return f"{int.from_bytes(mac[:8], 'big') % 1_000_000:06d}"


def track(code: str, pin: str) -> Dossier | None:
    """The dossier of this code and PIN, or None; which of the two was wrong is not told."""
    dossier = by_code(code)
    expected = pin_of(dossier.pk) if dossier else "000000"
    matches = hmac.compare_digest(expected.encode(), pin.strip().encode("utf-8", "surrogatepass"))
    return dossier if dossier is not None and dossier.parent_id is None and matches else None


def _accounts(dossier: Dossier) -> frozenset[str]:
    """Ids of the accounts of owner and filer; somebody who filed at the counter may have none."""
    ids = (dossier.owner.account_id, dossier.filer.account_id)
    return frozenset(str(account_id) for account_id in ids if account_id is not None)


def published_fees(dossier: Dossier) -> list[int]:
    """The amounts, in đồng, published for the procedure and for the channel of the dossier: nothing else is asked."""
    content = dossier.procedure_version.parsed
    kind = dossier.channel_kind.name.lower()
    fees = [
        *(content.fees or ()),
        *(fee for way in content.channels or () if way.kind == kind for fee in way.fees or ()),
    ]
    return sorted({fee.amount for fee in fees if fee.amount})


def asked_amount(dossier: Dossier) -> int | None:
    """The fee that is waited for now, in đồng; None when none is."""
    if State(dossier.state) is not State.PAYMENT_REQUESTED:
        return None
    asked = [e for e in audit.events(StreamRef("dossier", str(dossier.pk))) if e.type == "dossier.payment_requested"]
    return int(asked[-1].payload["amount"]) if asked else None


def _open_to(dossier: Dossier, role: str, by: Actor | None) -> list[process_rules.StepNode]:
    """The open steps, without those that lie with another unit or another officer than `by`."""
    if dossier.process_version_id is None:
        return []
    nodes = open_nodes(dossier, process_queries.graph(dossier.process_version_id))
    if by is None or _drawn(dossier) is None:
        return nodes
    tasks = {task.step: task for task in open_tasks(dossier)}
    return [node for node in nodes if node.key not in tasks or _within_reach(dossier, tasks[node.key], by)]


def _at_signing(dossier: Dossier) -> bool:
    return any(node.action == "sign" for node in _open_to(dossier, rules.SYSTEM_ROLE, None))


def _within_reach(dossier: Dossier, task: Task, by: Actor) -> bool:
    if task.unit_id is None or by.kind == "system" or by.role in EVERYWHERE:
        return True
    return task.unit_id == by.unit and (
        task.unit_id == dossier.unit_id or str(task.assignee_id or by.id) in _persons(by)
    )


def _aside(dossier: Dossier, node: process_rules.StepNode) -> bool:
    """Whether the open step lies with another unit than the one that handles the dossier."""
    if _drawn(dossier) is None or node.place != "handling":
        return False
    return any(task.step == node.key and task.unit_id != dossier.unit_id for task in open_tasks(dossier))


def _drawn(dossier: Dossier) -> process_rules.Graph | None:
    """The dossier's process when it was drawn: only such a one has branches and steps of other units."""
    if dossier.process_version_id is None:
        return None
    graph = process_queries.graph(dossier.process_version_id)
    return graph if graph.net is not None else None


def _requests(dossier: Dossier) -> int:
    return _counted(dossier, _asked(dossier.pk))


def _counted(dossier: Dossier, asked: Sequence[SupplementRequest]) -> int:
    return len(asked) if State(dossier.state) in rules.RUNNING | {State.SUBMITTED} else 0


def _supplement_limit(dossier: Dossier) -> dict[str, Any]:
    """How often its rule set lets people be asked for more, and where that is written."""
    content = law.rule_set("one_stop", local_date(dossier.accepted_at or dossier.submitted_at)).content
    name = "supplement_returns_max"
    article = content.get("articles", {}).get(name) or rules.SUPPLEMENT_ARTICLE
    return {"supplement_limit": content[name], "supplement_article": article}


def _blocked(dossier: Dossier) -> dict[str, str]:
    return _blocked_by(dossier, _open_holds(dossier.pk))


def _blocked_by(dossier: Dossier, holds: Sequence[Hold]) -> dict[str, str]:
    return {} if dossier.is_final else {verb: hold.words for hold in holds for verb in hold.blocks}
