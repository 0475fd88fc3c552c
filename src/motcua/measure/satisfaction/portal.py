"""Rating without an account: with a link, or with code and PIN, at home or on the screen at the counter."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel.actors import SYSTEM
from motcua.kernel.ids import new_id
from motcua.measure.satisfaction import queries, services
from motcua.measure.satisfaction.forms import PinForm, RateForm
from motcua.measure.satisfaction.queries import Link
from motcua.measure.satisfaction.services import EXPIRED, FORGED
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.dossiers.services.tracking import TOO_MANY, follow

STATUS = {"forged": 404, "expired": 410, "already_rated": 409}
TITLES = {
    "forged": "Liên kết không đúng",
    "expired": "Liên kết đã hết hạn",
    "already_rated": "Hồ sơ này đã được đánh giá",
}
ALREADY = "Mỗi hồ sơ được đánh giá một lần và không sửa lại, để không ai sửa được đánh giá của bạn. Cảm ơn bạn."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Code and PIN of the receipt lead to a link that holds for an hour."""
    return _enter(request, "receipt")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def kiosk(request: HttpRequest) -> HttpResponse:
    """The same on the screen at the counter, for one after another; its link holds for ten minutes."""
    return _enter(request, "kiosk")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest, token: str) -> HttpResponse:
    """The page of one link: the form, or why it does not (any longer) hold."""
    now = timezone.now()
    found = queries.link(token, now)
    if found is None:
        return _refused(request, FORGED)
    refusal = queries.may_be_rated(found.dossier) or (None if found.live else EXPIRED)
    form = RateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        outcome = services.rate(
            token=token,
            score=form.cleaned_data["score"],
            comment=form.cleaned_data["comment"],
            now=now,
            command_id=request.POST.get("command_id", "")[:64] or str(new_id()),
        )
        if not isinstance(outcome, Refusal):
            return redirect(_thanks(found))
        refusal = outcome
    if refusal is not None:
        return _refused(request, refusal, kiosk=found.way == "kiosk")
    context = {
        "dossier": found.dossier,
        "form": form,
        "kiosk": found.way == "kiosk",
        "command": request.POST.get("command_id") or new_id(),
    }
    return render(request, "satisfaction/rate.html", context, status=422 if form.is_bound else 200)


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Said after a rating. Names no dossier: at the counter the next person stands before the same screen."""
    return render(request, "satisfaction/thanks.html", {"kiosk": "quay" in request.GET})


def _thanks(found: Link) -> str:
    return reverse("satisfaction:thanks") + ("?quay=1" if found.way == "kiosk" else "")


def _enter(request: HttpRequest, way: str) -> HttpResponse:
    form = PinForm(request.POST or None, initial={"ma": request.GET.get("ma", "")[:60]})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            code, pin, address = form.cleaned_data["ma"], form.cleaned_data["pin"], request.META.get("REMOTE_ADDR", "")
            dossier = follow(code=code, pin=pin, address=address)
            if not isinstance(dossier, Refusal):
                token = services.invite(dossier_id=dossier.pk, way=way, by=SYSTEM, now=timezone.now())
                if isinstance(token, Refusal):
                    return _refused(request, token, kiosk=way == "kiosk")
                return redirect("satisfaction:rate", token=token)
            form.add_error(None, dossier.message)
            status = 429 if dossier is TOO_MANY else 404
    context = {"form": form, "kiosk": way == "kiosk"}
    return render(request, "satisfaction/enter.html", context, status=status)


def _refused(request: HttpRequest, refusal: Refusal, *, kiosk: bool = False) -> HttpResponse:
    """Why not, and what to do instead; says nothing about the dossier."""
    context = {
        "title": TITLES.get(refusal.code, "Chưa đánh giá được hồ sơ này"),
        "text": ALREADY if refusal.code == "already_rated" else refusal.message,
        "again": refusal.code in {"forged", "expired"},
        "kiosk": kiosk,
    }
    return render(request, "satisfaction/refused.html", context, status=STATUS.get(refusal.code, 409))
