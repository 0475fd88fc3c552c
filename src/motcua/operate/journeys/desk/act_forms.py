"""The form of each act, with what it must know of the dossier and of who acts."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from motcua.kernel.actors import Actor
from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef
from motcua.kernel.time import local_date
from motcua.law import queries as law
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers.queries import Dossier, delivering, one
from motcua.operate.dossiers.queries.assigning import suggestion
from motcua.operate.intake.queries import papers as intake
from motcua.operate.journeys.desk.seat import Seat, uuid_of
from motcua.operate.journeys.forms.deadlines import PostponeForm
from motcua.operate.journeys.forms.delivering import ALL_FORMS
from motcua.operate.journeys.forms.desk_acts import ActForm
from motcua.operate.journeys.forms.desk_papers import (
    PaperMarkForm,
    SupplementForm,
    SupplementRequestForm,
    asked_items,
)
from motcua.operate.journeys.queries.desk_acts import published_fees
from motcua.operate.processes import queries as processes
from motcua.operate.processes.rules import back_steps
from motcua.people import queries as people
from motcua.people.rules import Role

ONE_DAY = timedelta(days=1)


def blank_form(verb: str, dossier: Dossier, by: Actor, seat: Seat, asked: QueryDict | None = None) -> ActForm:
    """The form of `verb` as it is first shown; `asked` is the query of the address (which paper, which hold)."""
    return _make(verb, dossier, by, seat, asked or QueryDict(), None, None)


def posted_form(verb: str, dossier: Dossier, by: Actor, seat: Seat, request: HttpRequest) -> ActForm:
    """The form of `verb` with what was sent."""
    return _make(verb, dossier, by, seat, request.GET, request.POST, request.FILES)


def _make(
    verb: str,
    dossier: Dossier,
    by: Actor,
    seat: Seat,
    asked: QueryDict,
    data: QueryDict | None,
    files: MultiValueDict[str, Any] | None,
) -> ActForm:
    given: dict[str, Any] = {"data": data, "files": files, "dossier": dossier}
    if verb == "request_supplement":
        return SupplementRequestForm(**given, components=_components(dossier))
    uploads = {"account_id": seat.account_id, "now": seat.now}
    if verb == "supplement":
        return SupplementForm(**given, **uploads, asked=asked_items(dossier))
    if verb == "mark_paper":
        paper_id = uuid_of(asked.get("giay-to", ""))
        return _paper_form(dossier, paper_id, given | uploads)
    _add_choices(given, verb, dossier, by, seat, asked)
    if verb in {"extend", "apologise"}:
        return PostponeForm(**given)
    return ALL_FORMS.get(verb, ActForm)(**given)


def _add_choices(given: dict[str, Any], verb: str, dossier: Dossier, by: Actor, seat: Seat, asked: QueryDict) -> None:
    """What the form of `verb` lets one choose from, read from the dossier."""
    if verb == "assign":
        given |= {"claims": by.role == Role.CASE_OFFICER, "officers": _officers(dossier)}
        given |= _suggested(dossier, seat)
    elif verb == "hand_over":
        given["officers"] = [one for one in _officers(dossier) if one[0] != str(dossier.lead_id)]
    elif verb == "track_delivery":
        given["ways"] = delivering.next_ways(dossier)
    elif verb in {"extend", "apologise"}:
        given["most"] = _most_days(verb, dossier, seat)
    elif verb == "request_payment":
        given["fees"] = published_fees(dossier)
    elif verb == "confirm_payment":
        given["asked"] = _asked_amount(dossier)
    elif verb == "release_hold":
        given["initial"] = {"code": asked.get("ma", "")}
    elif verb == "return_result":
        given |= {"right": intake.right_of(dossier) is not None}
        given["why_not"] = intake.why_not_handed_to_filer(dossier, seat.now)
    elif verb == "draft_result":
        given["initial"] = _last_draft(dossier)
    elif verb == "forward":
        given["ways"] = _ways(dossier, by)
    elif verb == "send_back":
        given["ways"] = _ways_back(dossier, by)


def _paper_form(dossier: Dossier, paper_id: UUID | None, given: dict[str, Any]) -> ActForm:
    paper = dossier.papers.filter(pk=paper_id, replaced_at=None).first() if paper_id else None
    if paper is None:
        raise Http404
    index = dossier.owner.identity_index
    earlier = [one for one in dossiers.reusable_papers(identity_index=index) if one.dossier_id != dossier.pk]
    return PaperMarkForm(**given, paper=paper, earlier=earlier)


def _ways(dossier: Dossier, by: Actor) -> list[tuple[str, str]]:
    """How the open steps of this actor may end: one entry for each step and outcome."""
    nodes = [node for node in one.own_nodes(dossier, by) if node.action == "forward"]
    several = len(nodes) > 1
    return [
        (f"{node.key}|{outcome}", ": ".join(part for part in (node.name if several else "", outcome) if part))
        for node in nodes
        for outcome in node.outcomes or ("",)
    ]


def _ways_back(dossier: Dossier, by: Actor) -> list[tuple[str, str]]:
    """The steps to which the actor may send the work back; the officer's own step first."""
    if dossier.process_version_id is None:
        return []
    graph = processes.graph(dossier.process_version_id)
    for node in one.own_nodes(dossier, by):
        steps = back_steps(graph, node.key)
        if steps:
            return [(step.key, step.name) for step in sorted(steps, key=lambda step: step.role != "case_officer")]
    return []


