"""What happened to a dossier, out of the dates of one message, in the order in which it must have happened. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from motcua.exchange.imports.rules import values
from motcua.kernel.time import TZ, local_date
from motcua.operate.dossiers.rules import State
from motcua.operate.dossiers.rules.observed import Said

PAID = {1: "portal", 2: "province"}
"""DuocThanhToanTrucTuyen: on the national portal, on the gate of the ministry or province."""
BEFORE_ACCEPTANCE = frozenset({State.SUBMITTED, State.REJECTED, State.SUPPLEMENT_REQUESTED, State.WITHDRAWN})
FINISHED = frozenset({State.PROCESSED, State.RETURNED})
ENDED = {State.REJECTED: "rejected", State.WITHDRAWN: "withdrawn", State.STOPPED: "stopped"}


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of a message; None: not said, or not to be read."""

    submitted: datetime | None
    accepted: datetime | None
    due: datetime | None
    refused: datetime | None
    finished: datetime | None
    returned: datetime | None


def said_of(
    raw: Mapping[str, Any], dates: Dates, state: State, coded: date | None, now: datetime, odd: dict[str, None]
) -> tuple[Said, ...]:
    """The history as far as the message tells it; what is odd in it is added to `odd`. Begins with the submission."""
    start = dates.submitted or dates.accepted
    if dates.submitted is None:
        odd["missing_submitted"] = None
    if start is None:
        start = datetime.combine(coded, time(), tzinfo=TZ) if coded else _first(dates) or now
    told = [Said("submitted", "dossier.submitted", start, _marks(raw))]
    told += _paid(raw, start)
    rounds = list(_supplements(raw, odd))
    if dates.accepted:
        told.append(Said("accepted", "dossier.accepted", dates.accepted, _accepted(raw, dates, rounds)))
    elif state not in BEFORE_ACCEPTANCE:
        odd["missing_accepted"] = None
    told += [said for _, said in rounds]
    told += _end(raw, dates, state, odd)
    _judge(dates, state, now, odd)
    return tuple(told)


def _marks(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Marks of the whole dossier that indicators of the service index read."""
    databases = [values.code(one, "MaCSDL") for one in values.rows(raw, "DSKetNoiCSDL", 50)]
    return {
        "national_portal": values.whole(raw, "NoiNopHoSo", 9) == 1,
        "vneid": values.flag(raw, "TaiKhoanDuocXacThucVoiVNeID"),
        "databases": sorted(filter(None, databases)),
        "from_store": any(values.flag(one, "DuocLayTuKhoDMQG") for one in values.rows(raw, "TaiLieuNop")),
    }


def _accepted(raw: Mapping[str, Any], dates: Dates, rounds: list[tuple[datetime | None, Said]]) -> dict[str, Any]:
    """The due date that was promised first: a supplement may have moved it since."""
    first = next((before for before, _ in rounds if before), None) or dates.due
    due = first.isoformat() if first else None
    return {
        "code": values.code(raw, "MaHoSo").upper(),
        "legal_due": due,
        "portal_due": due,
        "limit": None,
    }


def _paid(raw: Mapping[str, Any], at: datetime) -> Iterator[Said]:
    """A fee above nothing is a duty to pay."""
    amount = sum(values.whole(one, "Gia", 10**12) or 0 for one in values.rows(raw, "DanhSachLePhi", 50))
    if not amount:
        return
    yield Said("payment_requested", "dossier.payment_requested", at, {"amount": amount})
    channel = PAID.get(values.whole(raw, "DuocThanhToanTrucTuyen", 9) or 0)
    if channel:
        yield Said("payment_confirmed", "dossier.payment_confirmed", at, {"amount": amount, "channel": channel})


def _supplements(raw: Mapping[str, Any], odd: dict[str, None]) -> Iterator[tuple[datetime | None, Said]]:
    """Each request and its answer, with the due date before it."""
    rounds = values.rows(raw, "DanhSachHoSoBoSung", 20)
    if len(rounds) > 1:
        odd["many_supplements"] = None
    for number, one in enumerate(rounds, start=1):
        asked, answered = _date(one, "NgayBoSung", odd), _date(one, "NgayTiepNhanBoSung", odd)
        before, after = _date(one, "NgayHenTraTruoc", odd), _date(one, "NgayHenTraMoi", odd)
        if asked:
            key = f"supplement_requested#{number}"
            yield before, Said(key, "dossier.supplement_requested", asked, {"number": number, "components": []})
        if answered:
            due = {"legal_due": after.isoformat(), "portal_due": after.isoformat()} if after else {}
            yield before, Said(f"supplemented#{number}", "dossier.supplemented", answered, {"components": [], **due})


def _end(raw: Mapping[str, Any], dates: Dates, state: State, odd: dict[str, None]) -> Iterator[Said]:
    if state in ENDED:
        at = (dates.refused if state is State.REJECTED else None) or dates.finished or dates.refused or dates.returned
        if at:
            yield Said(ENDED[state], f"dossier.{ENDED[state]}", at, {"reason_code": "", "slip": ""})
        else:
            odd["missing_finish"] = None
        return
    if state in FINISHED:
        if dates.finished:
            yield Said("issued", "dossier.issued", dates.finished, _result(raw, dates.finished))
        else:
            odd["missing_finish"] = None
    elif dates.finished or dates.returned:
        odd["finish_but_open"] = None
    if state is State.RETURNED:
        if dates.returned:
            channel = "post" if values.whole(raw, "HinhThuc") == 1 else "counter"
            yield Said("returned", "dossier.returned", dates.returned, {"channel": channel})
        else:
            odd["missing_returned"] = None


def _result(raw: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """A result with a file is electronic. Whether it is signed no message says, so it is not counted as signed."""
    files = values.rows(raw, "DanhSachGiayToKetQua")
    electronic = any(values.text(one, "DuongDanTepTinKetQua") for one in files)
    return {"on": local_date(at).isoformat(), "electronic": electronic, "signed": False, "result_kind": ""}


def _judge(dates: Dates, state: State, now: datetime, odd: dict[str, None]) -> None:
    """Dates that do not fit each other."""
    accepted, finished = dates.accepted, dates.finished
    if dates.due is None and state not in BEFORE_ACCEPTANCE:
        odd["missing_due"] = None
    if finished and accepted and finished < accepted:
        odd["finish_before_start"] = None
    if accepted and dates.submitted and accepted < dates.submitted:
        odd["accepted_before_submitted"] = None
    if dates.due and accepted and dates.due < accepted:
        odd["due_before_accepted"] = None
    if dates.returned and finished and dates.returned < finished:
        odd["returned_before_finish"] = None
    if state in FINISHED and accepted is None:
        odd["skipped_states"] = None
    past = (dates.submitted, accepted, finished, dates.returned, dates.refused)
    if any(at and at > now for at in past):
        odd["future_date"] = None


def _date(raw: Mapping[str, Any], name: str, odd: dict[str, None]) -> datetime | None:
    try:
        return values.instant(raw, name)
    except (ValueError, OverflowError):
        odd["unreadable_date"] = None
        return None


def _first(dates: Dates) -> datetime | None:
    known = [at for at in (dates.refused, dates.finished, dates.returned, dates.due) if at]
    return min(known, default=None)
