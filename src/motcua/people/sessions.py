"""Sessions live in the database alone, so that signing out in one server process signs out in all of them.

A cache of each process would go on believing in a session that another process has ended. What a process does remember
is whose a session was, to read account and roles in the same trip as the session; when that is wrong, nothing of it is
used.
"""

from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField
from django.utils import timezone

from motcua.kernel.fixed import Fixed, Question, together
from motcua.people.models import Account
from motcua.people.queries import asking_account, asking_grants, keep_grants

KEPT = 5000
_owners: OrderedDict[str, tuple[UUID, bool]] = OrderedDict()
"""Key of a session → its account, and whether that may hold roles."""
_open = Fixed(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now).order_by(),
    CharField(),
    DateTimeField(),
)


class SessionStore(db.SessionStore):
    """Django's sessions, read with the account they were opened by: every request of somebody signed in asks.

    `account` is that account as it was read beside the session; None when it was not. What a view will ask anyway may
    be put into `beside` before the session is read: `answers` are those to it, None when it was not asked. Nothing of
    them may be told before the account was found to be allowed to know.
    """

    account: Account | None = None
    beside: Sequence[Question[Any]] = ()
    answers: Sequence[Any] | None = None

    def load(self) -> dict[str, Any]:
        data: dict[str, Any] = super().load()
        self._remember(data.get(SESSION_KEY))
        return data

    def _get_session_from_db(self) -> Session | None:
        found, self.account, self.answers = _read(self.session_key, timezone.now(), self.beside)
        if found is None:
            self._session_key = None
        return found

    def decode(self, session_data: str | bytes) -> dict[str, Any]:
        """Text that was proved and read before is not proved again; what may be changed by its reader is."""
        return dict(_plain(str(session_data)) or super().decode(session_data))

    def _remember(self, account_id: str | None) -> None:
        key = self.session_key
        if key is None or account_id is None:
            return
        may_hold_roles = self.account is None or self.account.is_official
        _owners[key] = UUID(account_id), may_hold_roles
        _owners.move_to_end(key)
        while len(_owners) > KEPT:
            _owners.popitem(last=False)


def _read(
    key: str | None, now: datetime, beside: Sequence[Question[Any]]
) -> tuple[Session | None, Account | None, Sequence[Any] | None]:
    known = _owners.get(key or "")
    if known is None:
        return _open.first(key, now), None, None
    owner, may_hold_roles = known
    roles = [asking_grants(owner)] if may_hold_roles else []
    sessions, accounts, *rest = together(_open.asking(key, now), asking_account(owner), *roles, *beside)
    grants, answers = rest[: len(roles)], rest[len(roles) :]
    for account, rows in zip(accounts, grants, strict=False):
        keep_grants(account, rows)
    return next(iter(sessions), None), next(iter(accounts), None), answers or None


@lru_cache(maxsize=KEPT)
def _plain(session_data: str) -> dict[str, str] | None:
    """What stands in the session when that is nothing but texts; None when it is more, or was tampered with."""
    read = db.SessionStore().decode(session_data)
    return read if read and all(isinstance(value, str) for value in read.values()) else None
