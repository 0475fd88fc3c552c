"""Work of the catalogue that nobody asks for: texts come into force, end and are repealed on their day."""

from datetime import datetime

from motcua.operate.catalogue import services


def enter_due(now: datetime) -> None:
    """Every few minutes, so that a text holds from the first minutes of its day; again changes nothing."""
    services.enter_due(now=now)
