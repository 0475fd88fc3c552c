"""Which photos a PDF was made of: the log says it, once and for all."""

from typing import Final

from motcua.kernel.audit import queries as log
from motcua.kernel.audit.rules import StreamRef
from motcua.kernel.files.services import StoredFile

STREAM: Final = "file"
BOUND_NAME: Final = "Ảnh chụp, "
"""How the name of such a PDF begins."""


def originals_of(sha256: str) -> list[StoredFile]:
    """The photos a PDF was made of, in order; none for any other file."""
    found = log.events(StreamRef(STREAM, sha256)) if sha256 else []
    hashes = list(found[0].payload["originals"]) if found else []
    known = StoredFile.objects.in_bulk(hashes)
    return [known[one] for one in hashes if one in known]