def _components(dossier: Dossier) -> list[tuple[str, str]]:
    """Components of the procedure, then papers handed in besides them."""
    known = [(one.code, one.name) for one in dossier.procedure_version.parsed.components or ()]
    codes = {code for code, _ in known}
    others = dossier.papers.filter(replaced_at=None).exclude(component_code__in=codes).order_by("component_code", "pk")
    return known + [(paper.component_code, paper.name) for paper in others]


def _most_days(verb: str, dossier: Dossier, seat: Seat) -> int | None:
    """How many working days the rule allows at most; None when there is no rule."""
    if verb == "apologise":
        return int(law.rule_set("rescheduling", local_date(seat.now)).content["most_working_days"])
    rule = dossiers.extension_rule(dossier)
    return int(rule.content["most_working_days"]) if rule else None


def _officers(dossier: Dossier) -> list[tuple[str, str]]:
    """The officers of the unit; who is away is said so."""
    found = people.officials_with(Role.CASE_OFFICER, dossier.unit_id)
    away = people.absent([officer.pk for officer in found], timezone.now())
    words = {key: f" (vắng đến {one.ends_at - ONE_DAY:%d/%m})" for key, one in away.items()}
    return [(str(officer.pk), officer.full_name + words.get(str(officer.pk), "")) for officer in found]


def _suggested(dossier: Dossier, seat: Seat) -> dict[str, Any]:
    """Whom the rules of the unit would choose, and why; nothing where no rule is for the dossier."""
    found = suggestion(dossier, seat.now)
    if found is None:
        return {}
    choice = found.choice
    why = f"Quy tắc của phòng gợi ý {choice.name}: {choice.why}." if choice.officer else choice.why
    return {"suggested": choice.officer, "why": why}


def _asked_amount(dossier: Dossier) -> int | None:
    events = log.events(StreamRef("dossier", str(dossier.pk)))
    amounts = [event.payload["amount"] for event in events if event.type == "dossier.payment_requested"]
    return amounts[-1] if amounts else None


def _last_draft(dossier: Dossier) -> dict[str, Any]:
    """The text of the last draft; before the first one, the words that most results begin with."""
    result = getattr(dossier, "result", None)
    if result is not None:
        return {"kind": result.kind, "title": result.title, "body": "\n".join(result.body)}
    return {"kind": "approval", "title": dossier.procedure.name}
