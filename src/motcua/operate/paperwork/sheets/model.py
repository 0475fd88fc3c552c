"""What stands on a printed form, from top to bottom. Both writers print exactly this."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class Item:
    """A label and its value. A value that is missing is printed as dots, and `why` is told at the foot."""

    label: str
    value: str | None
    why: str = ""

    @property
    def known(self) -> bool:
        return bool(self.value and self.value.strip())


@dataclass(frozen=True, slots=True)
class Row:
    """One or two items on a line. `strong`: the values are set in bold."""

    items: tuple[Item, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a title. `widths` in millimetres, 0 takes what is left; `centred` are numbers of columns."""

    title: str
    head: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    centred: frozenset[int] = frozenset()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence of the form itself, not a fact."""

    words: str


@dataclass(frozen=True, slots=True)
class Signer:
    """A place to sign."""

    title: str
    name: str | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One printed form. `number` stands before `symbol`; `tracking` and `qr` lead to the dossier; `notes` at the foot
    are about the sheet itself: what is not verified of its words, why something is blank."""

    title: str
    heading: tuple[str, ...]
    agency: str
    unit: str
    place: str
    on: date | None
    number: str | None
    symbol: str
    code: tuple[str, str | None]
    tracking: str
    qr: str | None
    blocks: tuple[Row | Grid | Text, ...]
    signers: tuple[Signer | None, Signer | None]
    notes: tuple[str, ...] = ()

    def items(self) -> Iterator[Item]:
        for block in self.blocks:
            if isinstance(block, Row):
                yield from block.items

    def with_reasons(self) -> "Sheet":
        """The sheet that says at its foot which facts are blank and why."""
        blanks = [f"{item.label.lower()} ({item.why})" for item in self.items() if not item.known and item.why]
        blanks += [
            f"{block.title.lower()} ({block.why})" for block in self.blocks if isinstance(block, Grid) and block.why
        ]
        if not blanks:
            return self
        return replace(self, notes=(*self.notes, "Chỗ để trống: " + "; ".join(blanks) + "."))
