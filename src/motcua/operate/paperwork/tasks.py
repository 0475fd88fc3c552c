"""Long books, written by the worker."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from motcua.operate.paperwork.services import long_books


@task()
def write(book_id: str) -> None:
    """Write one book; done again it changes nothing."""
    long_books.write_book(book_id=UUID(book_id), now=timezone.now)
