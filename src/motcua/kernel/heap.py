"""Letting the collector of rings of objects rest while rows are made by the thousand.

Such work makes many objects and hardly any ring among them; looking for rings after every few hundred objects, over
everything the process ever loaded, cost a fifth of an import.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

SELDOM: Final = 50_000
"""New objects between two looks: some ten MB at most."""


@contextmanager
def seldom_swept() -> Iterator[None]:
    """Inside, what was there before is not looked through, and what is new only after `SELDOM` new objects."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
