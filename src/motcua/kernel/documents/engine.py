"""The typst compiler, kept alive: a new one costs about 50 ms for its fonts, a page with a living one about 3 ms."""

import json
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import typst

HERE = Path(__file__).resolve().parent
FONTS = HERE / "fonts"
# Templates import the shared part by a path from here, and can read nothing outside.
ROOT = HERE.parent.parent
STANDARD: Final = "a-2b"
_lock = threading.Lock()
_compiler: typst.Compiler | None = None
_MISSING_KEY = re.compile(r'dictionary does not contain key "(?P<key>[^"]+)"')


class DocumentError(Exception):
    """A document could not be made; the message names the template and the reason."""

    def __init__(self, template: str, reason: str) -> None:
        super().__init__(f"{template}: {reason}")
        self.template = template
        self.reason = reason


class MissingData(DocumentError):
    """A template needs a key that the data does not have."""

    def __init__(self, template: str, key: str) -> None:
        super().__init__(template, f"the data has no key {key!r}")
        self.key = key


@dataclass(frozen=True, slots=True)
class Slot:
    """A place left free on a page: points from the top left corner. `kind` is "text" or "signature".

    `locks`: the signature at this place closes the document. `align`: 0 left, 1 centre, 2 right.
    """

    name: str
    kind: str
    page: int
    x: float
    y: float
    width: float
    height: float
    size: float
    italic: bool
    align: int
    label: str
    locks: bool


def compile_pdf(source: Path, data: Mapping[str, Any], *, name: str, at: datetime | None) -> tuple[bytes, list[Slot]]:
    """The PDF/A of the template file `source` and the slots it left free.

    `at` is the creation date written into the file; the same data with the same `at` gives the same bytes.
    One compiler for the process behind a lock: typst keeps what it laid out before, and that is what makes it fast.
    """
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    stamp = at.astimezone(UTC).replace(microsecond=0) if at else None  # typst takes whole seconds only
    with _lock:
        compiler = _living()
        try:
            pdf = compiler.compile(source, format="pdf", sys_inputs=inputs, pdf_standards=[STANDARD], timestamp=stamp)
            found = json.loads(compiler.query("<slot>", field="value"))
        except typst.TypstError as error:
            raise _explained(name, error) from None
    assert isinstance(pdf, bytes)
    return pdf, [_slot(entry) for entry in found]


def _living() -> typst.Compiler:
    global _compiler  # noqa: PLW0603 - one compiler for the whole process
    if _compiler is None:
        faces = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
        _compiler = typst.Compiler(root=ROOT, font_paths=faces)
    return _compiler


def _slot(entry: dict[str, Any]) -> Slot:
    lengths = {key: float(entry[key].removesuffix("pt")) for key in ("x", "y", "width", "height", "size")}
    return Slot(**{**entry, **lengths})


def _explained(name: str, error: typst.TypstError) -> DocumentError:
    missing = _MISSING_KEY.search(error.message)
    if missing:
        return MissingData(name, missing["key"])
    return DocumentError(name, error.message)
