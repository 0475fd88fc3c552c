"""Which parts go out when, what they may be sent with, and when all is over. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from motcua.kernel.time import Calendar, Due, Limit, due
from motcua.operate.dossiers.rules import Refusal

BLOCKS: Final = ("forward", "sign", "issue")  # drafting goes on while other agencies work
MOST_LEGS: Final = 6
MOST_DAYS: Final = 60
LONGEST: Final = 1000
RULE: Final = "NĐ 61/2018/NĐ-CP điều 19 khoản 6"


class Order(StrEnum):
    """IN_ORDER: the next part goes out when the one before is done. AT_ONCE: all go out together."""

    IN_ORDER = "in_order"
    AT_ONCE = "at_once"


class Leg(StrEnum):
    """Where a part stands. REFUSED: it ended without a result and the sender must decide. WAIVED: done without."""

    PLANNED = "planned"
    SENT = "sent"
    DONE = "done"
    REFUSED = "refused"
    RECALLED = "recalled"
    WAIVED = "waived"


class Standing(StrEnum):
    """Where the whole plan stands. ENDED: the dossier itself came to its end before the plan did."""

    OPEN = "open"
    DONE = "done"
    ENDED = "ended"


ORDER_WORDS: Final[Mapping[Order, str]] = {
    Order.IN_ORDER: "Lần lượt: xong phần trước mới gửi phần sau",
    Order.AT_ONCE: "Đồng thời: gửi tất cả cùng lúc",
}
LEG_WORDS: Final[Mapping[Leg, str]] = {
    Leg.PLANNED: "Chưa gửi",
    Leg.SENT: "Đang giải quyết",
    Leg.DONE: "Đã có kết quả",
    Leg.REFUSED: "Kết thúc, không có kết quả",
    Leg.RECALLED: "Đã rút về",
    Leg.WAIVED: "Bỏ qua",
}
SETTLED: Final = frozenset({Leg.DONE, Leg.RECALLED, Leg.WAIVED})


@dataclass(frozen=True, slots=True, kw_only=True)
class LegIn:
    """A part as asked for. `unit`: key of the unit that is to handle it; `days`: working days of the parent's time."""

    unit: str
    what: str
    days: int
    papers: tuple[str, ...] = ()
    procedure: str = ""


def judge(order: str, legs: Sequence[LegIn]) -> Refusal | None:
    """Why this is no plan; None when it is one. Whether the units exist is not known here."""
    if order not in set(Order):
        return Refusal("no_order", "Hãy chọn gửi lần lượt hay đồng thời.")
    if not 1 <= len(legs) <= MOST_LEGS:
        return Refusal("no_legs", f"Hãy ghi từ 1 đến {MOST_LEGS} phần gửi cơ quan khác.")
    for number, leg in enumerate(legs, 1):
        if not leg.unit:
            return Refusal("no_unit", f"Phần {number}: hãy chọn cơ quan giải quyết.")
        if not leg.what.strip() or len(leg.what) > LONGEST:
            return Refusal("no_matter", f"Phần {number}: hãy ghi việc cần giải quyết, không quá {LONGEST} ký tự.")
        if not 1 <= leg.days <= MOST_DAYS:
            return Refusal("bad_days", f"Phần {number}: thời hạn từ 1 đến {MOST_DAYS} ngày làm việc.")
    return None


def days_needed(order: str, days: Sequence[int]) -> int:
    """Working days until all parts are due: their sum in order, the longest at once."""
    return (sum(days) if order == Order.IN_ORDER else max(days)) if days else 0


def fits(order: str, days: Sequence[int], *, start: datetime, legal_due: datetime | None, calendar: Calendar) -> bool:
    """Whether the parts end by the due date of the whole. A dossier that is late already is not kept from going on."""
    if legal_due is None or legal_due <= start:
        return True
    return deadline(start, days_needed(order, days), calendar).at <= legal_due


def deadline(start: datetime, days: int, calendar: Calendar) -> Due:
    """When a part is due: `days` working days after the day it was sent, which is not counted."""
    return due(start=start, limit=Limit(days, "working_day", f"{days} ngày làm việc"), calendar=calendar)


def to_send(order: str, legs: Sequence[str]) -> tuple[int, ...]:
    """Places of the parts that go out now. In order, one that was refused stops the line until somebody decides."""
    waiting = tuple(place for place, leg in enumerate(legs) if leg == Leg.PLANNED)
    if order == Order.AT_ONCE:
        return waiting
    return waiting[:1] if all(leg in SETTLED | {Leg.PLANNED} for leg in legs) else ()


def is_over(legs: Sequence[str]) -> bool:
    """Whether nothing is awaited and nothing is to be decided any more."""
    return all(leg in SETTLED for leg in legs)
