"""Granting and revoking roles: each an event, so that who could do what on a day is known years later."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Value
from django.db.models.functions import Greatest
from django.utils.timezone import localdate

from motcua.kernel.actors import Actor
from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef, append
from motcua.kernel.ids import new_id
from motcua.kernel.text import clean
from motcua.people.models import Account, RoleGrant, Unit
from motcua.people.queries import account_name, forget_holders, open_grants
from motcua.people.rules import OFFICIAL_ROLES, ROLE_LABELS, Refusal, Role, conflict


@transaction.atomic
def grant_role(
    *,
    account: Account,
    unit: Unit,
    role: Role | str,
    by: Actor,
    now: datetime,
    reason: str = "",
    command_id: str = "",
) -> RoleGrant | Refusal:
    """Let `account` act as `role` in `unit` from now on. Granting what is held already changes nothing.

    Refused for accounts that are no officials, for one's own account, for a unit that ended, and when four-eyes
    excludes it without a written reason.
    """
    role = Role(role)
    held = list(open_grants(now).filter(account=account, on_behalf_of=None))
    same = next((row for row in held if row.unit_id == unit.pk and row.role == role), None)
    if same is not None:
        return same
    refusal = _why_not(account, unit, role, held, by=by, now=now, reason=reason)
    if refusal is not None:
        return refusal
    try:
        with transaction.atomic():
            row = RoleGrant.objects.create(
                account=account,
                unit=unit,
                role=role.value,
                valid_from=now,
                granted_by=_snapshot(by),
                reason=clean(reason),
            )
    except IntegrityError:  # somebody granted the same a moment ago
        return RoleGrant.objects.get(account=account, unit=unit, role=role.value, valid_to__isnull=True)
    _record(account, "account.role_granted", unit, role, by=by, now=now, command_id=command_id)
    _forget_held(account)
    return row


@transaction.atomic
def revoke_role(*, grant: RoleGrant, by: Actor, now: datetime, command_id: str = "") -> RoleGrant:
    """End the grant at `now`, and with it what was delegated of it; ending it twice changes nothing."""
    ended = RoleGrant.objects.filter(pk=grant.pk, valid_to__isnull=True).update(valid_to=max(now, grant.valid_from))
    grant.refresh_from_db()
    if ended:
        role = Role(grant.role)
        RoleGrant.objects.filter(
            on_behalf_of=grant.account_id, unit=grant.unit_id, role=role.value, valid_to__gt=now
        ).update(valid_to=Greatest("valid_from", Value(now)))
        _record(grant.account, "account.role_revoked", grant.unit, role, by=by, now=now, command_id=command_id)
        _forget_held(grant.account)
    return grant


def _why_not(
    account: Account, unit: Unit, role: Role, held: list[RoleGrant], *, by: Actor, now: datetime, reason: str
) -> Refusal | None:
    if role not in OFFICIAL_ROLES or not account.is_official:
        return Refusal("not_an_official", "Chỉ tài khoản công chức, viên chức mới được giao vai trò trong đơn vị.")
    if by.kind == "official" and by.id == str(account.pk):
        return Refusal("own_account", "Không ai tự giao vai trò cho mình. Hãy nhờ một quản trị hệ thống khác.")
    if unit.valid_to is not None and unit.valid_to < localdate(now):
        return Refusal("unit_ended", f"{unit.name} đã kết thúc hoạt động ngày {unit.valid_to:%d/%m/%Y}.")
    against = conflict([(Role(row.role), row.unit.key) for row in held], role, unit.key)
    if against is not None and not clean(reason):
        return Refusal(
            "four_eyes",
            f"{account.full_name} đang là {ROLE_LABELS[against].lower()} nên không thể đồng thời là "
            f"{ROLE_LABELS[role].lower()}. Nếu đơn vị buộc phải làm vậy, hãy ghi lý do.",
            rule="four_eyes",
        )
    return None


def _snapshot(by: Actor) -> str:
    """Who granted, in words that stay true after they leave."""
    name = account_name(by.id) or by.id
    return f"{name} ({by.role or by.kind})"[:200]


def _record(account: Account, type: str, unit: Unit, role: Role, *, by: Actor, now: datetime, command_id: str) -> None:
    stream = StreamRef("account", str(account.pk))
    append(
        stream=stream,
        expected_version=log.version(stream),
        type=type,
        payload={"role": role.value, "unit": unit.key},
        actor=by,
        occurred_at=now,
        recorded_at=now,
        command_id=command_id or str(new_id()),
    )


def _forget_held(account: Account) -> None:
    """The account object in hand asks the database again for what it may do, and the next act for who holds a role."""
    account.__dict__.pop("_grant_rows", None)
    forget_holders()
