"""Who is called next. Pure: the waiting tickets in, the chosen one out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

WAITING, CALLED, SERVED, NO_SHOW = "waiting", "called", "served", "no_show"
STATES: Final[Mapping[str, str]] = {
    WAITING: "Đang chờ",
    CALLED: "Đang phục vụ",
    SERVED: "Đã phục vụ",
    NO_SHOW: "Không có mặt",
}
PRIORITY_TURNS: Final = 2
"""After so many priority tickets in a row one of the others is called, so that nobody waits for ever."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a person came for: the letter before the number, and the words on the kiosk."""

    letter: str
    words: str


KINDS: Final[Mapping[str, Kind]] = {
    "file": Kind("A", "Nộp hồ sơ"),
    "result": Kind("B", "Nhận kết quả"),
    "ask": Kind("C", "Hỏi thủ tục"),
    "priority": Kind("U", "Ưu tiên: người cao tuổi, khuyết tật, mang thai, có trẻ nhỏ"),
}


class Waiting(Protocol):
    """What of a ticket the choice depends on."""

    @property
    def kind(self) -> str: ...
    @property
    def number(self) -> int: ...


T = TypeVar("T", bound=Waiting)


def following(waiting: Iterable[T], *, called: Iterable[str] = ()) -> T | None:
    """The ticket to call next; None when nobody waits.

    `called`: kinds of the tickets called before, the latest first. Priority comes first, but after `PRIORITY_TURNS` of
    them in a row one of the others; within each the lowest number. Total and deterministic.
    """
    ordered = sorted(waiting, key=lambda one: one.number)
    first = [one for one in ordered if one.kind == "priority"]
    others = [one for one in ordered if one.kind != "priority"]
    latest = list(called)[:PRIORITY_TURNS]
    spent = len(latest) == PRIORITY_TURNS and all(kind == "priority" for kind in latest)
    rows = (others or first) if spent else (first or others)
    return rows[0] if rows else None
