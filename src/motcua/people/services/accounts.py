"""Making accounts and keeping their contact data."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from motcua.kernel.actors import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.text import clean
from motcua.people.models import Account
from motcua.people.queries import actor_of, own_applicant
from motcua.people.rules import Refusal, normal_phone
from motcua.people.services.applicants import register_applicant

PHONE_TAKEN = Refusal(
    "phone_taken", "Số điện thoại này đã có tài khoản. Hãy đăng nhập, hoặc dùng số điện thoại khác.", rule="phone"
)


def create_account(
    *,
    username: str,
    full_name: str,
    kind: str,
    password: str | None,
    by: Actor,
    now: datetime,
    phone: str = "",
    email: str = "",
    title: str = "",
    is_demo: bool = False,
    is_active: bool = True,
) -> Account | Refusal:
    """A new account; without a password it cannot sign in until one is set. Refused when name or phone is taken."""
    account = Account(
        username=username.strip().lower(),
        full_name=clean(full_name),
        kind=Account.Kind(kind).value,
        title=clean(title),
        phone=normal_phone(phone),
        email=email.strip(),
        is_demo=is_demo,
        is_active=is_active,
        created_at=now,
        password=make_password(password),
    )
    if Account.objects.filter(username=account.username).exists():
        return Refusal("username_taken", f"Tên đăng nhập “{account.username}” đã có người dùng.", rule="username")
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError:  # a second request with the same number came in between
        return PHONE_TAKEN
    return account


@transaction.atomic
def register(
    *,
    kind: str,
    full_name: str,
    phone: str,
    password: str,
    by: Actor,
    now: datetime,
    email: str = "",
    tax_code: str = "",
    address: str = "",
) -> Account | Refusal:
    """An account that a person or an organisation makes for itself, with its own applicant row.

    The telephone number is what they sign in with; the username is a meaningless one of ours, so that the number can
    change. Refused when the number already has an account.
    """
    if kind == Account.Kind.OFFICIAL:
        raise ValueError("officials are registered by an administrator")
    username = f"u-{new_id().hex[-12:]}"
    account = create_account(
        username=username, full_name=full_name, kind=kind, password=password, phone=phone, email=email, by=by, now=now
    )
    if isinstance(account, Account):
        register_applicant(
            kind=kind, full_name=full_name, phone=phone, email=email, tax_code=tax_code, address=address,
            account=account, by=actor_of(account), now=now,
        )  # fmt: skip
    return account


@transaction.atomic
def update_contact(
    *, account: Account, full_name: str, phone: str, email: str, address: str, by: Actor, now: datetime
) -> Account | Refusal:
    """Change name and contact of an account and of its own applicant row; dossiers already sent keep theirs."""
    account.full_name, account.phone, account.email = clean(full_name), normal_phone(phone), email.strip()
    try:
        with transaction.atomic():
            account.save(update_fields=["full_name", "phone", "email"])
    except IntegrityError:
        return PHONE_TAKEN
    if not account.is_official:
        _update_own_row(account, address=address, by=by, now=now)
    return account


def _update_own_row(account: Account, *, address: str, by: Actor, now: datetime) -> None:
    """A changed address makes a new row: dossiers point at the old one and keep what they were sent with."""
    own = own_applicant(account)
    register_applicant(
        kind=account.kind,
        full_name=account.full_name,
        phone=account.phone,
        email=account.email,
        address=address,
        account=account,
        identity_kind=own.identity_kind if own else "",
        identity_number=own.identity_number if own else "",
        date_of_birth=own.date_of_birth if own else None,
        tax_code=own.tax_code if own else "",
        by=by,
        now=now,
    )


def set_password(*, account: Account, password: str, by: Actor, now: datetime) -> Account:
    """Give the account a new password; every session signed in with the old one ends."""
    account.set_password(password)
    account.save(update_fields=["password"])
    return account
