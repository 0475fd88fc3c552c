"""Things that change rarely, kept for a few seconds in the memory of this process, as they are.

Django's cache writes each value out and reads it back at every question, which costs more than many a query. What is
kept here is handed to everybody: nobody may change it.
"""

import time
from collections.abc import Callable
from typing import Any, Final

SECONDS: Final = 5
"""Other server processes see an edit after at most this long; the one that made it at once (`forget`)."""
MOST: Final = 2000
"""Answers kept at once; when there are more, all are read anew."""


class Recall:
    """Answers by name. A `forget` while one is being read keeps that one from being kept."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self._kept: dict[Any, tuple[float, Any]] = {}
        _all.append(self)

    def __call__(self, name: Any, read: Callable[[], Any]) -> Any:
        """What `read` says, or said within the last seconds."""
        kept, now = self._kept, time.monotonic()
        found = kept.get(name)
        if found is not None and found[0] > now:
            return found[1]
        if len(kept) >= MOST:
            kept.clear()
        answer = read()
        kept[name] = now + self.seconds, answer
        return answer

    def forget(self) -> None:
        """Read everything anew from now on. An answer that is being read goes with what is dropped."""
        self._kept = {}


_all: list[Recall] = []


def forget_everything() -> None:
    """For who has put another database under this process."""
    for one in _all:
        one.forget()
