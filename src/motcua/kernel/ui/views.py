"""The kit's own addresses: style sheet, theme, session, what was kept, patterns."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from motcua.kernel.ui import keeping, kit, ports
from motcua.kernel.ui.context import THEME_COOKIE, THEMES
from motcua.kernel.ui.samples import samples

YEAR = 365 * 24 * 60 * 60


@require_GET
def stylesheet(request: HttpRequest, digest: str) -> HttpResponse:
    """The style sheet; its name changes with its content, so browsers may keep it for good."""
    sheet = kit.sheet()
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(sheet.packed if packed else sheet.text, content_type="text/css; charset=utf-8")
    if packed:
        response["Content-Encoding"] = "gzip"
    response["Vary"] = "Accept-Encoding"
    # A page from before an update may ask for the old name: it gets the new sheet, but must not keep it.
    fresh = digest == sheet.digest and not settings.DEBUG
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable" if fresh else "no-cache"
    return response


@csrf_exempt  # Changes nothing but the colours of the browser that sends it.
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the reader's choice of theme in a cookie and go back to the page."""
    choice = request.POST.get("theme", "")
    if choice not in THEMES:
        raise Http404
    response = HttpResponseRedirect(_back(request))
    if choice == "auto":
        response.delete_cookie(THEME_COOKIE)
    else:
        response.set_cookie(
            THEME_COOKIE, choice, max_age=YEAR, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE
        )
    return response


def _back(request: HttpRequest) -> str:
    """Where the form says it was, else where the browser says; never another site."""
    for address in (request.POST.get("next", ""), request.headers.get("Referer", "")):
        if address and url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure()):
            return address
    return "/"


@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """The person is still here: the session begins anew. 401 when it is already over."""
    person = ports.person.get()
    if person is None or person(request) is None:
        return HttpResponse(status=401)
    request.session.modified = True
    return HttpResponse(status=204)


@require_GET
def kept(request: HttpRequest, key: str) -> HttpResponse:
    """What somebody typed before they had to sign in, ready to be sent again."""
    posted = keeping.take(request, key)
    if posted is None:
        raise Http404
    person = ports.person.get()
    if person is None or person(request) is None:
        return redirect(keeping.sign_in_address(request.get_full_path()))
    return render(request, "ui/kept.html", {"posted": posted, "reason": "signed_in"})


@require_GET
def patterns(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for those who build pages; only in development and demo mode."""
    if not (settings.DEBUG or ports.is_demo()):
        raise Http404
    return render(request, "ui/patterns.html", samples())
