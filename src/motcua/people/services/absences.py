"""Absence and delegation: asked for, decided by another person, ended early; each an event of the absent one's account.

What is delegated becomes a role grant of the delegate for exactly the absence, so every question about permission
honours it from the first instant to the last without a job.
"""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Greatest

from motcua.kernel.actors import Actor
from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef, append
from motcua.kernel.ids import new_id
from motcua.kernel.text import clean
from motcua.people import queries
from motcua.people.models import Absence, Account, Delegation, RoleGrant, Unit
from motcua.people.rules import Grant, Refusal, Role
from motcua.people.rules.delegating import Known, Wish, may_decide, period_problem, why_not

Standing = Absence.Standing
GONE = Refusal("already_decided", "Lần vắng mặt này đã được quyết định trước đó. Hãy tải lại trang.")


@transaction.atomic
def ask_absence(
    *,
    account: Account,
    kind: str,
    starts: datetime,
    ends: datetime,
    wishes: Sequence[Wish] = (),
    reason: str = "",
    decision_number: str = "",
    decision_on: date | None = None,
    by: Actor,
    now: datetime,
) -> Absence | Refusal:
    """Enter that `account` is away and who shall stand in. Nothing changes before somebody else has granted it."""
    number = clean(decision_number)
    refusal = period_problem(starts, ends, now) or _not_for(account, by, now)
    if refusal is None and queries.overlapping(account.pk, starts, ends).exists():
        refusal = Refusal("overlapping", "Người này đã khai vắng mặt trong thời gian đó.")
    for wish in wishes:
        refusal = refusal or _problem(account, wish, starts, ends, (number, decision_on))
    if refusal is not None:
        return refusal
    row = Absence.objects.create(
        account=account, kind=Absence.Kind(kind).value, starts_at=starts, ends_at=ends, reason=clean(reason)[:300],
        decision_number=number, decision_on=decision_on, asked_by_id=UUID(by.id), asked_at=now,
    )  # fmt: skip
    Delegation.objects.bulk_create(
        Delegation(
            absence=row, unit=Unit.objects.get(key=wish.unit_key), role=wish.role.value, delegate_id=UUID(wish.delegate)
        )
        for wish in wishes
    )
    return row


@transaction.atomic
def decide_absence(*, absence_id: UUID, granted: bool, note: str = "", by: Actor, now: datetime) -> Absence | Refusal:
    """Grant or refuse. Granted: the delegates hold the roles for the absence. Looked at anew, for things change."""
    row = queries.absence(absence_id)
    if row is None:
        return Refusal("no_such_absence", "Không có lần vắng mặt này.")
    delegations = list(row.delegations.all())
    if not _may(row, delegations, by, now):
        return Refusal(
            "not_yours",
            "Chỉ trưởng phòng của người vắng hoặc quản trị hệ thống duyệt, và không ai duyệt việc của chính mình.",
            who="Trưởng phòng, quản trị hệ thống",
        )
    for one in delegations if granted else ():
        wish = Wish(Role(one.role), one.unit.key, str(one.delegate_id))
        decision = (row.decision_number, row.decision_on)
        refusal = _problem(row.account, wish, row.starts_at, row.ends_at, decision)
        if refusal is not None:
            return refusal
    standing = Standing.GRANTED if granted else Standing.REFUSED
    decided = {"standing": standing, "decided_by": UUID(by.id), "decided_at": now, "decision_note": clean(note)[:300]}
    if not Absence.objects.filter(pk=row.pk, standing=Standing.ASKED).update(**decided):
        return GONE
    for one in delegations if granted else ():
        one.grant = _lend(row, one, now)
        one.save(update_fields=["grant"])
    _record(row, "granted" if granted else "refused", delegations, by, now)
    row.refresh_from_db()
    return row


