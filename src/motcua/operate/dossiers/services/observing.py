"""What other systems did, taken into the same dossiers: many accounts in one transaction, all or nothing.

Shape and identity are asked, lawfulness never: an unlawful history is kept as it was. The same account again changes
nothing; a newer one adds; one that says something else of what is known is refused with what it contradicts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import transaction

from motcua.kernel import making, many
from motcua.kernel import rows as table
from motcua.kernel.actors import Actor
from motcua.kernel.audit.bulk import Happening, History, observe_many
from motcua.kernel.audit.queries import Head
from motcua.kernel.audit.rules import GENESIS
from motcua.kernel.audit.services import StreamRef
from motcua.kernel.ids import new_id, tracking_code
from motcua.kernel.statements import run
from motcua.kernel.text import search_key
from motcua.operate.dossiers.models import Dossier, Note, Paper
from motcua.operate.dossiers.queries import observed as queries
from motcua.operate.dossiers.rules import FINAL, State
from motcua.operate.dossiers.rules import observed as rules
from motcua.operate.dossiers.rules.observed import Account, Contradiction, Known, Said
from motcua.operate.dossiers.services.listing import Listing
from motcua.people.services.many import register_many

PIECE = 500
STREAM = "dossier"


@dataclass(frozen=True, slots=True)
class Observed:
    """What became of one account. `code` and `words`: why it was refused."""

    kind: Literal["taken", "unchanged", "refused"]
    code: str = ""
    words: str = ""
    dossier_id: UUID | None = None


@dataclass(slots=True)
class _Stream:
    """One dossier as it grows while accounts of it are taken."""

    dossier: Dossier
    known: Known | None
    head: Head
    accounts: list[Account] = field(default_factory=list)
    told: list[Said] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        return not self.head.version


@transaction.atomic
def observe(*, accounts: Sequence[Account], by: Actor, now: datetime, follower: UUID | None) -> list[Observed]:
    """Take the accounts in their order; what became of each. `follower`: the account that follows what is open.

    Raises kernel.audit.Conflict when another process took one of these dossiers meanwhile: nothing is kept then.
    """
    streams = _known([account.code for account in accounts])
    listing = Listing(by=by, now=now)
    outcomes = []
    for account in accounts:
        outcomes.append(_take(streams, account, listing, now, follower))
    _write([stream for stream in streams.values() if stream is not None and stream.told], by, now)
    return outcomes


def _take(
    streams: dict[str, _Stream | None], account: Account, listing: Listing, now: datetime, follower: UUID | None
) -> Observed:
    if account.code in streams and streams[account.code] is None:
        return Observed("refused", "handled_here", "Hồ sơ này được giải quyết ngay ở đây, không nhập từ hệ thống khác.")
    stream = streams.get(account.code)
    if stream is None and not account.whole:
        return Observed(
            "refused", "unknown_dossier", "Chưa có hồ sơ mang mã này. Hãy nhập thông tin hồ sơ trước tiến độ."
        )
    news = rules.news(stream.known if stream else None, account)
    if isinstance(news, Contradiction):
        return Observed("refused", "contradicts", f"Trái với dữ liệu đã nhập: {news.words}.")
    if stream is None:
        stream = streams[account.code] = _Stream(_row(account, listing, follower), None, Head(0, GENESIS))
    if not news:
        return Observed("unchanged", dossier_id=stream.dossier.pk)
    if stream.is_new and not stream.told:
        news = [_first(news[0], stream.dossier, account, listing), *news[1:]]
    if account.note:
        note = Note(dossier_id=stream.dossier.pk, verb="observed", text=account.note, written_at=account.state_at)
        stream.notes.append(note)
        last = news[-1]
        news[-1] = Said(last.key, last.type, last.at, {**last.payload, "note_id": str(note.pk)})
    stream.accounts.append(account)
    stream.told += news
    _apply(stream.dossier, account, news, now)
    _learn(stream, news)
    return Observed("taken", dossier_id=stream.dossier.pk)


def _known(codes: Sequence[str]) -> dict[str, _Stream | None]:
    """The dossiers of these codes with what the log holds of them; None for those that are handled here."""
    found: dict[str, _Stream | None] = {}
    for dossier, events in queries.with_histories(sorted(set(codes))):
        if not dossier.observed:
            found[str(dossier.code)] = None
            continue
        keys, dues = rules.keys_of((event.payload, event.occurred_at) for event in events)
        procedure = str(events[0].payload.get("procedure", ""))
        known = Known(keys, dues, State(dossier.state), procedure)
        found[str(dossier.code)] = _Stream(dossier, known, Head(events[-1].version, events[-1].hash))
    return found


def _learn(stream: _Stream, news: Sequence[Said]) -> None:
    """What was just told is known to the next account of the same dossier."""
    keys, dues = rules.keys_of(({**one.payload, "key": one.key}, one.at) for one in news)
    before = stream.known
    procedure = before.procedure if before else str(news[0].payload["procedure"])
    stream.known = Known(
        {**(before.keys if before else {}), **keys},
        dues | (before.dues if before else frozenset()),
        State(stream.dossier.state),
        procedure,
    )


def _row(account: Account, listing: Listing, follower: UUID | None) -> Dossier:
    version = listing.version(account.procedure, account.said[0].at)
    return making.new(
        Dossier,
        state=State.SUBMITTED,
        tracking_code=tracking_code(),
        code=account.code,
        procedure_id=version.procedure_id,
        procedure_version_id=version.pk,
        owner_id=None,
        filer_id=None,
        matter=account.matter or (version.procedure.name if listing.lists(version) else ""),
        agency_id=account.agency or listing.agency,
        receipt_unit_id=account.receipt_unit or listing.counter,
        unit_id=account.unit or listing.unit_for(version),
        lead_id=follower,
        observed=True,
        channel=account.channel,
        delivery=account.delivery,
        submitted_at=account.said[0].at,
        search_key="",
    )


def _first(said: Said, dossier: Dossier, account: Account, listing: Listing) -> Said:
    """The submission with what is known of the procedure and of who handles; the code of the account's own words."""
    version = listing.known(dossier.procedure_version_id)
    whole = {
        "procedure": account.procedure,
        "version_id": version.pk if listing.lists(version) else None,
        "agency": dossier.agency_id,
        "unit": dossier.unit_id,
        "receipt_unit": dossier.receipt_unit_id,
        "channel": dossier.channel,
        "origin": "import",
        "assisted": False,
        "components": [paper.fact(index) for index, paper in enumerate(account.papers)],
        "paper_result": listing.paper_result(version),
        "open_steps": [],
    }
    return Said(said.key, said.type, said.at, {**said.payload, **whole})


