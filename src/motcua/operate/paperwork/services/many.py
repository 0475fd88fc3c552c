"""Slips of many dossiers as one PDF: each is given as if printed alone; what could not be printed is its last page."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import pikepdf

from motcua.kernel.actors import Actor
from motcua.kernel.documents import services as documents
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.paperwork.queries import Offer
from motcua.operate.paperwork.services.giving import slip

MOST: Final = 50
"""Slips in one file: some seconds of printing."""


@dataclass(frozen=True, slots=True)
class NotPrinted:
    """A dossier without a slip in the file, and why."""

    dossier: str
    why: str


def print_many(
    *,
    chosen: Sequence[tuple[Dossier, Offer]],
    without: Sequence[NotPrinted],
    heading: str,
    by: Actor,
    now: datetime,
    origin: str = "",
) -> bytes:
    """One PDF of the slips in the order of `chosen`. `without` are those that are known to have none.

    Each slip is given and kept on its own, so a printing that was cut off and done again prints the same slips.
    """
    missing, sheets = list(without), []
    for dossier, offer in chosen:
        made = slip(dossier=dossier, offer=offer, kind="pdf", by=by, now=now, origin=origin)
        if isinstance(made, Refusal):
            missing.append(NotPrinted(str(dossier), made.message))
        else:
            sheets.append(made.data)
    if missing:
        rows = [[one.dossier, one.why] for one in missing]
        data = {"heading": heading, "done": len(sheets), "rows": rows}
        sheets.append(documents.render("paperwork/chua_in", data, title=heading, at=now))
    return _joined(sheets)


def _joined(sheets: Sequence[bytes]) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as whole:
        for data in sheets:
            with pikepdf.open(io.BytesIO(data)) as one:
                whole.pages.extend(one.pages)
        whole.Root.Lang = pikepdf.String("vi")
        whole.save(out, deterministic_id=True)
    return out.getvalue()
