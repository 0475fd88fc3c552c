"""Long register books: asked for, written by the worker, taken by who asked, erased after some days.

Written under another name and renamed when whole, so nobody ever takes half a book; a run that was cut off begins anew.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from motcua.kernel.actors import Actor
from motcua.operate.dossiers.queries.book import Period
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.paperwork.models import BookFile
from motcua.operate.paperwork.queries import total
from motcua.operate.paperwork.queries.books import period_of, place
from motcua.operate.paperwork.services.register import book_xlsx
from motcua.people import queries as people

AT_ONCE: Final = 3000
"""Rows that are written within the request: a few seconds."""
KEPT: Final = timedelta(days=7)
GIVEN_UP: Final = timedelta(days=1)
STEP: Final = 2000
MOST_WAITING: Final = 2
State = BookFile.State
ENOUGH = Refusal("books_waiting", f"Bạn đang có {MOST_WAITING} sổ chờ lập. Hãy đợi xong rồi yêu cầu thêm.")


def ask_for_book(*, period: Period, named: bool, rows: int, by: Actor, now: datetime) -> BookFile | Refusal:
    """Ask for a book as a file; the worker writes it. Asking again for one that is on the way gives that one."""
    own = BookFile.objects.filter(asked_by=UUID(by.id), state__in=[State.WAITING, State.WRITING])
    wanted = {
        "first": period.first, "last": period.last, "unit_key": period.unit, "procedure": period.procedure,
        "named": named,
    }  # fmt: skip
    same = own.filter(**wanted).first()
    if same is not None:
        return same
    if own.count() >= MOST_WAITING:
        return ENOUGH
    return BookFile.objects.create(asked_by_id=by.id, asked_at=now, total=rows, **wanted)


def write_book(*, book_id: UUID, now: Callable[[], datetime]) -> None:
    """Write the file, with what the person who asked may see at this moment; done already, nothing happens."""
    started = BookFile.objects.filter(pk=book_id, state__in=[State.WAITING, State.WRITING])
    if not started.update(state=State.WRITING, done=0):
        return
    book = BookFile.objects.select_related("asked_by").get(pk=book_id)
    period, grants = period_of(book), people.grants(book.asked_by, now())
    path = place(book)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(".part")
    mine = BookFile.objects.filter(pk=book_id)
    mine.update(total=total(grants=grants, period=period))
    try:
        with draft.open("wb") as file:
            draft.chmod(0o600)
            rows = book_xlsx(
                file,
                grants=grants,
                period=period,
                named=book.named,
                now=now(),
                told=lambda row: mine.update(done=row) if row % STEP == 0 else None,
            )
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        mine.update(state=State.FAILED, finished_at=now())
        raise
    mine.update(state=State.DONE, done=rows, total=rows, size=path.stat().st_size, finished_at=now())


def erase_old_books(now: datetime) -> None:
    """Erase files after their days; give up what nobody wrote."""
    for book in BookFile.objects.filter(finished_at__lt=now - KEPT, erased_at=None):
        place(book).unlink(missing_ok=True)
        BookFile.objects.filter(pk=book.pk).update(erased_at=now)
    late = BookFile.objects.filter(state__in=[State.WAITING, State.WRITING], asked_at__lt=now - GIVEN_UP)
    late.update(state=State.FAILED, finished_at=now)
