"""The icons of the kit: names of the symbols in `static/ui/icons.svg` (Lucide, ISC licence, and our door)."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

SPRITE: Final = Path(__file__).parent / "static" / "ui" / "icons.svg"


@lru_cache(maxsize=1)
def names() -> frozenset[str]:
    """All icons there are."""
    return frozenset(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text("utf-8")))


def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """An icon. Without `label` it is decoration beside words; with one it speaks for itself. `size`: "" or "big"."""
    if name not in names():
        raise LookupError(f"there is no icon {name!r}; add its symbol to {SPRITE.name}")
    known = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="icon{}" {} focusable="false"><use href="{}#{}"></use></svg>',
        " icon--big" if size == "big" else "",
        known,
        static("ui/icons.svg"),
        name,
    )
