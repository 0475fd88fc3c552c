"""Reads of conversations: the messages of a dossier, what is new to whom, and who waits for an answer."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Q, QuerySet

from motcua.kernel.actors import Actor
from motcua.operate.conversations import rules
from motcua.operate.conversations.models import Attachment, Message, ReadMark, Thread
from motcua.operate.conversations.rules import Side, Standing
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.rules import FINAL, Refusal
from motcua.people import queries as people
from motcua.people.rules import Grant, Role

__all__ = ["Attachment", "Line", "Message", "attachment", "lines", "may_erase", "may_write", "message", "standing",
           "unread", "waiting", "waiting_count"]  # fmt: skip
CAP = 999


@dataclass(frozen=True, slots=True)
class Line:
    """One message as a page shows it. `who` and `where` sign it; `new`: not yet read by who looks."""

    message: Message
    who: str
    where: str
    new: bool
    files: tuple[Attachment, ...]


def lines(*, dossier_id: UUID, account: AbstractBaseUser, official: bool) -> list[Line]:
    """The messages, oldest first. The applicant never gets the office's notes."""
    rows = Message.objects.filter(thread=dossier_id).select_related("author", "unit").prefetch_related("files")
    if not official:
        rows = rows.exclude(side=Side.NOTE)
    seen = _read_to(dossier_id, account)
    return [_line(row, row.number > seen and row.author_id != account.pk) for row in rows.order_by("number")]


def standing(dossier: Dossier, by: Actor, now: datetime) -> Standing:
    """What the rules must know of this actor before this dossier."""
    since = now - rules.HOUR
    lately = Message.objects.filter(thread=dossier.pk, author=UUID(by.id), written_at__gt=since).count()
    return Standing(
        role=by.role,
        related=_related(dossier, by),
        own=dossiers.is_own(dossier, by),
        final=dossier.state in FINAL,
        ended_at=dossier.returned_at or dossier.finished_at,
        days=settings.MOTCUA_TALK_DAYS,
        lately=lately,
    )


def may_write(dossier: Dossier, by: Actor, now: datetime, *, note: bool = False) -> Refusal | None:
    """Why this actor may not write now; None when he may."""
    return rules.may_write(standing(dossier, by, now), note=note, now=now)


def may_erase(dossier: Dossier, by: Actor) -> bool:
    """Whether the actor may take words out of this conversation."""
    return by.role in rules.ERASING and _related(dossier, by) and not dossiers.is_own(dossier, by)


def message(dossier_id: UUID, message_id: UUID) -> Message | None:
    """One message of the conversation; None when there is none of this id."""
    return Message.objects.filter(thread=dossier_id, pk=message_id).select_related("author").first()


def attachment(*, dossier_id: UUID, file_id: int, official: bool) -> Attachment | None:
    """A file of the conversation; None when there is none, or when it is not for the applicant."""
    rows = Attachment.objects.filter(pk=file_id, message__thread=dossier_id).select_related("stored_file", "message")
    found = rows.first()
    return None if found is None or (not official and found.message.side == Side.NOTE) else found


def unread(account: AbstractBaseUser, dossier_ids: Collection[UUID], *, official: bool) -> dict[UUID, int]:
    """How many messages of others each of these dossiers holds that the account has not seen; none: left out."""
    if not dossier_ids:
        return {}
    marks = dict(ReadMark.objects.filter(account=account.pk, thread__in=dossier_ids).values_list("thread", "number"))
    rows = Message.objects.filter(thread__in=dossier_ids, erased_at=None).exclude(author=account.pk)
    rows = rows if official else rows.filter(side=Side.OFFICE)
    found: dict[UUID, int] = {}
    for key, number in rows.order_by().values_list("thread", "number"):
        if number > marks.get(key, 0):
            found[key] = found.get(key, 0) + 1
    return found


def waiting(*, account: AbstractBaseUser, grants: Sequence[Grant], limit: int = 100) -> list[Thread]:
    """Conversations in which the applicant waits for a word of mine, the longest waiting first."""
    related = ("dossier__procedure", "dossier__filer", "dossier__lead")
    return list(_waiting(account, grants).select_related(*related).order_by("waiting_since", "pk")[:limit])


def waiting_count(account: AbstractBaseUser, grants: Sequence[Grant]) -> int:
    """How many `waiting` would give, capped."""
    return _waiting(account, grants).order_by()[: CAP + 1].count()


def _waiting(account: AbstractBaseUser, grants: Iterable[Grant]) -> QuerySet[Thread]:
    """Before acceptance the counter answers, after it the officer who handles; his unit's head sees all of the unit."""
    mine = Q(pk__in=[])
    for grant in grants:
        if grant.role == Role.RECEPTION:
            mine |= Q(dossier__receipt_unit=grant.unit_key, dossier__accepted_at=None)
        elif grant.role == Role.UNIT_HEAD:
            mine |= Q(dossier__unit=grant.unit_key, dossier__accepted_at__isnull=False)
        elif grant.role == Role.CASE_OFFICER:
            taken = Q(dossier__lead=account.pk) | Q(dossier__lead=None)
            mine |= Q(dossier__unit=grant.unit_key, dossier__accepted_at__isnull=False) & taken
    own = Q(dossier__owner__account=account.pk) | Q(dossier__filer__account=account.pk)
    return Thread.objects.filter(mine, waiting_since__isnull=False).exclude(own)


def _related(dossier: Dossier, by: Actor) -> bool:
    """Whether the dossier is the actor's: his own as applicant, within the scope of his role as official."""
    if by.role == Role.APPLICANT:
        return by.id in {str(dossier.owner.account_id), str(dossier.filer.account_id)}
    if not by.unit or not by.role:
        return False
    unit = people.unit(by.unit)
    # Asked for by role alone: as an owner nobody acts for the office.
    held = Grant(Role(by.role), unit.key, unit.pk, unit.name, unit.agency.key)
    return dossiers.visible(dossier, AnonymousUser(), [held])


def _read_to(dossier_id: UUID, account: AbstractBaseUser) -> int:
    mark = ReadMark.objects.filter(thread=dossier_id, account=account.pk).first()
    return mark.number if mark else 0


def _line(row: Message, new: bool) -> Line:
    if row.side == Side.APPLICANT:
        return Line(row, row.author.full_name, "", new, tuple(row.files.all()))
    where = f"{Role(row.role).label}, {row.unit.name}" if row.unit else Role(row.role).label
    return Line(row, row.author.full_name, where, new, tuple(row.files.all()))
