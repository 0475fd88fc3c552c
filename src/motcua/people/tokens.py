"""How a request to the JSON interface shows who sends it: the session of the pages, with the CSRF token in a header."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.functional import SimpleLazyObject
from ninja.errors import HttpError
from ninja.security import SessionAuth

from motcua.kernel.fixed import Question
from motcua.people.backends import account_of


class SignedIn(SessionAuth):
    """Ninja's own, with one checker of tokens for all requests instead of a new one for each."""

    def _get_key(self, request: HttpRequest) -> str | None:
        if getattr(request, "_ninja_csrf_exempt", False):
            return None
        request.csrf_processing_done = False  # type: ignore[attr-defined]
        if _csrf.process_view(request, _view, (), {}) is not None:
            raise HttpError(403, "CSRF check Failed")
        return None

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        beside = self.beside(request)
        if beside:
            request.session.beside = beside  # type: ignore[attr-defined]
        if isinstance(request.user, SimpleLazyObject):  # not asked yet: from here on the account itself, not a stand-in
            request.user = account_of(request)  # type: ignore[assignment]
        return request.user if request.user.is_authenticated else None

    def beside(self, request: HttpRequest) -> Sequence[Question[Any]]:
        """What the view will ask anyway, to be asked in the same trip as the session."""
        return ()


def _view(request: HttpRequest) -> HttpResponse:
    raise NotImplementedError("stands for a view that is not exempt")


_csrf = CsrfViewMiddleware(_view)
signed_in = SignedIn()
