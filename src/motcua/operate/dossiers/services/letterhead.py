"""What stands at the head of every printed document: the agency, the body above it, the place, how to look it up."""

import re
from typing import Any

from motcua.operate.dossiers.models import Dossier
from motcua.people import queries as people

PLACE = re.compile(r"^.*?\b(?:tỉnh|thành phố)\s+")


def letterhead(dossier: Dossier) -> dict[str, Any]:
    """The agency block of the printed forms; the place is the province that the name of the body above ends with."""
    agency = people.agency(dossier.agency_id)
    parent = agency.parent
    place = PLACE.sub("", parent.name if parent else agency.name)
    return {"name": agency.name, "parent": parent.name if parent else None, "place": place}


def one_stop_name(dossier: Dossier) -> str:
    return people.unit(dossier.receipt_unit_id).name


def look_up(dossier: Dossier, *, origin: str) -> dict[str, Any]:
    """Tracking reference and the address behind the QR code; no address without a public origin."""
    address = f"{origin}/tra-cuu/?ma={dossier.tracking_code}" if origin else None
    return {"tracking": dossier.tracking_code, "qr": address}


def result_symbol(dossier: Dossier) -> str:
    """What follows the number of a result, for example "SGDĐT-QLCL": agency and handling unit."""
    agency, unit = people.agency(dossier.agency_id), people.unit(dossier.unit_id)
    short = re.sub(r"\s+", "", unit.short_name or unit.key).upper()
    return f"{agency.doc_symbol}-{short}" if agency.doc_symbol else short


def head_of_agency(dossier: Dossier) -> dict[str, Any]:
    """The signatory whose name stands under a draft: the first who holds the role in the agency that handles it."""
    signers = people.signers(dossier.agency_id)
    title = "GIÁM ĐỐC" if dossier.parent_id is None or not signers else str(signers[0].title).upper()
    return {"title": title, "mode": None, "name": signers[0].full_name if signers else ""}
