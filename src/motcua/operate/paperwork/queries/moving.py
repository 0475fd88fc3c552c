"""The hand-overs of one dossier in the words of the control slip."""

from motcua.kernel.audit import queries as log
from motcua.kernel.audit.models import Event
from motcua.kernel.audit.services import StreamRef
from motcua.kernel.time import TZ
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.queries.timeline import sentence
from motcua.operate.paperwork.rules import Happening, Timed, handovers, outcome_words
from motcua.operate.paperwork.rules.movements import APPLICANT
from motcua.operate.paperwork.sheets import Handed
from motcua.people import queries as people
from motcua.people.rules import Role

FIRST = "receive"
OUTSIDE = "Người nộp hồ sơ"


def handed(dossier: Dossier) -> list[Handed]:
    """One row for each hand-over, oldest first, from the events; who is due when, from the steps they opened."""
    events = log.events(StreamRef("dossier", str(dossier.pk)))
    tasks = list(dossier.tasks.select_related("unit").order_by("opened_at"))
    stays = [Timed(task.step, task.opened_at, task.due_at) for task in tasks]
    places = {task.step: task.unit.name if task.unit else _role(task.role) for task in tasks}
    names = {task.step: task.name for task in tasks} | {FIRST: "Kiểm tra và tiếp nhận"}
    people_of: dict[str, str] = {}
    found = handovers([_happening(event, people_of) for event in events], stays, first=FIRST, zone=TZ)
    place = {APPLICANT: OUTSIDE, "": "(chờ các bước song song)", **places}
    kinds = {event.occurred_at: event for event in events}
    return [
        Handed(
            from_unit=place.get(one.giver_step, names.get(one.giver_step, one.giver_step)),
            to_unit=place.get(one.receiver_step, names.get(one.receiver_step, one.receiver_step)),
            at=one.at,
            giver=one.giver,
            receiver=one.receiver,
            outcome=outcome_words(one.outcome),
            note=_note(kinds[one.at], names),
        )
        for one in found
    ]


def _happening(event: Event, known: dict[str, str]) -> Happening:
    opened = event.payload.get("open_steps")
    steps = tuple(opened) if isinstance(opened, list) else None
    return Happening(event.type, event.occurred_at, event.actor_kind, _person(event, known), steps)


def _person(event: Event, known: dict[str, str]) -> str:
    """The name of an official; applicants are not named on a slip that goes round the office."""
    if event.actor_kind != "official":
        return "Hệ thống" if event.actor_kind == "system" else OUTSIDE
    if event.actor_id not in known:
        known[event.actor_id] = people.account_name(event.actor_id) or "Cán bộ"
    return known[event.actor_id]


def _role(role: str) -> str:
    try:
        return Role(role).label
    except ValueError:
        return role


def _note(event: Event, names: dict[str, str]) -> str:
    try:
        return sentence(event.type, event.payload, names)
    except KeyError:
        return ""
