"""Books that were asked for as files."""

from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from motcua.operate.dossiers.queries.book import Period
from motcua.operate.paperwork.models import BookFile

MOST = 5


def own(account: AbstractBaseUser | AnonymousUser) -> list[BookFile]:
    """The last ones of a person whose file is still there, or on the way."""
    rows = BookFile.objects.filter(asked_by=account.pk, erased_at=None)
    return list(rows.order_by("-asked_at", "-pk")[:MOST])


def own_one(book_id: UUID, account: AbstractBaseUser | AnonymousUser) -> BookFile | None:
    """The book, when this person asked for it: nobody takes what another was allowed to see."""
    return BookFile.objects.filter(pk=book_id, asked_by=account.pk).first()


def place(book: BookFile) -> Path:
    """Where the file stands, or will."""
    return Path(settings.MOTCUA_HOME) / "books" / f"{book.pk}.xlsx"


def period_of(book: BookFile) -> Period:
    """What it holds."""
    return Period(book.first, book.last, unit=book.unit_key, procedure=book.procedure)
