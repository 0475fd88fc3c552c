"""How each procedure is shown: on the board of the one-stop unit, and electronically, by the proofs kept here."""

from collections.abc import Mapping
from typing import Final

from motcua.operate.publications import queries as publications

BOARD: Final = "bang-niem-yet"
"""The place of publicity that is a board; all others are electronic."""


def publicity() -> Mapping[str, tuple[bool, bool]]:
    """Procedure code → (posted on the board, shown electronically), of procedures in a decision that was posted.

    A procedure that is missing here is not known: its publication was never recorded.
    """
    found: dict[str, tuple[bool, bool]] = {}
    for held in publications.proofs():
        proved = {shown.place.key for shown in held.places if shown.proof is not None}
        posted, online = BOARD in proved, bool(proved - {BOARD})
        for entry in publications.entries(held.decision.pk):
            before = found.get(entry.code, (False, False))
            found[entry.code] = (before[0] or posted, before[1] or online)
    return found
