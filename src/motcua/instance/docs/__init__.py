"""The pages of `docs/` that are written by the program itself, so that they cannot say what is no longer so.

Pure reading: docstrings, import contracts, filled registries, settings and commands in; Markdown out. The same code
gives the same text on every machine.
"""

from pathlib import Path

from django.conf import settings

from motcua.instance.docs.architecture import architecture_page
from motcua.instance.docs.commands import commands_page
from motcua.instance.docs.options import settings_page

PAGES = {
    "docs/architecture.md": architecture_page,
    "docs/reference/commands.md": commands_page,
    "docs/reference/settings.md": settings_page,
}


def pages() -> dict[str, str]:
    """The text of every generated page, by its path in the checkout."""
    return {name: make() for name, make in PAGES.items()}


def stale() -> list[str]:
    """The paths whose file does not hold what the program would write now."""
    return [name for name, text in pages().items() if _read(_place(name)) != text]


def write() -> list[str]:
    """Bring every generated page up to date; returns the paths that changed."""
    changed = stale()
    for name in changed:
        _place(name).parent.mkdir(parents=True, exist_ok=True)
        _place(name).write_text(PAGES[name](), encoding="utf-8")
    return changed


def _place(name: str) -> Path:
    return Path(settings.BASE_DIR) / name


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
