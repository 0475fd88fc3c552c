"""Histories of dossiers as another system tells them, and periods closed over them."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from motcua.kernel.actors import SYSTEM
from motcua.kernel.audit.services import StreamRef, observe
from motcua.measure.editions import services
from motcua.measure.editions.models import Edition
from motcua.measure.indicators.rules import parse_period
from motcua.measure.indicators.tests.building import at

NOW = at(date(2024, 5, 6), 9)


def closed(key: str, now: datetime = NOW) -> Edition:
    """The first edition of a period."""
    made = services.close(period=parse_period(key), by=SYSTEM, now=now)
    assert isinstance(made, Edition), made
    return made


def history(
    accepted: date | None,
    finished: date | None = None,
    *,
    channel: int = 2,
    due: date | None = None,
    rating: int | None = None,
    paper_result: bool | None = True,
    file: bool = True,
    electronic: bool = True,
    hours: bool = False,
    parent: str = "",
    recorded: datetime = NOW - timedelta(days=1),
) -> str:
    """What a dossier went through; its id."""
    stream, key = StreamRef("dossier", str(uuid4())), uuid4().hex[:8]
    papers = [{"paper": "p", "code": "TP1", "digitise": True, "file": file, "reused": not file}]
    begun = accepted or date(2024, 3, 1)
    told: list[tuple[str, date, dict[str, Any]]] = [
        ("submitted", begun, {"procedure": "1", "agency": "a", "unit": "u", "channel": channel, "parent": parent,
                              "components": papers, "paper_result": paper_result}),
    ]  # fmt: skip
    if accepted:
        dues = {"legal_due": at(due, 17).isoformat(), "portal_due": at(due, 17).isoformat()} if due else {}
        limit = {"value": 8, "unit": "working_hour" if hours else "working_day"}
        told.append(("accepted", accepted, {"code": f"H-{key}", "limit": limit, **dues}))
    if accepted and finished:
        told.append(("issued", finished, {"result_kind": "approval", "electronic": electronic, "signed": electronic}))
        if rating:
            told.append(("rated", finished, {"score": rating}))
    for version, (verb, day, payload) in enumerate(told):
        observe(
            stream=stream, expected_version=version, type=f"dossier.{verb}", payload=payload, actor=SYSTEM,
            occurred_at=at(day), recorded_at=recorded, command_id=f"{key}:{version}", publish=False,
        )  # fmt: skip
    return stream.id
