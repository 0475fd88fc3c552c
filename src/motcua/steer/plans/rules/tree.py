"""The tree under construction: sections, the items below them, and the place where reading stands."""

from dataclasses import dataclass, field
from itertools import count
from typing import Final

from motcua.kernel.text import fold

from .headings import Heading, role_of
from .ledger import Ledger
from .lines import Line
from .markers import Kind, Marker, roman
from .shape import Role

PARTS: Final = frozenset({Role.PURPOSES, Role.TARGETS, Role.REQUIREMENTS})
_ORDER: Final = (Role.AIMS, Role.CONTENT, Role.ORGANISATION)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the body with what it begins with."""

    line: Line
    heading: Heading | None = None
    marker: Marker | None = None


@dataclass(slots=True, eq=False)
class Node:
    """An item. `kind` is section, number, letter, bullet or paragraph; a `virtual` one stands for a lost line."""

    kind: str
    id: str
    parent: "Node | None"
    value: int = 0
    style: str = ""
    role: Role = Role.OTHER
    text: str = ""
    intro: str = ""
    plain: bool = False
    virtual: bool = False
    children: list["Node"] = field(default_factory=list)
    details: dict[str, str] = field(default_factory=dict)
    openings: dict[str, "Node"] = field(default_factory=dict)  # children by the folded words of their first line
    ids: set[str] = field(default_factory=set)
    index: int = 0

    @property
    def is_part(self) -> bool:
        """A heading such as "1. Mục đích" inside the section on aims."""
        return self.kind == "number" and self.role in PARTS

    def child(self, kind: str, value: int) -> "Node | None":
        return next((node for node in self.children if node.kind == kind and node.value == value), None)

    def next_index(self, least: int = 1) -> int:
        """The first free number for a dashed item or a further paragraph."""
        return max(least - 1, self.index) + 1

    def hang(self, node: "Node") -> None:
        """Take `node` as the last child."""
        self.children.append(node)
        self.ids.add(node.id)
        if node.text:
            self.openings.setdefault(fold(node.text), node)
        if node.kind in {"bullet", "paragraph"}:
            self.index = max(self.index, node.value)


class Tree:
    """`last` is the item the next line may continue; `nested` the last number of a list inside an item."""

    def __init__(self, entries: list[Entry], ledger: Ledger) -> None:
        self.entries, self.ledger = entries, ledger
        self.sections: list[Node] = []
        self._section: Node | None = None
        self.number: Node | None = None
        self.letter: Node | None = None
        self.nested: tuple[str, int] | None = None
        self.last: Node | None = None
        self.repeating = False
        self.place = 0
        self._coming: tuple[Coming, Coming] | None = None
        self._explicit = {entry.heading.value for entry in entries if entry.heading and entry.heading.value}

    @property
    def section(self) -> Node:
        """The section being read; there must be one."""
        assert self._section is not None
        return self._section

    @property
    def base(self) -> Node:
        """What a dashed item hangs from."""
        return self.letter or self.number or self.section

    def open_section(self, line: Line, heading: Heading) -> None:
        """Begin the part `heading` names, unless it only repeats an earlier heading."""
        value = heading.value or self.free_value()
        twin = next((node for node in self.sections if node.value == value), None)
        if twin and fold(twin.text) == fold(heading.title):
            self.ledger.refuse(line, f"trùng với tiêu đề mục {twin.id}")
            if twin is not self.section:
                self._enter(twin)
            return
        if twin:
            value = self.free_value()
            self.ledger.warn(line, f"số mục {twin.id} đã dùng ở trên: tạm đánh số {roman(value)}")
        if heading.role is Role.OTHER:
            self.ledger.warn(line, "không nhận ra loại của mục này: các ý trong mục được đọc như nhiệm vụ")
        self._enter(
            Node("section", roman(value), None, value, role=heading.role, text=heading.title, plain=heading.plain)
        )
        self.ledger.take(line, f"section {roman(value)}")

    def lost_section(self, line: Line) -> None:
        """Begin a part whose heading is not in the text; a paragraph that leads over to it becomes its opening."""
        value = self.free_value()
        seen = {node.role for node in self.sections}
        role = next((role for role in _ORDER if role not in seen), Role.CONTENT)
        self.ledger.warn(line, f"không thấy tiêu đề mục {roman(value)} phía trên dòng này")
        node = Node("section", roman(value), None, value, role=role, virtual=True)
        lead = self.last
        if lead and lead.kind == "paragraph" and lead.text.endswith(":") and lead.parent:
            lead.parent.children.remove(lead)
            lead.parent.openings.pop(fold(lead.text), None)
            node.intro = lead.text
        self._enter(node)

    def _enter(self, node: Node) -> None:
        if node not in self.sections:
            self.sections.append(node)
        self._section = node
        self.number = self.letter = self.nested = None
        self.last, self.repeating = node, False

    def free_value(self) -> int:
        """The first number after the last section that no heading of the document carries."""
        value = (self._section.value if self._section else 0) + 1
        used = {node.value for node in self.sections} | self._explicit
        while value in used:
            value += 1
        return value

    def is_free(self, value: int) -> bool:
        return value not in self._explicit and all(node.value != value for node in self.sections)

    def lost_item(self, kind: str, parent: Node, value: int, name: str, line: Line) -> Node:
        """An item whose own line is not in the text; what stands below it keeps its usual id."""
        node = Node(kind, f"{parent.id}.{name}", parent, value, role=parent.role, virtual=True)
        if kind == "number":
            node.role = part_role(parent, "")
        parent.hang(node)
        self.ledger.warn(line, f"không thấy dòng mở đầu của {node.id} phía trên dòng này")
        return node

    def add(self, node: Node, line: Line) -> bool:
        """Hang `node` below its parent; False (and a line not understood) when it only repeats a sibling."""
        parent = node.parent
        assert parent is not None
        self.repeating = False
        if twin := parent.openings.get(fold(node.text)):
            self.ledger.refuse(line, f"trùng với ý {twin.id}")
            self.last, self.repeating = None, True
            return False
        if node.id in parent.ids:
            copy = next(n for n in count(2) if f"{node.id}({n})" not in parent.ids)
            self.ledger.warn(line, f"số {node.id} đã dùng ở trên: tạm gọi là {node.id}({copy})")
            node.id = f"{node.id}({copy})"
        parent.hang(node)
        self.ledger.take(line, f"item {node.id}")
        self.last = node
        return True

    def upcoming(self, kind: Kind, *, within_number: bool = False) -> Marker | None:
        """The next mark of `kind` before the next heading (and, if asked, before the next number)."""
        if self._coming is None:
            self._coming = _look_ahead(self.entries)
        numbers, letters = self._coming
        number, letter = numbers[self.place], letters[self.place]
        if kind is Kind.NUMBER:
            return number[1] if number else None
        if within_number and letter and number and number[0] < letter[0]:
            return None
        return letter[1] if letter else None


Coming = list[tuple[int, Marker] | None]


def _look_ahead(entries: list[Entry]) -> tuple[Coming, Coming]:
    """For each place the next number and the next letter before a heading, with where they stand."""
    ahead: dict[Kind, tuple[int, Marker] | None] = {Kind.NUMBER: None, Kind.LETTER: None}
    numbers: Coming = [None] * len(entries)
    letters: Coming = [None] * len(entries)
    for place in range(len(entries) - 1, -1, -1):
        numbers[place], letters[place] = ahead[Kind.NUMBER], ahead[Kind.LETTER]
        entry = entries[place]
        if entry.heading:
            ahead = {Kind.NUMBER: None, Kind.LETTER: None}
        elif entry.marker and entry.marker.kind in ahead:
            ahead[entry.marker.kind] = (place, entry.marker)
    return numbers, letters


def part_role(section: Node, title: str) -> Role:
    """What a numbered part is for: in the section on aims its heading tells, elsewhere the section."""
    if section.role is not Role.AIMS:
        return section.role
    role = role_of(title)
    return role if role in PARTS else Role.PURPOSES
