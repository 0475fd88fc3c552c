"""The slip of an apology: given at once, so that the person reads the same words that the office keeps."""

from datetime import datetime

from motcua.kernel.actors import Actor
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.paperwork import queries as paperwork
from motcua.operate.paperwork import services as printing
from motcua.operate.paperwork.rules.sets import APOLOGY


def give_slip(*, dossier: Dossier, by: Actor, now: datetime, origin: str) -> bool:
    """Give the form of the set the dossier was accepted under (2018: mẫu 04); False where the set has none."""
    offer = paperwork.offer(dossier, purpose=APOLOGY)
    if offer is None:
        return False
    made = printing.slip(dossier=dossier, offer=offer, kind="pdf", by=by, now=now, origin=origin)
    return isinstance(made, printing.Printed)
