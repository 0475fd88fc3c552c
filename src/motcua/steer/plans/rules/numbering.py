"""Where an item belongs: numbers, letters, dashes and plain paragraphs, with the id each gets in the tree."""

import re
from typing import Final

from motcua.kernel.text import fold

from .lines import Line
from .markers import Kind, Marker
from .markers import letter as letter_name
from .shape import Role
from .tree import Node, Tree, part_role

_TARGETS_NOTE: Final = re.compile(r"^thuc hien (cac )?(chi tieu|muc tieu)\b")
_AFTER_D: Final = 6  # "e": many copies go from d to e and leave đ out


def add_number(tree: Tree, line: Line, marker: Marker) -> None:
    """`1.`, `1)`, `(1)`, `1.2.`: a part of the section, or a list inside an item when written in another way."""
    path = marker.path
    if len(path) > 1 and tree.section.plain and path[0] == tree.section.value:
        path = path[1:]
    if len(path) > 1:
        _dotted(tree, line, marker, path)
    elif _is_nested(tree, marker, path[0]):
        tree.nested = (marker.style, path[0])
        parent = tree.base
        tree.add(Node("bullet", f"{parent.id}-{path[0]}", parent, path[0], text=marker.rest, role=parent.role), line)
    else:
        _part(tree, line, marker, path[0])


def _is_nested(tree: Tree, marker: Marker, value: int) -> bool:
    """A number inside an item: "(1)" below "1.", or a list after a colon."""
    if tree.number is None:
        return False
    if tree.nested and tree.nested == (marker.style, value - 1):
        return True
    first = next((node for node in tree.section.children if node.kind == "number" and not node.virtual), None)
    if first and first.style != marker.style and len(marker.path) == 1:
        return value != tree.number.value + 1
    last = tree.last
    return value == 1 and last is not None and last.kind in {"letter", "bullet"} and last.text.endswith(":")


def _part(tree: Tree, line: Line, marker: Marker, value: int) -> None:
    known = tree.section.child("number", value)
    again = known is not None and fold(known.text) != fold(marker.rest)
    if again and value == 1 and tree.is_free(tree.section.value + 1):
        tree.lost_section(line)
    section = tree.section
    highest = max([0, *(node.value for node in section.children if node.kind == "number")])
    if value > highest + 1:
        tree.ledger.warn(line, f"trước số {value} không thấy số {highest + 1}")
    node = Node(
        "number", f"{section.id}.{value}", section, value, marker.style, part_role(section, marker.rest), marker.rest
    )
    node = node if tree.add(node, line) else known or node
    if node in section.children:
        tree.number, tree.letter, tree.nested = node, None, None


def _dotted(tree: Tree, line: Line, marker: Marker, path: tuple[int, ...]) -> None:
    """`1.2.`: below number 1 of the section, whatever stands between."""
    parent = tree.section
    for value in path[:-1]:
        parent = parent.child("number", value) or tree.lost_item("number", parent, value, str(value), line)
    top = tree.section.child("number", path[0])
    name = f"{tree.section.id}.{'.'.join(map(str, path))}"
    node = Node("number", name, parent, path[-1], marker.style, parent.role, marker.rest)
    if tree.add(node, line):
        tree.number, tree.letter, tree.nested = top, node, None


def add_letter(tree: Tree, line: Line, marker: Marker) -> None:
    """`a)`, `b)`, `đ)`: below the number in force, or below the section."""
    section, value = tree.section, marker.value
    if tree.number is None:
        _find_lost_number(tree, line)
    elif _starts_again(tree, marker):
        following = tree.number.value + 1
        tree.number = tree.lost_item("number", section, following, str(following), line)
    parent = tree.number or section
    highest = max([0, *(node.value for node in parent.children if node.kind == "letter")])
    if value > highest + 1 and not (value == _AFTER_D and highest == _AFTER_D - 2):
        tree.ledger.warn(line, f"trước {letter_name(value)} không thấy {letter_name(highest + 1)}")
    known = parent.child("letter", value)
    node = Node("letter", f"{parent.id}.{letter_name(value)}", parent, value, marker.style, parent.role, marker.rest)
    node = node if tree.add(node, line) else known or node
    if node in parent.children:
        tree.letter, tree.nested = node, None


