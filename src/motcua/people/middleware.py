"""Who sends the request: Django's own check of the session, given the account that was read beside the session.

And what for: a page that wants to know the purpose of a reading first sends to the page that asks.
"""

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.deprecation import MiddlewareMixin
from django.utils.functional import SimpleLazyObject

from motcua.people.backends import account_of
from motcua.people.services.readings import PurposeWanted


class AccountMiddleware(AuthenticationMiddleware):
    """Sets `request.user`."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: account_of(request))  # type: ignore[assignment]


class PurposeMiddleware(MiddlewareMixin):
    """Leads to the page that asks what for; a fragment cannot show that page, so htmx is told to leave."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, PurposeWanted):
            return None
        if request.headers.get("HX-Request") == "true":
            return HttpResponse(status=204, headers={"HX-Redirect": exception.address})
        return HttpResponseRedirect(exception.address)
