"""How an account is recognised: Django's password check, with our rule for demo accounts."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser

from motcua.people.models import Account
from motcua.people.queries import demo_mode


class AccountBackend(ModelBackend):
    """Refuses accounts that are closed, and demo accounts outside demo mode: at sign-in and in open sessions alike."""

    def user_can_authenticate(self, user: Account | AnonymousUser | None) -> bool:
        if not isinstance(user, Account) or not user.is_active:
            return False
        return not user.is_demo or demo_mode()
