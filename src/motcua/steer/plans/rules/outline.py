"""Builds the tree from the lines of the body, one after the other."""

from . import joining, labels, numbering
from .ledger import Ledger
from .lines import Line
from .markers import Kind, Marker
from .tree import Entry, Node, Tree

__all__ = ["Entry", "Node", "build"]


def build(entries: list[Entry], ledger: Ledger) -> list[Node]:
    """Every section in order, with all below it; each line of `entries` is then in the ledger."""
    tree = Tree(entries, ledger)
    previous: Line | None = None
    for tree.place, entry in enumerate(entries):
        if entry.heading:
            tree.open_section(entry.line, entry.heading)
        elif entry.marker:
            _item(tree, entry.line, entry.marker)
        else:
            _text(tree, entry.line, previous)
        previous = entry.line
    return tree.sections


def _item(tree: Tree, line: Line, marker: Marker) -> None:
    last = tree.last
    if last and marker.kind is Kind.BULLET and joining.is_range(_words(last), marker.rest):
        _join(tree, last, line)
        return
    if not tree.sections:
        tree.lost_section(line)
    if (label := labels.read(marker.rest)) and _detail(tree, line, label):
        return
    if marker.kind is Kind.NUMBER:
        numbering.add_number(tree, line, marker)
    elif marker.kind is Kind.LETTER:
        numbering.add_letter(tree, line, marker)
    else:
        numbering.add_bullet(tree, line, marker)


def _detail(tree: Tree, line: Line, label: tuple[str, str]) -> bool:
    """A labelled line ("Thời gian: …") belongs to the task above it."""
    task = tree.last
    if task is None or task.kind == "section" or task.is_part or label[0] in task.details:
        return False
    task.details[label[0]] = label[1]
    tree.ledger.take(line, f"item {task.id}")
    return True


def _text(tree: Tree, line: Line, previous: Line | None) -> None:
    last, text = tree.last, line.text
    if last and last.kind == "section" and _goes_on_as_title(last, line):
        last.text = f"{last.text} {text}"
        tree.ledger.take(line, f"section {last.id}")
    elif (label := labels.read(text)) and _detail(tree, line, label):
        return
    elif tree.repeating and text[:1].islower():
        tree.ledger.refuse(line, "phần tiếp theo của một ý bị trùng")
    elif last and not (last.is_part and not last.intro) and joining.goes_on(_words(last), previous, line, text):
        _join(tree, last, line)
    elif not tree.sections:
        tree.ledger.refuse(line, "dòng nằm ngoài các mục của kế hoạch")
    else:
        numbering.add_paragraph(tree, line)


def _goes_on_as_title(section: Node, line: Line) -> bool:
    return not section.intro and not line.gap and section.text.isupper() and line.text.isupper()


def _words(node: Node) -> str:
    """The words a next line would continue."""
    if node.kind == "section" or node.intro:
        return node.intro
    return list(node.details.values())[-1] if node.details else node.text


def _join(tree: Tree, node: Node, line: Line) -> None:
    if node.kind == "section" or node.intro:
        node.intro = joining.join(node.intro, line.text)
    elif node.details:
        key = list(node.details)[-1]
        node.details[key] = joining.join(node.details[key], line.text)
    else:
        node.text = joining.join(node.text, line.text)
    tree.ledger.take(line, f"{'section' if node.kind == 'section' else 'item'} {node.id}")
