"""Reading what concerns a person: with a purpose, and written down before it is shown.

Who handles something reads it for that; everybody else who may see it says first what for. What was said holds for the
one subject and the local day, in the session.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.timezone import localdate

from motcua.kernel.actors import Actor
from motcua.kernel.readings import services as log
from motcua.kernel.readings.rules import ASKED, EXPORT, HANDLING, PAGE, SEARCH
from motcua.people.rules import Grant, Role

SAID: Final = "reading_purposes"
MOST_SAID: Final = 100
BY_ROLE: Final = {
    Role.CONTROL_OFFICER: "supervision", Role.INSPECTOR: "inspection", Role.AUDITOR: "audit",
}  # fmt: skip
"""What lists are read for by those who handle nothing; the others read them to handle what is on them."""


class Said(NamedTuple):
    """The purpose that a reader stated, and the number of what it rests on."""

    purpose: str
    basis: str


class PurposeWanted(Exception):
    """The reader must say first what for. `ask` is the page that asks; the middleware leads there and back."""

    def __init__(self, ask: str, back: str) -> None:
        super().__init__("a purpose is wanted")
        self.address = f"{ask}?{urlencode({'next': back})}"


def state_purpose(request: HttpRequest, subject: tuple[str, str], said: Said, now: datetime) -> None:
    """Remember for today what the reader of this session reads `subject` for. Raises KeyError for no such purpose."""
    ASKED[said.purpose]
    day = localdate(now).isoformat()
    kept = {key: row for key, row in request.session.get(SAID, {}).items() if row[0] == day}
    kept.pop(_key(subject), None)
    kept[_key(subject)] = [day, *said]
    request.session[SAID] = dict(list(kept.items())[-MOST_SAID:])


def stated_purpose(request: HttpRequest, subject: tuple[str, str], now: datetime) -> Said | None:
    """What was stated for `subject` today in this session; None when nothing was."""
    row = request.session.get(SAID, {}).get(_key(subject))
    return Said(row[1], row[2]) if row and row[0] == localdate(now).isoformat() else None


def last_purpose(request: HttpRequest) -> Said:
    """What was stated last, to be offered again; empty when nothing was."""
    rows = list(request.session.get(SAID, {}).values())
    return Said(*rows[-1][1:]) if rows else Said("", "")


def note_reading(
    request: HttpRequest,
    *,
    subject: tuple[str, str],
    grants: Sequence[Grant],
    own: Grant | None,
    ask: str,
    now: datetime,
    kind: str = PAGE,
    purpose: str = HANDLING,
) -> None:
    """Write down that `subject` is read, before it is shown. Raises PurposeWanted when nobody knows what for.

    `own`: the grant under which the reader works on the subject, that is for `purpose`; None when he does not.
    `grants` are not empty: the guard of the page has seen to it. A form that is sent is an act and no reading.
    """
    said = Said(purpose, "") if own is not None else stated_purpose(request, subject, now)
    reading = request.method in {"GET", "HEAD"}
    if said is None:
        raise PurposeWanted(ask, request.get_full_path() if reading else "")
    if not reading:
        return
    by = reader(str(request.user.pk), own or grants[0])
    log.note(by=by, subject=subject, kind=kind, purpose=said.purpose, basis=said.basis, now=now)


def reader(account_id: str, grant: Grant) -> Actor:
    """The official in the role in which he reads."""
    return Actor("official", account_id, grant.role.value, grant.unit_key)


def note_export(request: HttpRequest, *, name: str, grants: Sequence[Grant], now: datetime, rows: int | None) -> None:
    """Write down that the list called `name`, of so many rows, is taken out of the system."""
    _note_work(request, ("list", name), EXPORT, grants, now, rows)


def note_search(request: HttpRequest, *, found: str, grants: Sequence[Grant], now: datetime) -> None:
    """Write down that a person was looked up by number: the id of who was found, never the number."""
    _note_work(request, ("applicant", found), SEARCH, grants, now, None)


def _note_work(
    request: HttpRequest, subject: tuple[str, str], kind: str, grants: Sequence[Grant], now: datetime, rows: int | None
) -> None:
    """What is read for what the role of the reader is there for."""
    by, purpose = reader(str(request.user.pk), grants[0]), BY_ROLE.get(grants[0].role, HANDLING)
    log.note(by=by, subject=subject, kind=kind, purpose=purpose, now=now, rows=rows)


def _key(subject: tuple[str, str]) -> str:
    return ":".join(subject)
