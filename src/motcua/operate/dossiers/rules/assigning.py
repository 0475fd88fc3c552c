"""Whom a rule of the unit gives a dossier to. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from motcua.kernel.text import search_key

METHODS: Final[Mapping[str, str]] = {
    "round_robin": "Lần lượt từng người",
    "least_open": "Người đang giữ ít hồ sơ nhất",
    "fixed": "Người đầu tiên trong danh sách đang có mặt",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An officer of the unit: how many open dossiers he leads, and whether he is away or stands before his own."""

    id: str
    name: str
    open: int = 0
    away: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """Who, and why in words for the screen. `officer` empty: nobody can be given it, and it waits in the queue."""

    officer: str
    name: str
    why: str


def fits(*, procedure: str, field: str, place: str, of_procedure: str, of_field: str, address: str) -> bool:
    """Whether a rule for `procedure`, `field` and `place` ("" for every one) is for this dossier.

    A place fits when its words stand in the address together, written with or without accents.
    """
    if procedure and procedure != of_procedure:
        return False
    if field and search_key(field) != search_key(of_field):
        return False
    words = search_key(place)
    return not words or f" {words} " in f" {search_key(address.replace(',', ' '))} "


def choose(*, method: str, officers: Sequence[str], turn: int, candidates: Collection[Candidate]) -> Choice:
    """Of the officers named (all, when none is) the one whose turn it is; nobody who is away or would judge himself."""
    known = {one.id: one for one in candidates}
    wanted = [known[key] for key in officers if key in known] if officers else _by_name(candidates)
    there = [one for one in wanted if not one.away and not one.own]
    if not there:
        return Choice("", "", _nobody(wanted))
    if method == "fixed":
        one = there[0]
        first = one.id == (officers[0] if officers else wanted[0].id)
        return Choice(one.id, one.name, "được quy tắc chỉ định" if first else "thay người được chỉ định đang vắng mặt")
    if method == "least_open":
        one = min(there, key=lambda each: (each.open, each.name, each.id))
        return Choice(one.id, one.name, f"đang giữ {one.open} hồ sơ, ít nhất trong {len(there)} người có mặt")
    one = next(one for step in range(len(wanted)) if (one := wanted[(turn + step) % len(wanted)]) in there)
    return Choice(one.id, one.name, f"đến lượt trong {len(there)} người có mặt")


def _nobody(wanted: Sequence[Candidate]) -> str:
    if not wanted:
        return "Phòng chưa có chuyên viên nào trong danh sách của quy tắc; hồ sơ chờ trong hàng việc của phòng."
    if all(one.own for one in wanted):
        return "Người trong danh sách là người nộp hồ sơ này; trưởng phòng phân công người khác."
    return "Không ai trong danh sách của quy tắc đang có mặt; hồ sơ chờ trong hàng việc của phòng."


def _by_name(candidates: Collection[Candidate]) -> list[Candidate]:
    return sorted(candidates, key=lambda one: (one.name, one.id))
