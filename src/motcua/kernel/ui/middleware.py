"""Stands around every view: says plainly that the database is away, and keeps forms when a session ended."""

from collections.abc import Callable
from functools import lru_cache
from urllib.parse import urlsplit

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url

from motcua.kernel.ui import errors, keeping

NUL, WRITTEN_NUL = "\x00", "%00"


class ClientAddressMiddleware:
    """Outermost. Behind our own proxies everybody seems to come from one address, and a lock would shut out all.

    With MOTCUA_PROXIES = n the client is who the n-th proxy from the right of X-Forwarded-For saw; what stands further
    left was written by the client itself and is not believed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        proxies = settings.MOTCUA_PROXIES
        seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
        if proxies and len(seen) >= proxies:
            request.META["REMOTE_ADDR"] = seen[-proxies]
        return self.get_response(request)


class PolicyMiddleware(CSPMiddleware):
    """The one Content-Security-Policy of all answers, written out once; nothing of ours needs a nonce or another."""

    def process_request(self, request: HttpRequest) -> None:
        """No nonce is made."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if HEADER not in response:
            response[HEADER] = _policy()
        return response


@lru_cache(maxsize=1)
def _policy() -> str:
    return str(build_policy())


class PlainErrorsMiddleware:
    """After authentication. Failures further out reach `errors.broken`, which tells the same cases apart."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if NUL in request.path_info:
            return errors.not_found(request)
        if WRITTEN_NUL in request.META.get("QUERY_STRING", ""):
            request.META["QUERY_STRING"] = _without_nul(request.META["QUERY_STRING"])
        response = self.get_response(request)
        if request.method != "POST" or request.path.startswith(errors.API):
            return response
        if _sends_to_sign_in(request, response):
            return self._kept(request, response)
        if response.status_code < 400 and keeping.SESSION_KEY in request.session:
            keeping.forget(request, request.get_full_path())
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A view met a database that does not answer."""
        return errors.away(request) if errors.is_away(error) else None

    def _kept(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """A guard sends the sender of a form to sign in: keep the form and come back to it, not to an empty page."""
        posted = keeping.posted_of(request)
        if posted is None:
            return response
        if not keeping.is_small(posted):
            return errors.plain(request, "ui/kept.html", 403, {"posted": posted, "reason": "sign_in_beside"})
        return HttpResponseRedirect(keeping.sign_in_address(keeping.keep(request, posted)))


def _without_nul(query: str) -> str:
    """The query as if nobody had written NUL into it: PostgreSQL cannot even compare a text with it."""
    while WRITTEN_NUL in query:  # taking one out may bring another together
        query = query.replace(WRITTEN_NUL, "")
    return query


def _sends_to_sign_in(request: HttpRequest, response: HttpResponseBase) -> bool:
    if response.status_code != 302:
        return False
    sign_in = resolve_url(settings.LOGIN_URL)
    return urlsplit(response.get("Location", "")).path == sign_in != request.path
