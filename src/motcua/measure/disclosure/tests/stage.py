"""A month of a few units, closed; and the same with a dossier that came late."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from motcua.kernel.actors import SYSTEM
from motcua.kernel.audit.services import StreamRef, observe
from motcua.measure.editions import queries, services
from motcua.measure.editions.models import Edition
from motcua.measure.editions.tests.closing import NOW, closed
from motcua.measure.indicators.rules import parse_period
from motcua.measure.indicators.tests.building import at

MARCH = "2024-03"
UNITS = {"sgddt-qlcl": (8, 2), "sgddt-gdtrh": (7, 0), "sgddt-vp": (9, 6)}


def an_edition() -> dict[str, Any]:
    """The address of a closed month."""
    found = queries.latest(MARCH) or closed(MARCH)
    return {"key": found.key, "number": found.number}


def dossier(unit: str, *, late: bool = False, rating: int | None = None, recorded: datetime = NOW) -> str:
    """One dossier of `unit` received, finished and returned in March; its id."""
    stream, key, begun = StreamRef("dossier", str(uuid4())), uuid4().hex[:8], date(2024, 3, 4)
    due = at(date(2024, 3, 8), 17).isoformat()
    finished = date(2024, 3, 20 if late else 7)
    accepted = {"code": f"H-{key}", "limit": {"value": 4, "unit": "working_day"}, "legal_due": due, "portal_due": due}
    told: list[tuple[str, date, dict[str, Any]]] = [
        ("submitted", begun, {"procedure": "1", "agency": "a", "unit": unit, "channel": 2, "parent": "",
                              "components": [], "paper_result": True}),
        ("accepted", begun, accepted),
        ("issued", finished, {"result_kind": "approval", "electronic": True, "signed": True}),
        ("returned", finished, {"channel": "electronic"}),
    ]  # fmt: skip
    if rating:
        told.append(("rated", finished, {"score": rating}))
    for version, (verb, day, payload) in enumerate(told):
        observe(
            stream=stream, expected_version=version, type=f"dossier.{verb}", payload=payload, actor=SYSTEM,
            occurred_at=at(day), recorded_at=recorded, command_id=f"{key}:{version}", publish=False,
        )  # fmt: skip
    return stream.id


def march() -> Edition:
    """Three units: two late dossiers in one (hidden), none in another, six in the third."""
    for unit, (good, bad) in UNITS.items():
        for number in range(good):
            dossier(unit, rating=5 if number < 6 else None, recorded=NOW - timedelta(days=1))
        for _ in range(bad):
            dossier(unit, late=True, recorded=NOW - timedelta(days=1))
    return closed(MARCH)


def restated() -> Edition:
    """One more dossier of the third unit turned up."""
    dossier("sgddt-vp", recorded=NOW + timedelta(days=1))
    later = NOW + timedelta(days=2)
    made = services.restate(period=parse_period(MARCH), by=SYSTEM, now=later, reason="Trường gửi sổ muộn.")
    assert isinstance(made, Edition), made
    return made
