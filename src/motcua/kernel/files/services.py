"""The front door: judge an upload, keep bytes, serve them, check that all are still there."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import IO, Any, Protocol

from django.conf import settings
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from motcua.kernel.plugins import Port

from . import guard, photo_book, sniffing, vault, verdict
from .models import StoredFile
from .vault import Damaged
from .verdict import Judgement, Kind, Problem

__all__ = [
    "Damaged",
    "Fault",
    "Judgement",
    "Problem",
    "Scanner",
    "StoredFile",
    "bind_photos",
    "check",
    "judge",
    "open_response",
    "scanner",
    "store",
]

INLINE = frozenset(verdict.MEDIA_TYPES.values())
OTHER_MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xml": "application/xml",
}


class Scanner(Protocol):
    """A virus scanner. `scan` returns the name of what it found, or None; it raises OSError when it cannot answer."""

    def scan(self, data: bytes) -> str | None: ...


# Nobody fills this port yet: uploads are judged by structure (no script, no attachment, no second kind), not by virus
# signatures. An installation with a scanner fills it at start-up; then no file is accepted without its answer.
scanner: Port[Scanner] = Port("files.scanner")


def judge(data: bytes | IO[bytes], filename: str) -> Judgement:
    """What an uploaded file really is, and every reason not to accept it. Never raises on bad content, never hangs."""
    limit = settings.MOTCUA_UPLOAD_MB * 1024 * 1024
    size, content = _read(data, limit)
    if size == 0:
        return _refused("empty", filename, None, size)
    if size > limit:
        return _refused("too_big", filename, None, size, size=verdict.megabytes(size), limit=verdict.megabytes(limit))
    kind = sniffing.kind_of(content)
    if kind is None:
        if sniffing.has_two_kinds(content, None):
            return _refused("two_kinds", filename, None, size)
        found, advice = sniffing.describe(content)
        return _refused("wrong_kind", filename, None, size, found=found, advice=advice)
    return _judge_kind(content, kind, filename)


def _judge_kind(content: bytes, kind: Kind, filename: str) -> Judgement:
    problems: list[Problem] = []
    if sniffing.is_misnamed(kind, filename):
        names = {"extension": sniffing.extension_of(filename)[:20], "right_extension": verdict.EXTENSIONS[kind][0]}
        problems.append(verdict.problem("misnamed", filename, found=verdict.KIND_NAMES[kind], **names))
    if sniffing.has_two_kinds(content, kind):
        problems.append(verdict.problem("two_kinds", filename))
    answer = guard.inspect(content, kind)
    if answer["code"]:
        problems.append(verdict.problem(answer["code"], filename, **answer["details"]))
    code = _scan(content) if not problems else None
    if code:
        problems.append(verdict.problem(code, filename))
    return Judgement(kind, tuple(problems), answer["pages"], len(content))


def _read(data: bytes | IO[bytes], limit: int) -> tuple[int, bytes]:
    """Size and content; a file over the limit is measured but not read."""
    if isinstance(data, bytes | bytearray | memoryview):
        return len(data), bytes(data)
    size = data.seek(0, 2)
    size = data.tell() if size is None else size
    data.seek(0)
    content = data.read() if size <= limit else b""
    data.seek(0)
    return size, content


def _refused(code: str, filename: str, kind: Kind | None, total: int, **details: Any) -> Judgement:
    return Judgement(kind, (verdict.problem(code, filename, **details),), 0, total)


def _scan(content: bytes) -> str | None:
    found = scanner.get()
    if found is None:
        return None
    try:
        return "infected" if found.scan(content) else None
    except OSError:
        return "not_scanned"


def store(*, data: bytes, name: str, now: datetime, judgement: Judgement | None = None) -> StoredFile:
    """Keep `data` (not empty) and its row; the same content again gives the row that is there.

    `name` only helps to tell the media type of what is not PDF, JPEG or PNG. Give the `judgement` when there is one,
    so that the file is not opened twice. The bytes are on disk before the row: a row never points to nothing.
    """
    if not data:
        raise ValueError("an empty file is not kept")
    known = StoredFile.objects.filter(pk=vault.sha256_of(data)).first()
    sha256 = vault.put(data)
    if known:
        return known
    media_type, pages = _facts(data, name, judgement)
    defaults = {"size": len(data), "media_type": media_type, "pages": pages, "stored_at": now}
    return StoredFile.objects.get_or_create(sha256=sha256, defaults=defaults)[0]


def _facts(data: bytes, name: str, judgement: Judgement | None) -> tuple[str, int | None]:
    if judgement is not None and judgement.kind:
        return judgement.media_type, judgement.pages or None
    kind = sniffing.kind_of(data)
    if kind is None:
        return OTHER_MEDIA_TYPES.get(sniffing.extension_of(name), "application/octet-stream"), None
    return verdict.MEDIA_TYPES[kind], guard.inspect(data, kind)["pages"] or None


def bind_photos(photos: Sequence[tuple[str, bytes]], *, title: str) -> bytes | Problem:
    """Photos of one paper, (name, JPEG or PNG) each, as one PDF/A-2b in the order given; the first that cannot be
    read is the `Problem`. The photos themselves stay what they are. The same photos give the same bytes.
    """
    plain = []
    for name, data in photos:
        answer = guard.inspect(data, "photo")
        if answer["code"]:
            return verdict.problem(answer["code"], name)
        plain.append(photo_book.PlainPhoto.of(answer))
    return photo_book.book(plain, title=title)


def open_response(stored: StoredFile, name: str, inline: bool = True) -> HttpResponse:
    """The file as an answer of a view that has checked permission. Shown in place only when PDF, JPEG or PNG.

    Raises `Damaged` when the bytes are no longer those that were stored: a changed paper is never served.
    """
    shown = inline and stored.media_type in INLINE
    response = HttpResponse(stored.read(), content_type=stored.media_type)
    response["Content-Disposition"] = content_disposition_header(not shown, _safe_name(name, stored)) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _safe_name(name: str, stored: StoredFile) -> str:
    """A name without folders and control characters, with the extension of what the content is."""
    bare = verdict.short_name(name).strip(". ") or "tep"
    for kind, media_type in verdict.MEDIA_TYPES.items():
        if stored.media_type == media_type and sniffing.is_misnamed(kind, bare):
            return f"{PurePosixPath(bare).stem}.{verdict.EXTENSIONS[kind][0]}"
        if stored.media_type == media_type and not sniffing.extension_of(bare):
            return f"{bare}.{verdict.EXTENSIONS[kind][0]}"
    return bare


@dataclass(frozen=True, slots=True)
class Fault:
    """A file that is not what was stored; `reason` is "missing" or "changed"."""

    sha256: str
    reason: str


def check() -> Iterator[Fault | None]:
    """Read every stored file and compare with its hash: one answer per file, None when it is whole."""
    for sha256 in StoredFile.objects.order_by("sha256").values_list("sha256", flat=True).iterator():
        fault = None
        try:
            vault.get(sha256)
        except Damaged as error:
            fault = Fault(error.sha256, error.reason)
        yield fault


def strays() -> list[str]:
    """Hashes on disk that no row knows: left by transactions that were undone. Harmless, and told by the check."""
    known = set(StoredFile.objects.values_list("sha256", flat=True))
    with contextlib.suppress(FileNotFoundError):
        return [name for name in vault.names() if name not in known]
    return []
