"""Guards of views: who may come in, and where the others are sent."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from motcua.people.models import Account
from motcua.people.queries import guest_roles, has_role
from motcua.people.rules import OFFICIAL_ROLES, Role

View = Callable[..., HttpResponseBase]


def signed_in(view: View) -> View:
    """Let in whoever has an account; send others to the sign-in page and bring them back afterwards."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not isinstance(request.user, Account):
            return to_sign_in(request)
        return view(request, *args, **kwargs)

    return guarded


def official_required(*roles: Role | str, guests: bool = False) -> Callable[[View], View]:
    """Let in officials who hold one of `roles` now; any role when none is named.

    `guests`: officials of other agencies too, who come to handle what was sent to their units.

    Others who are signed in get a page that says which roles would be allowed; the anonymous go to the sign-in page.
    """
    allowed = frozenset(Role(role) for role in roles) or OFFICIAL_ROLES

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not isinstance(request.user, Account):
                return to_sign_in(request)
            if not (has_role(request.user, *allowed) or (guests and guest_roles(request.user) & allowed)):
                return not_allowed(request, *allowed)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def not_allowed(request: HttpRequest, *roles: Role | str) -> HttpResponse:
    """The page (403) that says this is not for the signed-in account, and which roles it is for."""
    labels = [role.label for role in Role if role in roles]
    return render(request, "people/not_allowed.html", {"allowed": labels}, status=403)


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back here afterwards; a fragment cannot show that page, so htmx is told to leave."""
    address = f"{reverse('people:sign-in')}?{urlencode({'next': request.get_full_path()})}"
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
