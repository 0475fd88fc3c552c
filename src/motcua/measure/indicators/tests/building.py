"""Fact rows and registers to count, made directly: the arithmetic is what is tested here."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from motcua.kernel.time import TZ
from motcua.measure.facts import services as facts
from motcua.measure.facts.models import DossierFact
from motcua.measure.facts.rules import Fact
from motcua.measure.registers import services as registers
from motcua.measure.registers.tests.building import csv_of


def at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=TZ)


def fact(
    *, accepted: date | None = None, finished: date | None = None, due: date | None = None, **changes: Any
) -> DossierFact:
    """A row as the projector would write it: received, finished with a result when `finished` is given."""
    values: dict[str, Any] = {
        "dossier_id": str(uuid4()),
        "code": f"T-{uuid4().hex[:10]}",
        "procedure": "3.000465",
        "agency": "sgddt",
        "unit": "sgddt-qlcl",
        "receipt_unit": "sgddt-mc",
        "channel": 1,
        "limit_unit": "working_day",
        "accepted_on": accepted,
        "legal_due": at(due, 17) if due else None,
        "portal_due": at(due, 17) if due else None,
        "finished_on": finished,
        "finished_at": at(finished) if finished else None,
        "closed_by": "result" if finished else "",
    }
    return facts.row_of(Fact(**(values | changes)))


def keep(*rows: DossierFact) -> list[DossierFact]:
    return DossierFact.objects.bulk_create(rows)


def paper(*, digitise: bool = True, file: bool = True, reused: bool = False) -> dict[str, Any]:
    return {"code": "TP1", "digitise": digitise, "file": file, "reused": reused}


def register(cast: Any, now: datetime, kind: str, *rows: dict[str, Any], name: str = "so.csv") -> registers.Report:
    """Bring in a register of `kind`; rows give column key → text."""
    data = csv_of(kind, *rows)
    report = registers.import_file(kind=kind, data=data, name=name, by=cast.actor("kiem"), now=now)
    assert not report.refused, report.refused
    return report


def days(first: date, count: int) -> list[date]:
    return [first + timedelta(days=n) for n in range(count)]
