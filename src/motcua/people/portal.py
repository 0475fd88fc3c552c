"""Pages for everybody: signing in and out, registering, one's own account, the demo list."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.kernel.ui.context import desk_address
from motcua.people import queries, services
from motcua.people.forms import ChangePasswordForm, ContactForm, RegisterForm, SignInForm
from motcua.people.models import Account
from motcua.people.rules import Refusal

BACKEND = "motcua.people.backends.AccountBackend"
WRONG = "Tên đăng nhập, số điện thoại hoặc mật khẩu không đúng. Hãy kiểm tra và thử lại."
KINDS = (Account.Kind.PERSON, Account.Kind.ORGANISATION)


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in by username or telephone number. What was wrong is never told apart."""
    back = _back(request)
    if isinstance(request.user, Account) and request.method == "GET":
        return HttpResponseRedirect(back or home_of(request.user))
    form = SignInForm(request.POST or None)
    if form.is_valid():
        username = queries.username_for(form.cleaned_data["username"])
        account = authenticate(request, username=username, password=form.cleaned_data["password"])
        if isinstance(account, Account):
            login(request, account, backend=BACKEND)
            return HttpResponseRedirect(back or home_of(account))
        form.add_error(None, WRONG)
    status = 422 if form.is_bound else 200
    return render(request, "people/sign_in.html", {"form": form, "next": back}, status=status)


def locked_out(request: HttpRequest, response: HttpResponse | None = None, credentials: Any = None) -> HttpResponse:
    """After too many wrong passwords: says for how long, and what to do meanwhile (429)."""
    return render(request, "people/locked_out.html", {}, status=429)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    messages.success(request, "Bạn đã đăng xuất.")
    return redirect("/")


@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Choose person or organisation, then make an account and be signed in."""
    kind = request.GET.get("loai", "")
    back = _back(request)
    if kind not in KINDS:
        return render(request, "people/register_kind.html", {"next": back})
    form = RegisterForm(request.POST or None, kind=kind)
    if form.is_valid():
        account = _registered(request, kind, form)
        if account is not None:
            login(request, account, backend=BACKEND)
            messages.success(request, "Đã tạo tài khoản. Lần sau, hãy đăng nhập bằng số điện thoại của bạn.")
            return HttpResponseRedirect(back or home_of(account))
    status = 422 if form.is_bound else 200
    context = {"form": form, "kind": kind, "next": back, "kind_label": Account.Kind(kind).label.lower()}
    return render(request, "people/register.html", context, status=status)


def _registered(request: HttpRequest, kind: str, form: RegisterForm) -> Account | None:
    data = form.cleaned_data
    made = services.register(
        kind=kind,
        full_name=data["full_name"],
        phone=data["phone"],
        email=data["email"],
        tax_code=data.get("tax_code", ""),
        password=data["password"],
        by=queries.actor_of(request),
        now=timezone.now(),
    )
    if isinstance(made, Refusal):
        form.add_error("phone", made.message)
        return None
    return made


@never_cache
@services.signed_in
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """One's own account: what is stored, and a form for the contact data."""
    me = _me(request)
    own = queries.own_applicant(me)
    initial = {"full_name": me.full_name, "phone": me.phone, "email": me.email, "address": own.address if own else ""}
    form = ContactForm(request.POST or None, account=me, initial=initial)
    if form.is_valid():
        data = initial | form.cleaned_data
        done = services.update_contact(account=me, by=queries.actor_of(request), now=timezone.now(), **data)
        if isinstance(done, Account):
            messages.success(request, "Đã lưu thông tin liên hệ.")
            return redirect("people:account")
        form.add_error("phone", done.message)
        me.refresh_from_db()
    context = {"form": form, "account": me, "held": queries.grants(me), "own": own, "layout": _layout(me)}
    return render(request, "people/account.html", context, status=422 if form.is_bound else 200)


@never_cache
@sensitive_post_parameters("old", "password", "again")
@services.signed_in
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; other sessions of the account end."""
    me = _me(request)
    form = ChangePasswordForm(request.POST or None, account=me)
    if form.is_valid():
        services.set_password(
            account=me, password=form.cleaned_data["password"], by=queries.actor_of(request), now=timezone.now()
        )
        update_session_auth_hash(request, me)
        messages.success(request, "Đã đổi mật khẩu. Các nơi khác đang đăng nhập tài khoản này đã được đăng xuất.")
        return redirect("people:account")
    context = {"form": form, "account": me, "layout": _layout(me)}
    return render(request, "people/password.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_GET
def demo(request: HttpRequest) -> HttpResponse:
    """The demo accounts, each one click away. Exists only in demo mode."""
    _only_in_demo_mode()
    now = timezone.now()
    held = {account.pk: grants for account, grants in queries.officials(now) if account.is_demo}
    accounts = queries.demo_accounts()
    context = {
        "people": [account for account in accounts if not account.is_official],
        "officials": [(account, held.get(account.pk, [])) for account in accounts if account.is_official],
    }
    return render(request, "people/demo.html", context)


@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Become one of the demo accounts. Exists only in demo mode, and never for an account of a real person."""
    _only_in_demo_mode()
    account = get_object_or_404(Account, username=request.POST.get("username", ""), is_demo=True, is_active=True)
    login(request, account, backend=BACKEND)
    return HttpResponseRedirect(_back(request) or home_of(account))


def home_of(account: Account) -> str:
    """Where an account starts: officials with their work, everybody else on the home page."""
    if not account.is_official:
        return "/"
    # The first page of their rail, not the inbox for all: who handles no dossiers may not open it.
    return desk_address(frozenset(grant.role for grant in queries.grants(account))) or "/"


def _layout(account: Account) -> str:
    """Officials stay at their desk, with its rail."""
    return "ui/desk.html" if account.is_official else "ui/portal.html"


def _me(request: HttpRequest) -> Account:
    assert isinstance(request.user, Account)  # the guard `signed_in` saw to it
    return request.user


def _only_in_demo_mode() -> None:
    if not queries.demo_mode():
        raise Http404("Trang này chỉ có ở chế độ minh hoạ.")


def _back(request: HttpRequest) -> str:
    """Where to go afterwards: `next`, when it leads to this site; else empty."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else ""
