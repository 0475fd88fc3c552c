"""What another system says of a dossier, as it enters here: one account of one dossier at one time. Pure.

An account is a list of things that happened (`Said`), each with a key that is the same in every account of it. What
is known already is not taken again, whatever the order in which accounts arrive; what is new is added; what says
something else under a key that is known contradicts. Lawfulness is not asked.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from motcua.operate.dossiers.rules.states import State

RANK = {
    State.SUBMITTED: 0, State.ACCEPTED: 1, State.IN_PROGRESS: 2, State.SUPPLEMENT_REQUESTED: 2,
    State.PAYMENT_REQUESTED: 2, State.REJECTED: 8, State.WITHDRAWN: 8, State.STOPPED: 8, State.PROCESSED: 8,
    State.RETURNED: 9,
}  # fmt: skip
"""How far a dossier has come; an account that says less is an older one."""
STATE_AFTER = {
    "dossier.submitted": State.SUBMITTED,
    "dossier.accepted": State.ACCEPTED,
    "dossier.rejected": State.REJECTED,
    "dossier.supplement_requested": State.SUPPLEMENT_REQUESTED,
    "dossier.supplemented": State.IN_PROGRESS,
    "dossier.withdrawn": State.WITHDRAWN,
    "dossier.stopped": State.STOPPED,
    "dossier.issued": State.PROCESSED,
    "dossier.returned": State.RETURNED,
}
ONCE = frozenset({"submitted", "accepted", "rejected", "withdrawn", "stopped", "issued", "returned"})
"""Keys of what happens to a dossier once: another instant under one of them contradicts."""
WORDS = {
    "submitted": "ngày nộp", "accepted": "ngày tiếp nhận", "rejected": "ngày từ chối", "withdrawn": "ngày rút",
    "stopped": "ngày dừng", "issued": "ngày kết thúc xử lý", "returned": "ngày trả kết quả",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that happened. `key` names it within the dossier; `payload` holds codes, never a person's words."""

    key: str
    type: str
    at: datetime
    payload: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SaidPaper:
    """One paper of the account: its component, the name of its file, and its marks."""

    code: str
    name: str
    digitise: bool
    file: bool
    reused: bool
    source: str = ""

    def fact(self, index: int) -> dict[str, Any]:
        """What an event says of it."""
        marks = {"digitise": self.digitise, "file": self.file, "reused": self.reused}
        return {"paper": f"{self.code or 'TP'}#{index}", "code": self.code, **marks, "source": self.source}


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One account of one dossier. `whole`: it says all there is, so that it can make a dossier that is not known.

    `owner`: what `people.services.register_applicant` takes. `said`: in the order in which it must have happened.
    `state_at`: the latest instant the account knows of. `note`: words about the step, kept where they can be erased.
    """

    code: str
    state: State
    state_at: datetime
    said: Sequence[Said]
    whole: bool = True
    procedure: str = ""
    agency: str = ""
    unit: str = ""
    receipt_unit: str = ""
    channel: int = 1
    delivery: str = "counter"
    due: datetime | None = None
    owner: Mapping[str, str] = field(default_factory=dict)
    matter: str = ""
    papers: Sequence[SaidPaper] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What the log holds of the dossier already: keys with their instants, due dates, state, procedure."""

    keys: Mapping[str, datetime]
    dues: frozenset[str]
    state: State
    procedure: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """The account says something else of what is known."""

    words: str


def news(known: Known | None, account: Account) -> list[Said] | Contradiction:
    """What the account adds to what is known, each with the state after it; nothing when it is known whole."""
    if known is not None and (wrong := _contradiction(known, account)):
        return wrong
    keys = set(known.keys) if known else set()
    state = known.state if known else State.SUBMITTED
    told: list[Said] = []
    for one in account.said:
        if one.key in keys:
            continue
        after = State(one.payload.get("state") or STATE_AFTER.get(one.type, state))
        type_ = one.type
        if RANK[after] >= RANK[state]:
            state = after
        elif not account.whole:
            type_ = "dossier.observed"
        if not account.whole and type_.removeprefix("dossier.") in keys:
            type_ = "dossier.observed"
        told.append(Said(one.key, type_, one.at, {**one.payload, "state": int(state)}))
    if known is not None:
        told += _changed(known, account, keys, state)
    mark = f"state:{int(account.state)}:{account.state_at:%Y%m%d%H%M%S}"
    if account.whole and account.state != state and RANK[account.state] >= RANK[state] and mark not in keys:
        told.append(Said(mark, "dossier.observed", account.state_at, {"state": int(account.state)}))
    if told:  # so that the same account is known again after later ones have moved the state
        last = told[-1]
        told[-1] = Said(last.key, last.type, last.at, {**last.payload, "account": mark})
    return told


def keys_of(events: Iterable[tuple[Mapping[str, Any], datetime]]) -> tuple[dict[str, datetime], frozenset[str]]:
    """The keys that the payloads of a history hold, each with its instant, and the due dates they named."""
    keys: dict[str, datetime] = {}
    dues: set[str] = set()
    for payload, at in events:
        for name in ("key", "account"):
            if name in payload:
                keys[payload[name]] = at
        for paper in payload.get("components", ()):
            keys[_paper_key(paper)] = at
        if payload.get("legal_due"):
            dues.add(payload["legal_due"])
    return keys, frozenset(dues)


def _changed(known: Known, account: Account, keys: Set[str], state: State) -> list[Said]:
    """A due date or a mark of a paper that differs from what was said before."""
    told = []
    due = account.due.isoformat() if account.due else ""
    if due and due not in known.dues and "accepted" in known.keys:
        payload = {"legal_due": due, "portal_due": due, "state": int(state)}
        told.append(Said(f"due:{due}", "dossier.due_moved", account.state_at, payload))
    for index, paper in enumerate(account.papers):
        fact = paper.fact(index)
        if _paper_key(fact) not in keys and known.keys:
            told.append(Said(_paper_key(fact), "dossier.paper_marked", account.state_at, {**fact, "state": int(state)}))
    return told


def _paper_key(paper: Mapping[str, Any]) -> str:
    marks = "".join("1" if paper.get(name) is True else "0" for name in ("digitise", "file", "reused"))
    return f"paper:{paper.get('paper', '')}:{marks}"


def _contradiction(known: Known, account: Account) -> Contradiction | None:
    if not account.whole:
        return None
    if account.procedure != known.procedure:
        return Contradiction(f"thủ tục khác với lần nhập trước ({known.procedure})")
    for one in account.said:
        at = known.keys.get(one.key)
        if one.key in ONCE and at is not None and at != one.at:
            return Contradiction(f"{WORDS[one.key]} khác với lần nhập trước")
    return None
