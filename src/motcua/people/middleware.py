"""Who sends the request: Django's own check of the session, given the account that was read beside the session."""

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.middleware import AuthenticationMiddleware, get_user
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from motcua.people.backends import offered


class AccountMiddleware(AuthenticationMiddleware):
    """Sets `request.user`."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _user(request))  # type: ignore[assignment]


def _user(request: HttpRequest) -> object:
    request.session.get(SESSION_KEY)  # reads the session, and the account with it
    with offered(getattr(request.session, "account", None)):
        return get_user(request)
