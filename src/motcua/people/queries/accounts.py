"""Who is signed in, which roles they hold, and what that lets them see."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import CharField, DateTimeField, Q, QuerySet, UUIDField
from django.http import HttpRequest
from django.utils import timezone

from motcua.kernel.actors import Actor
from motcua.kernel.fixed import Fixed, Question
from motcua.kernel.recall import Recall
from motcua.people.models import Account, RoleGrant
from motcua.people.rules import Grant, Role, Scope, normal_phone, scope_of
from motcua.people.rules.roles import OWN_UNIT

_kept = Recall()
ANONYMOUS = Actor("applicant", "anonymous", Role.APPLICANT.value)
"""Somebody without an account, who follows a dossier by its code or applies without signing in."""


_by_key = Fixed(lambda key: Account.objects.filter(pk=key).order_by(), UUIDField())
_grants_of = Fixed(
    lambda key: RoleGrant.objects.filter(account=key).select_related("unit__agency").order_by("valid_from", "pk"),
    UUIDField(),
)


def _account(who: HttpRequest | Account | AnonymousUser) -> Account | None:
    user = who.user if isinstance(who, HttpRequest) else who
    return user if isinstance(user, Account) else None


def grants(account: Account | AnonymousUser, now: datetime | None = None) -> list[Grant]:
    """The roles in force at `now` (this instant when not given), oldest first.

    At most one query per account object, that is per request.
    """
    if not isinstance(account, Account) or not account.is_official or not account.is_active:
        return []
    rows = getattr(account, "_grant_rows", None)
    if rows is None:
        rows = _grants_of(account.pk)
        keep_grants(account, rows)
    at = now or timezone.now()
    return [
        Grant(
            Role(row.role),
            row.unit.key,
            row.unit_id,
            row.unit.name,
            row.unit.agency.key,
            str(row.on_behalf_of_id or ""),
        )
        for row in rows
        if row.held(at)
    ]


def asking_account(key: UUID) -> Question[Account]:
    """The question for an account, to be asked together with others."""
    return _by_key.asking(key)


def asking_grants(key: UUID) -> Question[RoleGrant]:
    """The question for all grants of an account, past ones too; the answer is for `keep_grants`."""
    return _grants_of.asking(key)


def keep_grants(account: Account, rows: list[RoleGrant]) -> None:
    """Let `grants` answer from these rows, just read, as long as `account` stays in memory."""
    account._grant_rows = rows  # type: ignore[attr-defined]


def has_role(account: Account | AnonymousUser, *roles: Role | str) -> bool:
    """Whether the account holds one of `roles` now in the agency this instance works for.

    `applicant` is what every person and organisation is. Officials of other agencies hold nothing here: they handle
    what is sent to their units (see `guest_roles`).
    """
    if isinstance(account, Account) and not account.is_official and Role.APPLICANT in roles:
        return True
    return any(grant.role in roles for grant in grants(account) if is_own(grant))


def is_own(grant: Grant) -> bool:
    """Whether the role is held in the agency this instance works for. A grant that does not say is one of it."""
    return grant.agency_key in {"", settings.MOTCUA_AGENCY}


def guest_roles(account: Account | AnonymousUser) -> frozenset[Role]:
    """The roles the account holds in units of other agencies, to which parts of dossiers are sent."""
    return frozenset(grant.role for grant in grants(account) if not is_own(grant))


def actor_of(
    who: HttpRequest | Account | AnonymousUser,
    role: Role | str | None = None,
    unit: str | None = None,
    *,
    now: datetime | None = None,
) -> Actor:
    """The actor to pass as `by=`: the account in `role` (of `unit`) when it holds that, else in its first role.

    A person or organisation acts as applicant, somebody not signed in as the anonymous applicant.
    """
    account = _account(who)
    if account is None:
        return ANONYMOUS
    if not account.is_official:
        return Actor("applicant", str(account.pk), Role.APPLICANT.value)
    held = grants(account, now)
    fitting = [grant for grant in held if role in (None, grant.role) and unit in (None, grant.unit_key)]
    fitting.sort(key=lambda grant: bool(grant.on_behalf_of))  # in a role of one's own, where there is one
    chosen = next(iter(fitting or held), None)
    if chosen is None:
        return Actor("official", str(account.pk))
    return chosen.actor(account.pk)


def scope(account: Account | AnonymousUser, now: datetime | None = None) -> Scope:
    """Which dossiers the account may see: the ingredient of the one predicate of every dossier list.

    Use as `Q()` when `all`, `Q(unit_id__in=unit_ids) | Q(receipt_unit_id__in=unit_ids)` for units, and the owner's or
    filer's account for `own`. The table of roles stands in `people.rules.roles`.
    """
    if not isinstance(account, Account) or not account.is_active:
        return Scope(all=False, unit_ids=frozenset(), own=False)
    held = [grant for grant in grants(account, now) if is_own(grant) or grant.role in OWN_UNIT]
    return scope_of(held, official=account.is_official)


def open_grants(now: datetime) -> QuerySet[RoleGrant]:
    """All grants in force at `now`, with account and unit."""
    return (
        RoleGrant.objects.filter(valid_from__lte=now)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=now))
        .select_related("account", "unit")
    )


def _held_by(at: object, still: object, role: object) -> QuerySet[RoleGrant]:
    held = RoleGrant.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=still), valid_from__lte=at, role=role, on_behalf_of=None
    )
    return held.filter(account__is_active=True).select_related("account").order_by("pk")


_holders_in = Fixed(
    lambda at, still, role, unit: _held_by(at, still, role).filter(unit__key=unit),
    DateTimeField(),
    DateTimeField(),
    CharField(),
    CharField(),
)
_holders_of = Fixed(
    lambda at, still, role, agency: _held_by(at, still, role).filter(unit__agency__key=agency),
    DateTimeField(),
    DateTimeField(),
    CharField(),
    CharField(),
)


def signers(agency_key: str, now: datetime | None = None) -> list[Account]:
    """Who signs for an agency now, by name."""
    at = now or timezone.now()
    rows = _holders_of(at, at, Role.SIGNATORY.value, agency_key)
    return sorted({row.account for row in rows}, key=lambda account: (account.full_name, str(account.pk)))


def officials_with(role: Role | str, unit_key: str | None = None, now: datetime | None = None) -> list[Account]:
    """Active officials who hold `role` themselves (in the unit `unit_key` when given) now, by name.

    Those who only stand in for somebody absent are not among them: work is given to who holds the role.
    """
    at, key = now or timezone.now(), Role(role).value
    rows = _holders_in(at, at, key, unit_key) if unit_key else _holders_of(at, at, key, settings.MOTCUA_AGENCY)
    return sorted({row.account for row in rows}, key=lambda account: (account.full_name, str(account.pk)))


def officer_ids(role: Role | str, unit_key: str, now: datetime) -> frozenset[str]:
    """Ids of `officials_with`, from rows that this process remembers for some seconds: for the many acts that only
    look whether somebody may be given work. What a person may do himself is always asked."""
    rows: list[RoleGrant] = _kept((Role(role).value, unit_key), lambda: _ever_held(Role(role).value, unit_key))
    return frozenset(str(row.account_id) for row in rows if row.held(now))


def forget_holders() -> None:
    """Ask anew who holds a role: a grant was changed."""
    _kept.forget()


def _ever_held(role: str, unit_key: str) -> list[RoleGrant]:
    return list(RoleGrant.objects.filter(role=role, unit__key=unit_key, on_behalf_of=None, account__is_active=True))


def officials(now: datetime, roles: Iterable[Role | str] = ()) -> list[tuple[Account, list[RoleGrant]]]:
    """Officials with the grants they hold at `now` (only `roles` when given), by name."""
    held: dict[Account, list[RoleGrant]] = {}
    wanted = set(roles)
    for row in open_grants(now).order_by("account__full_name", "account_id", "pk"):
        if not wanted or row.role in wanted:
            held.setdefault(row.account, []).append(row)
    return list(held.items())


def account_name(account_id: str) -> str:
    """The full name behind an id found in an event; empty when there is none."""
    try:
        return Account.objects.values_list("full_name", flat=True).get(pk=UUID(account_id))
    except (Account.DoesNotExist, ValueError):  # systems and the anonymous have no UUID
        return ""


def account_names(account_ids: Iterable[str]) -> dict[str, str]:
    """The full names behind ids; those that are nobody's are left out."""
    rows = Account.objects.filter(pk__in=[UUID(one) for one in account_ids]).values_list("pk", "full_name").order_by()
    return {str(key): name for key, name in rows}


def username_for(typed: str) -> str:
    """The username meant by what was typed at sign-in: a username, or the telephone number of an account.

    Unknown input comes back in one canonical spelling, so that spelling it differently does not give more guesses.
    """
    text = " ".join(typed.split())
    digits = normal_phone(text)
    if digits and not any(letter.isalpha() for letter in text):
        found = Account.objects.filter(phone=digits).values_list("username", flat=True).first()
        return found or digits
    return text.lower()
