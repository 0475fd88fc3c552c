"""What rests on which clause of law: what has none, and what one legal document touches. Pure.

A clause is text such as "khoản 2 Điều 5 Thông tư 10/2026/TT-BGDĐT". One that names no document belongs to the only
legal basis of its procedure; with several bases it is not known to which.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from motcua.operate.catalogue.rules import content as c
from motcua.operate.catalogue.rules.names import NUMBER
from motcua.operate.catalogue.rules.words import brief

# The clauses of these parts are asked for; the others rest on the procedure's legal bases as a whole.
NEED_CLAUSE: Final = frozenset({"components", "steps"})
PART_LABELS: Final = {
    "components": "thành phần hồ sơ",
    "steps": "bước thực hiện",
    "fees": "phí, lệ phí",
    "results": "kết quả",
    "legal_bases": "căn cứ pháp lý của thủ tục",
    "fields": "ô của biểu mẫu",
}


@dataclass(frozen=True, slots=True)
class Resting:
    """One thing that rests (or should rest) on law: where it stands, its code if it has one, its name, its clause."""

    part: str
    place: str
    code: str
    name: str
    clause: str | None

    @property
    def part_label(self) -> str:
        return PART_LABELS[self.part]


def resting(content: c.ProcedureContent) -> Iterator[Resting]:
    """Every row of the record that can name its clause."""
    for at, component in enumerate(content.components or ()):
        yield Resting("components", f"components[{at}]", component.code, component.name, component.clause)
    for at, step in enumerate(content.steps or ()):
        yield Resting("steps", f"steps[{at}]", str(at + 1), step.text, step.clause)
    for at, result in enumerate(content.results or ()):
        yield Resting("results", f"results[{at}]", result.code or "", result.name or "", result.clause)
    for place, fee in _fees(content):
        yield Resting("fees", place, fee.code or "", brief(fee), fee.clause)


def orphans(content: c.ProcedureContent) -> tuple[Resting, ...]:
    """Components and steps that name no clause."""
    return tuple(row for row in resting(content) if row.part in NEED_CLAUSE and not (row.clause or "").strip())


def touched(content: c.ProcedureContent, number: str) -> tuple[Resting, ...]:
    """What rests on the document `number`: the legal basis itself first, then every row whose clause names it."""
    wanted = normal_number(number)
    bases = content.legal_bases or ()
    found = [
        Resting("legal_bases", f"legal_bases[{at}]", basis.number, brief(basis), basis.number)
        for at, basis in enumerate(bases)
        if normal_number(basis.number) == wanted
    ]
    only = [normal_number(basis.number) for basis in bases] == [wanted]
    return (*found, *(row for row in resting(content) if rests_on(row.clause, wanted, only=only)))


def rests_on(clause: str | None, wanted: str, *, only: bool = False) -> bool:
    """Whether `clause` names the document `wanted` (normal form); `only`: it is the one basis there is."""
    if not clause or not clause.strip():
        return False
    named = [normal_number(found) for found in NUMBER.findall(clause.upper())]
    return wanted in named if named else only


def normal_number(text: str) -> str:
    """One spelling of a document number: "Thông tư số 10 /2026/TT-BGDĐT" and "10/2026/tt-bgdđt" are the same."""
    tight = "".join(text.upper().split())
    match = NUMBER.search(tight)
    return match[0] if match else tight


def numbers(contents: Iterable[c.ProcedureContent]) -> dict[str, str]:
    """Every legal document the texts rest on: normal number → as it was written first."""
    found: dict[str, str] = {}
    for content in contents:
        for basis in content.legal_bases or ():
            found.setdefault(normal_number(basis.number), basis.number)
    return found


def _fees(content: c.ProcedureContent) -> Iterator[tuple[str, c.Fee]]:
    for at, fee in enumerate(content.fees or ()):
        yield f"fees[{at}]", fee
    for number, channel in enumerate(content.channels or ()):
        for at, fee in enumerate(channel.fees or ()):
            yield f"channels[{number}].fees[{at}]", fee
