"""Dossiers that may be the same one filed twice: same owner and procedure while one runs, or the very same files."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q, QuerySet

from motcua.kernel.time import TZ
from motcua.operate.dossiers.models import Dossier, Paper
from motcua.operate.dossiers.rules import FINAL, State
from motcua.operate.dossiers.rules.preflight import TwinFact, alike

MOST = 5
LOOK_BACK = timedelta(days=365)
SENT = ("upload", "scan")  # what somebody sent; a file that was reused, or printed from the form, is alike by design
DROPPED = (State.REJECTED, State.WITHDRAWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What of a dossier is compared. `owner_index`: blind index of the owner's number; `subject`: name and birthday;
    `answers_hash`: of the filled form as it was shown, "" when there is none."""

    procedure: str
    owner_index: str = ""
    owner_account: Any = None
    subject: tuple[str, date | None] = ("", None)
    files: frozenset[str] = frozenset()
    answers_hash: str = ""


def twins(
    *, sketch: Sketch, now: datetime, seen_by: AbstractBaseUser | None = None, but: UUID | None = None
) -> list[TwinFact]:
    """Dossiers alike, the newest first. `seen_by`: only those this account owns or filed (officials give None).

    `but`: the dossier itself, when it has been filed already.
    """
    found = [_fact(one, sketch, now) for one in _candidates(sketch, now, seen_by, but)]
    return [one for one in found if one is not None][:MOST]


def sketch_of(dossier: Dossier) -> Sketch:
    """The sketch of a dossier that is there already."""
    papers = dossier.papers.filter(replaced_at=None, source__in=SENT, stored_file__isnull=False)
    subject = dossier.subject
    return Sketch(
        procedure=dossier.procedure.code,
        owner_index=dossier.owner.identity_index,
        owner_account=dossier.owner.account_id,
        subject=(subject.full_name, subject.date_of_birth) if subject is not None else ("", None),
        files=frozenset(str(key) for key in papers.values_list("stored_file_id", flat=True)),
    )


def _candidates(sketch: Sketch, now: datetime, seen_by: AbstractBaseUser | None, but: UUID | None) -> Sequence[Dossier]:
    owner = Q(pk__in=[])
    if sketch.owner_index:
        owner |= Q(owner__identity_index=sketch.owner_index)
    if sketch.owner_account:
        owner |= Q(owner__account=sketch.owner_account)
    running = owner & ~Q(state__in=[*FINAL, State.PROCESSED])
    same = Q(pk__in=_with_files(sketch.files)) & ~Q(state__in=DROPPED)
    rows = Dossier.objects.filter(running | same, procedure__code=sketch.procedure, submitted_at__gt=now - LOOK_BACK)
    rows = rows.filter(parent=None)
    if seen_by is not None:
        rows = rows.filter(Q(owner__account=seen_by.pk) | Q(filer__account=seen_by.pk))
    if but is not None:
        rows = rows.exclude(pk=but)
    related = rows.select_related("subject", "answers", "procedure").order_by("-submitted_at", "-pk")
    return list(related[: MOST * 2])


def _with_files(files: Collection[str]) -> QuerySet[Paper, Any]:
    rows = Paper.objects.filter(stored_file__in=files, source__in=SENT, replaced_at=None)
    return rows.values("dossier_id") if files else rows.none().values("dossier_id")


def _fact(one: Dossier, sketch: Sketch, now: datetime) -> TwinFact | None:
    subject = one.subject
    about = (subject.full_name, subject.date_of_birth) if subject is not None else ("", None)
    theirs = one.papers.filter(replaced_at=None, source__in=SENT, stored_file__isnull=False)
    files = {str(key) for key in theirs.values_list("stored_file_id", flat=True)}
    running = not one.is_final and one.state != State.PROCESSED
    common = len(files & sketch.files)
    if not alike(subject=sketch.subject, other=about) or (not running and common < len(sketch.files)):
        return None
    answers = one.answers.shown_hash if one.answers is not None else ""
    return TwinFact(
        shown=str(one),
        submitted_at=one.submitted_at,
        day=f"{one.submitted_at.astimezone(TZ):%d/%m/%Y}",
        running=running,
        same_files=common,
        exact=bool(files or answers) and files == sketch.files and answers == sketch.answers_hash and running,
    )
