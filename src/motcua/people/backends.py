"""How an account is recognised: Django's password check, with our rule for demo accounts."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser

from motcua.kernel.fixed import together
from motcua.people.models import Account
from motcua.people.queries import asking_account, demo_mode

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