def _starts_again(tree: Tree, marker: Marker) -> bool:
    """Letters begin again at a) under the same number, and the next number is not to come: its line was lost."""
    number = tree.number
    known = number.child("letter", 1) if number else None
    if number is None or known is None or marker.value != 1 or fold(known.text) == fold(marker.rest):
        return False
    coming = tree.upcoming(Kind.NUMBER)
    taken = tree.section.child("number", number.value + 1) is not None
    return not taken and (coming is None or coming.value > number.value + 1)


def _find_lost_number(tree: Tree, line: Line) -> None:
    """The first number still to come is 2: the items before it belong to a number 1 that was lost."""
    coming = tree.upcoming(Kind.NUMBER)
    if coming and len(coming.path) == 1 and coming.value > 1 and not tree.section.children:
        tree.number = tree.lost_item("number", tree.section, 1, "1", line)


def add_bullet(tree: Tree, line: Line, marker: Marker) -> None:
    """`-`, `•`, `*`: below the letter or number in force; `+` below the dash above it."""
    if tree.number is None and tree.letter is None:
        _find_lost_number(tree, line)
    elif tree.letter is None:
        _find_lost_letter(tree, line)
    else:
        _find_number_after_sentence(tree, line)
    _find_lost_requirements(tree, line)
    parent = tree.base
    if marker.style == "+":
        dashes = [node for node in parent.children if node.kind == "bullet" and node.style == "-"]
        parent = dashes[-1] if dashes else parent
    index = parent.next_index()
    tree.add(Node("bullet", f"{parent.id}-{index}", parent, index, marker.style, parent.role, marker.rest), line)


def _find_lost_letter(tree: Tree, line: Line) -> None:
    number, coming = tree.number, tree.upcoming(Kind.LETTER, within_number=True)
    if number and not number.children and coming and coming.value > 1:
        tree.letter = tree.lost_item("letter", number, 1, "a", line)


def _find_number_after_sentence(tree: Tree, line: Line) -> None:
    """Dashes never open a whole sentence: after the last lettered one they belong to a number that was lost."""
    number, letter = tree.number, tree.letter
    if number is None or letter is None or tree.section.role is not Role.CONTENT or not letter.text.endswith("."):
        return
    if any(child.kind == "bullet" for child in letter.children) or tree.upcoming(Kind.LETTER, within_number=True):
        return
    following, coming = number.value + 1, tree.upcoming(Kind.NUMBER)
    if tree.section.child("number", following) is None and (coming is None or coming.value > following):
        tree.number = tree.lost_item("number", tree.section, following, str(following), line)
        tree.letter = None


def _find_lost_requirements(tree: Tree, line: Line) -> None:
    """Dashes after the paragraph about the targets are the requirements, when no other part is."""
    number = tree.number
    if number is None or number.role is not Role.TARGETS or not number.intro or tree.section.role is not Role.AIMS:
        return
    if any(node.role is Role.REQUIREMENTS for node in tree.section.children) or tree.upcoming(Kind.NUMBER):
        return
    following = number.value + 1
    tree.number = tree.lost_item("number", tree.section, following, str(following), line)
    tree.number.role = Role.REQUIREMENTS


def add_paragraph(tree: Tree, line: Line) -> None:
    """A paragraph without a mark: an opening, the note on targets, or a further paragraph of an item."""
    section, text = tree.section, line.text
    if section.role is Role.AIMS and _TARGETS_NOTE.match(line.folded) and not _has_targets(section):
        value = tree.number.value + 1 if tree.number else 1
        tree.number, tree.letter = tree.lost_item("number", section, value, str(value), line), None
        tree.number.role = Role.TARGETS
    base = tree.base
    if base is section and not section.children and not text.endswith(":"):
        _find_lost_number(tree, line)
        base = tree.base
    opening = base is section and not section.children
    lead = text.endswith(":") and not base.children and base.kind in {"number", "letter"} and not base.is_part
    if opening or lead or (base.kind == "number" and base.role is Role.TARGETS):
        base.intro = f"{base.intro} {text}".strip()
        tree.last = base
        tree.ledger.take(line, f"{'section' if opening else 'item'} {base.id}")
        return
    index = base.next_index(2 if base.virtual or base.text.endswith((".", ";")) else 1)
    tree.add(Node("paragraph", f"{base.id}-{index}", base, index, role=base.role, text=text), line)


def _has_targets(section: Node) -> bool:
    return any(node.role is Role.TARGETS for node in section.children)
