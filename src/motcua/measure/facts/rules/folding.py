"""What is counted of a dossier, folded from its events alone. Pure.

`fold(fact, event)` is total over every event type of dossiers, also those imported with an unlawful history: it never
raises, so that an odd event becomes an odd figure that an audit check can show, and not a lost dossier.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from operator import attrgetter
from typing import Any, Protocol

from motcua.kernel.time import local_date

SMALL, BIG = 32_767, 2**63 - 1  # the largest numbers of the columns
CLOSED_BY = {
    "dossier.rejected": "rejected",
    "dossier.withdrawn": "withdrawn",
    "dossier.stopped": "stopped",
    "dossier.issued": "result",
}


class EventLike(Protocol):
    """What folding reads of an event."""

    stream_id: str
    type: str
    payload: Mapping[str, Any]
    occurred_at: datetime
    source: str


@dataclass(frozen=True, slots=True)
class Fact:
    """The counted facts of one dossier. Dates are local dates; None means that it did not happen or is not known.

    `papers`: per paper id {"code", "digitise", "file", "reused"}. `paper_result`: whether the procedure's result is a
    document (None: the procedure's data does not say). `closed_by`: result, rejected, withdrawn, stopped or "".
    `legal_due` is the date of the law, moved by a supplement, a lawful extension or an approved change of the calendar;
    `original_due` is the same date without the last two; `promised_due` is the day promised with an apology, which
    makes nothing late on time: lateness is only ever measured against `legal_due`. `parent`: id of the dossier of which
    this one is a part that another agency handles; "" for what an applicant filed. Only the latter is counted.
    """

    dossier_id: str
    code: str = ""
    procedure: str = ""
    version_id: int | None = None
    agency: str = ""
    unit: str = ""
    receipt_unit: str = ""
    parent: str = ""
    channel: int | None = None
    origin: str = ""
    assisted: bool = False
    observed: bool = False
    state: int = 1
    submitted_on: date | None = None
    accepted_on: date | None = None
    legal_due: datetime | None = None
    original_due: datetime | None = None
    promised_due: datetime | None = None
    apology_late: bool | None = None
    extended: bool = False
    portal_due: datetime | None = None
    limit_unit: str = ""
    finished_at: datetime | None = None
    finished_on: date | None = None
    returned_on: date | None = None
    closed_by: str = ""
    paper_result: bool | None = None
    result_kind: str = ""
    result_electronic: bool = False
    result_signed: bool = False
    supplement_requests: int = 0
    rating: int | None = None
    papers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    events: int = 0

    @property
    def digitise_marked(self) -> int:
        """Papers that must be held digitally."""
        return sum(1 for paper in self.papers.values() if paper.get("digitise"))

    @property
    def digitised(self) -> int:
        """Of these, papers with a file of their own or a link to one held already."""
        return sum(1 for paper in self.papers.values() if paper.get("digitise") and paper.get("file"))

    @property
    def reused(self) -> int:
        """Papers taken from what the office already held."""
        return sum(1 for paper in self.papers.values() if paper.get("reused"))

    @property
    def fully_digitised(self) -> bool:
        """Every paper marked for digitising is digital, and the result has an electronic file if it is a document."""
        result_ok = self.paper_result is not True or self.result_electronic
        return self.digitise_marked == self.digitised and result_ok


def on_time(*, due: datetime | None, finished: datetime | None, unit: str, now: datetime) -> bool | None:
    """Whether a dossier is (still) in time; None without a due date.

    Limits in days are compared by local date, limits in hours by instant: the law counts days, and TT 01/2018/TT-VPCP
    compares the dates of the receipt. A dossier still open is compared with `now`.
    """
    if due is None:
        return None
    end = finished or now
    if unit == "working_hour":
        return end <= due
    return local_date(end) <= local_date(due)


def fold(fact: Fact | None, event: EventLike) -> Fact:
    """The facts after `event`."""
    return fold_all(fact, (event,))


def fold_all(fact: Fact | None, events: Sequence[EventLike]) -> Fact:
    """The facts after all of `events`, of one stream and in its order: at least one."""
    growing = _Growing(fact or Fact(dossier_id=events[0].stream_id))
    said = growing.__dict__
    for event in events:
        said.update(_changes(growing, event))
    return Fact(**said)


class _Growing:
    """Facts while events are folded into them; handlers read it as they read a `Fact`."""

    def __init__(self, fact: Fact) -> None:
        self.__dict__.update(zip(_NAMES, _told(fact), strict=True))


_NAMES = tuple(field.name for field in fields(Fact))
_told = attrgetter(*_NAMES)


def _changes(fact: Any, event: EventLike) -> dict[str, Any]:
    changes: dict[str, Any] = HANDLERS.get(event.type, _nothing)(fact, event)
    state = _number(event, "state", 10)
    if state:
        changes.setdefault("state", state)
    closed = CLOSED_BY.get(event.type)
    if closed:
        changes |= {"closed_by": closed, "finished_at": event.occurred_at, "finished_on": local_date(event.occurred_at)}
    changes["events"] = fact.events + 1
    changes["observed"] = fact.observed or event.source == "observed"
    return changes


def payment(event: EventLike) -> tuple[int | None, str, date]:
    """Amount in đồng, channel and local day of a confirmed payment."""
    return _number(event, "amount", BIG), _text(event, "channel", 20), local_date(event.occurred_at)


def _nothing(fact: Fact, event: EventLike) -> dict[str, Any]:
    return {}


def _submitted(fact: Fact, event: EventLike) -> dict[str, Any]:
    said = event.payload
    return {
        "procedure": _text(event, "procedure"),
        "version_id": _number(event, "version_id", BIG),
        "agency": _text(event, "agency"),
        "unit": _text(event, "unit"),
        "receipt_unit": _text(event, "receipt_unit"),
        "parent": _text(event, "parent", 36),
        "channel": _number(event, "channel", SMALL),
        "origin": _text(event, "origin", 20),
        "assisted": said.get("assisted") is True,
        "paper_result": _mark(event, "paper_result"),
        "submitted_on": local_date(event.occurred_at),
        "papers": _merged({}, said.get("components")),
    }


def _accepted(fact: Fact, event: EventLike) -> dict[str, Any]:
    limit = event.payload.get("limit")
    unit = limit.get("unit") if isinstance(limit, Mapping) else None
    return {
        "code": _text(event, "code"),
        "accepted_on": local_date(event.occurred_at),
        "limit_unit": unit[:20] if isinstance(unit, str) else "",
        **_anew(event),
    }


def _supplement_requested(fact: Fact, event: EventLike) -> dict[str, Any]:
    return {"supplement_requests": min(fact.supplement_requests + 1, SMALL)}


def _supplemented(fact: Fact, event: EventLike) -> dict[str, Any]:
    new = _papers(event.payload.get("components"))
    codes = {_word(paper, "code") for paper in new}
    kept = {key: paper for key, paper in fact.papers.items() if paper.get("code") not in codes}
    return {"papers": _merged(kept, new), **_anew(event)}


def _paper_marked(fact: Fact, event: EventLike) -> dict[str, Any]:
    return {"papers": _merged(fact.papers, [event.payload])}


def _assigned(fact: Fact, event: EventLike) -> dict[str, Any]:
    return {"unit": _text(event, "unit") or fact.unit}


def _corrected(fact: Fact, event: EventLike) -> dict[str, Any]:
    """The office mended what it had recorded: the unit that handles, or how a paper is marked."""
    if event.payload.get("kind") == "paper":
        return _paper_marked(fact, event)
    return _assigned(fact, event) if event.payload.get("kind") == "unit" else {}


def _issued(fact: Fact, event: EventLike) -> dict[str, Any]:
    return {
        "result_kind": _text(event, "result_kind", 12),
        "result_electronic": event.payload.get("electronic") is True,
        "result_signed": event.payload.get("signed") is True,
    }


def _returned(fact: Fact, event: EventLike) -> dict[str, Any]:
    """A history observed elsewhere may hand over without an issue: the hand-over is its end then."""
    changes: dict[str, Any] = {"returned_on": local_date(event.occurred_at)}
    if not fact.closed_by:
        changes |= {
            "closed_by": "result",
            "finished_at": event.occurred_at,
            "finished_on": local_date(event.occurred_at),
        }
    return changes


def _due_again(fact: Fact, event: EventLike) -> dict[str, Any]:
    """A pause that ended, or a calendar that changed: the dates are those the event says."""
    return _dues(event)


def _extended(fact: Fact, event: EventLike) -> dict[str, Any]:
    return {**_dues(event), "extended": True}


def _apologised(fact: Fact, event: EventLike) -> dict[str, Any]:
    promised = _instant(event.payload.get("promised_due"))
    return {"promised_due": promised or fact.promised_due, "apology_late": _mark(event, "late")}


def _anew(event: EventLike) -> dict[str, Any]:
    """A count that begins: its dates are the original ones, and what was promised before is void."""
    dues = _dues(event)
    return {**dues, "original_due": dues["legal_due"], "promised_due": None} if "legal_due" in dues else dues


def _rated(fact: Fact, event: EventLike) -> dict[str, Any]:
    return {"rating": _number(event, "score", SMALL)}


def _dues(event: EventLike) -> dict[str, Any]:
    """Both due dates as far as the event says them; what is no instant with a time zone is left as it was."""
    found = {name: _instant(event.payload.get(name)) for name in ("legal_due", "portal_due")}
    return {name: at for name, at in found.items() if at is not None}


def _instant(said: Any) -> datetime | None:
    try:
        at = datetime.fromisoformat(said)
        local_date(at)  # a date that can be counted with: it has a zone and lies within the years there are
    except (TypeError, ValueError):
        return None
    return at


def _text(event: EventLike, name: str, longest: int = 60) -> str:
    """A code, as long as its column is; "" for what is no text."""
    said = event.payload.get(name)
    return said[:longest] if isinstance(said, str) else ""


def _number(event: EventLike, name: str, most: int) -> int | None:
    """A whole number that its column can hold; None for everything else."""
    said = event.payload.get(name)
    return said if isinstance(said, int) and not isinstance(said, bool) and 0 <= said <= most else None


def _mark(event: EventLike, name: str) -> bool | None:
    said = event.payload.get(name)
    return said if isinstance(said, bool) else None


def _word(paper: Mapping[str, Any], name: str) -> str:
    said = paper.get(name)
    return said if isinstance(said, str) else ""


def _papers(said: Any) -> list[Mapping[str, Any]]:
    return [paper for paper in said if isinstance(paper, Mapping)] if isinstance(said, list) else []


def _merged(known: Mapping[str, Mapping[str, Any]], papers: Any) -> dict[str, dict[str, Any]]:
    merged = {key: dict(value) for key, value in known.items()}
    for index, paper in enumerate(_papers(papers)):
        code = _word(paper, "code")
        key = _word(paper, "paper") or f"{code}#{index}"
        marks = {name: paper.get(name) is True for name in ("digitise", "file", "reused")}
        merged[key] = {"code": code, **marks}
    return merged


HANDLERS: Mapping[str, Callable[[Fact, EventLike], dict[str, Any]]] = {
    "dossier.submitted": _submitted,
    "dossier.accepted": _accepted,
    "dossier.supplement_requested": _supplement_requested,
    "dossier.supplemented": _supplemented,
    "dossier.paper_marked": _paper_marked,
    "dossier.assigned": _assigned,
    "dossier.corrected": _corrected,
    "dossier.hold_released": _due_again,
    "dossier.payment_confirmed": _due_again,
    "dossier.due_moved": _due_again,
    "dossier.extended": _extended,
    "dossier.apologised": _apologised,
    "dossier.issued": _issued,
    "dossier.returned": _returned,
    "dossier.rated": _rated,
}