def _apply(dossier: Dossier, account: Account, news: Sequence[Said], now: datetime) -> None:
    """The columns as they are after what was told."""
    for one in news:
        what = one.type.removeprefix("dossier.")
        if what == "accepted":
            dossier.accepted_at, dossier.legal_due, dossier.portal_due = one.at, account.due, account.due
        elif what in {"supplemented", "due_moved"} and account.due:
            dossier.legal_due = dossier.portal_due = account.due
        elif what in {"issued", "rejected", "withdrawn", "stopped"}:
            dossier.finished_at = one.at
        elif what == "returned":
            dossier.returned_at, dossier.finished_at = one.at, dossier.finished_at or one.at
        dossier.state = one.payload["state"]
    dossier.next_due = None if State(dossier.state) in FINAL else dossier.legal_due or now


def _write(streams: Sequence[_Stream], by: Actor, now: datetime) -> None:
    fresh = [stream for stream in streams if stream.is_new]
    owners = register_many(given=[stream.accounts[0].owner for stream in fresh], now=now) if fresh else []
    for stream, owner in zip(fresh, owners, strict=True):
        row = stream.dossier
        row.owner_id = row.filer_id = owner.pk
        row.search_key = search_key(row.tracking_code, row.code, owner.full_name)
    for stream in streams:
        stream.dossier.version = stream.head.version + len(stream.told)
    many.insert(stream.dossier for stream in fresh)
    many.insert(paper for stream in fresh for paper in _papers(stream))
    many.insert(note for stream in streams for note in stream.notes)
    columns = (
        "state", "version", "accepted_at", "legal_due", "portal_due", "finished_at", "returned_at", "next_due",
    )  # fmt: skip
    changed = [table.updating(stream.dossier, columns) for stream in streams if not stream.is_new]
    for start in range(0, len(changed), PIECE):
        run(changed[start : start + PIECE])
    observe_many(histories=[_history(stream) for stream in streams], actor=by, recorded_at=now)


def _history(stream: _Stream) -> History:
    dossier_id = str(stream.dossier.pk)
    told = [
        Happening(one.type, {**one.payload, "key": one.key}, one.at, f"observe:{dossier_id}:{one.key}")
        for one in stream.told
    ]
    return History(StreamRef(STREAM, dossier_id), stream.head, told)


def _papers(stream: _Stream) -> list[Paper]:
    return [
        making.new(
            Paper,
            id=new_id(),
            dossier_id=stream.dossier.pk,
            component_code=paper.code,
            name=paper.name or paper.code or "Giấy tờ",
            digitise=paper.digitise,
            source=paper.source,
            handed_in_at=stream.dossier.submitted_at,
        )
        for paper in stream.accounts[0].papers
    ]
