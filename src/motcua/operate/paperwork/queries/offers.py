"""Which forms a dossier has: each with the occasion it is about and the set of its day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from motcua.kernel.audit import queries as log
from motcua.kernel.audit.models import Event
from motcua.kernel.audit.services import StreamRef
from motcua.kernel.time import local_date
from motcua.law import queries as law
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.paperwork.models import Slip
from motcua.operate.paperwork.rules import FormSet, FormSpec, read
from motcua.operate.paperwork.rules.sets import CONTROL


@dataclass(frozen=True, slots=True)
class Offer:
    """One form that can be printed. `at` is the instant it is about, `event` the one behind it.

    `internal`: not for the applicant. `living`: it grows with the dossier and is kept only once the dossier is over.
    """

    spec: FormSpec
    form_set: FormSet
    occasion: str
    at: datetime
    event: Event
    internal: bool = False
    living: bool = False

    @property
    def purpose(self) -> str:
        return self.spec.purpose

    @property
    def title(self) -> str:
        return f"{self.spec.name} (Mẫu {self.spec.number})"


def form_set(on: date) -> FormSet:
    """The forms that hold on a local day; raises law.rules.NoRule."""
    rule = law.rule_set("form_sets", on)
    return read(rule.id, rule.source, rule.status, rule.content)


def offers(dossier: Dossier) -> list[Offer]:
    """Every form of the dossier in the order of its events. The set is that of the day of acceptance; of what happened
    in a dossier that was never accepted, that of the day of the act."""
    events = log.events(StreamRef("dossier", str(dossier.pk)))
    return list(_offers(dossier, events))


def offer(dossier: Dossier, *, purpose: str = "", number: str = "", occasion: str = "") -> Offer | None:
    """The latest form of this purpose or number (and of this occasion, when given); None when there is none."""
    found = [
        one
        for one in offers(dossier)
        if (not purpose or one.purpose == purpose)
        and (not number or one.spec.number == number)
        and (not occasion or one.occasion == occasion)
    ]
    return found[-1] if found else None


def kept(dossier_id: UUID) -> list[Slip]:
    """The slips of a dossier that were given, oldest first."""
    return list(Slip.objects.filter(dossier=dossier_id).select_related("pdf", "docx").order_by("given_at", "edition"))


def _offers(dossier: Dossier, events: list[Event]) -> Iterator[Offer]:
    for event in events:
        held = _held(dossier, event)
        spec = held.by_event(event.type)
        if spec is not None:
            yield Offer(spec, held, _occasion(event), event.occurred_at, event)
    if events and dossier.accepted_at is not None:
        held, last = _held(dossier, events[-1]), events[-1]
        spec = held.by_purpose(CONTROL)
        living = dossier.finished_at is None and not dossier.is_final
        if spec is not None:
            yield Offer(spec, held, _occasion(last), last.occurred_at, last, internal=True, living=living)


def _held(dossier: Dossier, event: Event) -> FormSet:
    return form_set(local_date(dossier.accepted_at or event.occurred_at))


def _occasion(event: Event) -> str:
    """Requests to supplement are counted; everything else is named by the number of its event."""
    number = event.payload.get("number")
    return f"lan-{number}" if event.type == "dossier.supplement_requested" else f"su-kien-{event.version}"
