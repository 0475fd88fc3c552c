"""Files and declarations for tests."""

from datetime import date, datetime
from functools import lru_cache
from io import BytesIO
from typing import Any

from PIL import Image

from motcua.measure.registers import services
from motcua.measure.registers.models import DeclaredFigure
from motcua.measure.registers.rules import KINDS


def csv_of(kind: str, *rows: dict[str, Any], sep: str = ";") -> bytes:
    """A file of `kind`; rows give column key → text."""
    columns = KINDS[kind].columns
    lines = [sep.join(column.heading for column in columns)]
    lines += [sep.join(str(row.get(column.key, "")) for column in columns) for row in rows]
    return ("\n".join(lines) + "\n").encode()


@lru_cache(maxsize=1)
def evidence() -> bytes:
    """A picture that is what its name says."""
    out = BytesIO()
    Image.new("RGB", (64, 48), "white").save(out, "PNG")
    return out.getvalue()


def declared(
    cast: Any, now: datetime, indicator: str, first: date, last: date, numerator: int, denominator: int
) -> DeclaredFigure:
    found = services.declare(
        indicator=indicator, first=first, last=last, numerator=numerator, denominator=denominator, note="",
        evidence=evidence(), evidence_name="bao-cao.png", by=cast.actor("kiem"), now=now,
    )  # fmt: skip
    assert isinstance(found, DeclaredFigure), found
    return found
