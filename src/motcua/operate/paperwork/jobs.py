"""Work of paperwork that nobody asks for."""

from datetime import datetime

from motcua.operate.paperwork.services import long_books


def erase_books(now: datetime) -> None:
    """Every hour; again changes nothing."""
    long_books.erase_old_books(now)
