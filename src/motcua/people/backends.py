"""How an account is recognised: Django's password check, with our rule for demo accounts."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from motcua.kernel.fixed import together
from motcua.people.models import Account
from motcua.people.queries import asking_account, demo_mode

MOST = 5000
_offered: ContextVar[Account | None] = ContextVar("account_offered", default=None)


@contextmanager
def offered(account: Account | None) -> Iterator[None]:
    """Within it `account`, just read, need not be read again when its session is the one asked for."""
    token = _offered.set(account)
    try:
        yield
    finally:
        _offered.reset(token)


class AccountBackend(ModelBackend):
    """Refuses accounts that are closed, and demo accounts outside demo mode: at sign-in and in open sessions alike."""

    def get_user(self, user_id: UUID) -> Account | None:
        """The account of an open session; asked on every request."""
        account = _offered.get()
        if account is None or account.pk != user_id:
            account = next(iter(together(asking_account(user_id))[0]), None)
        return account if account is not None and self.user_can_authenticate(account) else None

    def user_can_authenticate(self, user: Account | AnonymousUser | None) -> bool:
        if not isinstance(user, Account) or not user.is_active:
            return False
        return not user.is_demo or demo_mode()


def opened_by(session: SessionBase, account: Account) -> bool:
    """Whether `account`, read with the session, opened it and may go on: what Django's `get_user` asks, asked once."""
    return (
        session.get(SESSION_KEY) == str(account.pk)  # nothing in it: another process ended it
        and session.get(BACKEND_SESSION_KEY) == f"{AccountBackend.__module__}.{AccountBackend.__qualname__}"
        and constant_time_compare(session.get(HASH_SESSION_KEY, ""), _hash_of(account))
        and _backend.user_can_authenticate(account)
    )


def account_of(request: HttpRequest) -> AbstractBaseUser | AnonymousUser:
    """Who opened the session of the request: Django's own check, given the account that was read beside the session."""
    session = request.session
    session.get(SESSION_KEY)  # reads the session, and the account with it
    account = getattr(session, "account", None)
    if account is not None and opened_by(session, account):
        return account  # type: ignore[no-any-return]
    with offered(account):
        return get_user(request)


def _hash_of(account: Account) -> str:
    """What a session carries of the password it was opened with; the same as long as the account has that password."""
    kept: tuple[str, str] | None = _hashes.get(account.pk)
    if kept is None or kept[0] != account.password:
        if len(_hashes) >= MOST:
            _hashes.clear()
        kept = _hashes[account.pk] = account.password, account.get_session_auth_hash()
    return kept[1]


_backend = AccountBackend()
_hashes: dict[UUID, tuple[str, str]] = {}
