"""Small agreements of the shape on single texts: blanks, fees, limits, codes of papers that come twice."""

import re
from typing import Any

from motcua.kernel.text import clean
from motcua.operate.catalogue.rules import Fee, limits
from motcua.operate.catalogue.rules.content import TimeLimit
from motcua.operate.catalogue.rules.names import folded

NO_FEE = "Không thu phí, lệ phí"
CHARGE = "Lệ phí"
CURRENCY = "Đồng"
NOTHING = "Không"  # YEUCAU of a procedure without conditions
AGAIN = re.compile(r"~\d+$")  # the same paper code a second time in one procedure: "KQ.G03.000001~2"


def said(text: str | None) -> str:
    """A text as the shape holds it; null is ""."""
    return clean(text or "")


def fee_row(fee: Fee) -> dict[str, str]:
    """One fee. The shape has no mark for phí and lệ phí: a charge says so in its description."""
    text, per = said(fee.text), said(fee.per)
    if fee.kind == "charge":
        text = f"{CHARGE}: {text}" if text else CHARGE
    money = "" if fee.amount is None else str(fee.amount)
    unit = (f"{CURRENCY}/{per}" if per else CURRENCY) if money or per else ""
    return {"MAPHILEPHI": said(fee.code), "SOTIEN": money, "DONVI": unit, "MOTA": text}


def no_fee_row() -> dict[str, str]:
    """What says that nothing is charged."""
    return {"MAPHILEPHI": "", "SOTIEN": "0", "DONVI": CURRENCY, "MOTA": NO_FEE}


def fee_of(code: str, amount: int | None, unit: str, text: str) -> Fee:
    """The fee that a row states."""
    kind = "fee"
    if text == CHARGE or text.startswith(f"{CHARGE}: "):
        kind, text = "charge", text.removeprefix(CHARGE).removeprefix(": ")
    currency, _, per = unit.partition("/")
    per = per if folded(currency) == folded(CURRENCY) else unit if folded(unit) != "vnd" else ""
    return Fee(kind, amount, per.strip() or None, text or None, code or None)  # type: ignore[arg-type]


def effective(limit: TimeLimit | None, note: str) -> TimeLimit | None:
    """The limit as a reader of the shape would take it: a note "không quy định" beside a number unsays the number."""
    return limits.read(limit.value, limit.unit, None, note or None) if limit else None


def paper_codes(codes: list[str]) -> list[str]:
    """Unique codes for papers: "" becomes TP1, TP2…; a code that came before gets ~2, ~3…"""
    kept: list[str] = []
    for order, code in enumerate(codes, 1):
        base = code or f"TP{order}"
        name, again = base, 1
        while name in kept:
            again += 1
            name = f"{base}~{again}"
        kept.append(name)
    return kept


def paper_code(code: str, order: int, before: set[str]) -> str:
    """The code of a paper as the portal knows it, without our mark of repetition."""
    text = said(code) or f"TP{order}"
    base = AGAIN.sub("", text)
    return base if base and base in before else text


def blank(row: dict[str, Any]) -> bool:
    """True when a row of the shape says nothing."""
    return not any(row.values())
