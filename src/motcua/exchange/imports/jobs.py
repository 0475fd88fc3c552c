"""Imports that were asked for on a page, run by the worker, and their files, erased when they are not needed."""

import contextlib
from datetime import datetime

from django.utils import timezone

from motcua.exchange.imports import queries, services


def go_on(now: datetime) -> None:
    """Every minute: run what waits, or was cut off. Done already, nothing happens."""
    for import_id in queries.waiting():
        with contextlib.suppress(services.Unreadable):  # the import says why
            services.run(import_id=import_id, now=timezone.now)


def erase_sent(now: datetime) -> None:
    """Every hour; again changes nothing."""
    services.erase_sent(now)
