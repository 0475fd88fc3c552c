"""The style sheet: one file per component in `css/`, joined in order, served once under a name made of its content."""

import gzip
import re
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from django.conf import settings
from django.templatetags.static import static

FOLDER: Final = Path(__file__).parent / "css"
ORDER: Final = (
    "fonts", "reset", "tokens", "base", "layout", "portal", "desk", "button", "field", "panels", "tag", "table", "fill",
    "lists", "chart", "process", "builder", "print",
)  # fmt: skip
LAYERS: Final = "@layer reset, tokens, base, layout, components;\n"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")
_URL = re.compile(r'url\("(ui/[^"]+)"\)')


class Sheet(NamedTuple):
    """The joined style sheet, plain and gzipped, and the digest its address carries."""

    digest: str
    text: bytes
    packed: bytes


def sheet() -> Sheet:
    """The style sheet of this process; in DEBUG it follows every change of a file."""
    stamp = max(path.stat().st_mtime_ns for path in FOLDER.glob("*.css")) if settings.DEBUG else 0
    return _joined(stamp)


@lru_cache(maxsize=2)
def _joined(stamp: int) -> Sheet:
    """All files in one, without comments and runs of blanks, font addresses made real."""
    text = LAYERS + "".join((FOLDER / f"{name}.css").read_text("utf-8") for name in ORDER)
    text = _SPACE.sub(" ", _COMMENT.sub("", text))
    text = _URL.sub(lambda match: f'url("{static(match[1])}")', text)
    data = text.encode()
    return Sheet(sha256(data).hexdigest()[:12], data, gzip.compress(data, 9, mtime=0))
