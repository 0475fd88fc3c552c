"""The few pieces of Markdown the generated pages are made of."""

from collections.abc import Iterable, Sequence

NOTE = "<!-- Written by `motcua docs`. Change the code it speaks of, then run `make docs`. -->"


def page(title: str, *blocks: str) -> str:
    """A whole page: the title, the note that it is generated, the blocks that are not empty."""
    return "\n\n".join(block for block in (f"# {title}", NOTE, *blocks) if block) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; empty when it has no rows."""
    lines = ["| " + " | ".join(cell(text) for text in row) + " |" for row in rows]
    if not lines:
        return ""
    return "\n".join([f"| {' | '.join(head)} |", "|" + "---|" * len(head), *lines])


def cell(text: str) -> str:
    """Text that stays inside its cell."""
    return " ".join(text.split()).replace("|", "\\|") or "–"


def code(text: str) -> str:
    return f"`{text}`" if text else ""