@transaction.atomic
def end_absence(*, absence_id: UUID, by: Actor, now: datetime) -> Absence | Refusal:
    """The official is back, or does not go after all: what was delegated ends now."""
    row = queries.absence(absence_id)
    if row is None:
        return Refusal("no_such_absence", "Không có lần vắng mặt này.")
    delegations = list(row.delegations.all())
    if by.id != str(row.account_id) and not _may(row, delegations, by, now):
        return Refusal("not_yours", "Chỉ người vắng, trưởng phòng hoặc quản trị hệ thống kết thúc việc vắng mặt.")
    open_ones = (Standing.GRANTED, Standing.ASKED)
    ended = Absence.objects.filter(pk=row.pk, standing__in=open_ones, ends_at__gt=now).update(standing=Standing.ENDED)
    if not ended:
        return GONE
    grants = [one.grant_id for one in delegations if one.grant_id]
    RoleGrant.objects.filter(pk__in=grants, valid_to__gt=now).update(valid_to=Greatest("valid_from", Value(now)))
    _record(row, "ended", delegations, by, now)
    row.refresh_from_db()
    return row


def _not_for(account: Account, by: Actor, now: datetime) -> Refusal | None:
    if not account.is_official or not account.is_active:
        return Refusal("not_an_official", "Chỉ công chức, viên chức khai vắng mặt.")
    if by.id == str(account.pk) or account in queries.staff_of(_grants_of(by, now), now):
        return None
    return Refusal("not_yours", "Bạn chỉ khai vắng mặt cho mình hoặc cho người của phòng mình.")


def _grants_of(by: Actor, now: datetime) -> list[Grant]:
    account = Account.objects.filter(pk=by.id).first() if by.kind == "official" else None
    return queries.grants(account, now) if account is not None else []


def _may(row: Absence, delegations: Sequence[Delegation], by: Actor, now: datetime) -> bool:
    units = {grant.unit_key for grant in queries.own_grants(row.account, now)}
    delegates = {str(one.delegate_id) for one in delegations}
    return may_decide(_grants_of(by, now), units, by=by.id, absent=str(row.account_id), delegates=delegates)


def _problem(
    account: Account, wish: Wish, starts: datetime, ends: datetime, decision: tuple[str, date | None]
) -> Refusal | None:
    held = [
        grant for grant in queries.grants(account, starts) if (grant.role, grant.unit_key) == (wish.role, wish.unit_key)
    ]
    held.sort(key=lambda grant: bool(grant.on_behalf_of))
    rows = RoleGrant.objects.filter(account=account, unit__key=wish.unit_key, role=wish.role.value, on_behalf_of=None)
    until = [row.valid_to for row in rows.order_by("pk") if row.held(starts)]
    delegate = Account.objects.filter(pk=wish.delegate).first()
    known = Known(
        grant=next(iter(held), None),
        until=next(iter(until), None),
        held=queries.own_grants(delegate, starts) if delegate else (),
        official=delegate is not None and delegate.is_official and delegate.is_active,
        away=queries.overlapping(wish.delegate, starts, ends).exists(),
    )
    return why_not(wish, known, absent=str(account.pk), ends=ends, decision=decision)


def _lend(row: Absence, one: Delegation, now: datetime) -> RoleGrant:
    """The delegate's grant for exactly the absence, beginning no earlier than it was decided."""
    number = f", văn bản {row.decision_number}" if row.decision_number else ""
    return RoleGrant.objects.create(
        account_id=one.delegate_id, unit=one.unit, role=one.role, valid_from=max(row.starts_at, now),
        valid_to=row.ends_at, granted_by=f"Uỷ quyền khi vắng mặt{number}"[:200], reason="Uỷ quyền khi vắng mặt",
        on_behalf_of=row.account,
    )  # fmt: skip


def _record(row: Absence, what: str, delegations: Sequence[Delegation], by: Actor, now: datetime) -> None:
    stream = StreamRef("account", str(row.account_id))
    append(
        stream=stream,
        expected_version=log.version(stream),
        type=f"account.absence_{what}",
        payload={
            "absence": str(row.pk),
            "from": row.starts_at.isoformat(),
            "until": row.ends_at.isoformat(),
            "delegations": [
                {"role": one.role, "unit": one.unit.key, "delegate": str(one.delegate_id)} for one in delegations
            ],
        },
        actor=by,
        occurred_at=now,
        recorded_at=now,
        command_id=str(new_id()),
    )
