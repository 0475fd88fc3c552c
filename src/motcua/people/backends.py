"""How an account is recognised: Django's password check, with our rule for demo accounts."""

from uuid import UUID

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser
from django.db.models import UUIDField

from motcua.kernel.fixed import Fixed
from motcua.people.models import Account
from motcua.people.queries import demo_mode

_by_key = Fixed(lambda key: Account.objects.filter(pk=key).order_by(), UUIDField())


class AccountBackend(ModelBackend):
    """Refuses accounts that are closed, and demo accounts outside demo mode: at sign-in and in open sessions alike."""

    def get_user(self, user_id: UUID) -> Account | None:
        """The account of an open session; asked on every request."""
        account = _by_key.first(user_id)
        return account if account is not None and self.user_can_authenticate(account) else None

    def user_can_authenticate(self, user: Account | AnonymousUser | None) -> bool:
        if not isinstance(user, Account) or not user.is_active:
            return False
        return not user.is_demo or demo_mode()
