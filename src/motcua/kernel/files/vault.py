"""Bytes on disk under the hash of their content: FILES_ROOT/aa/bb/<sha256>. Written once, never rewritten."""

import hashlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings


class Damaged(Exception):
    """A kept file is no longer what was stored: `reason` is "missing" or "changed"."""

    def __init__(self, sha256: str, reason: str) -> None:
        super().__init__(f"stored file {sha256} is {reason}")
        self.sha256 = sha256
        self.reason = reason


def sha256_of(data: bytes) -> str:
    """The name of some bytes: 64 lower-case hex digits."""
    return hashlib.sha256(data).hexdigest()


def place(sha256: str) -> Path:
    """Where the bytes called `sha256` stand."""
    if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
        raise ValueError(f"not a sha256: {sha256[:80]!r}")
    return Path(settings.FILES_ROOT) / sha256[:2] / sha256[2:4] / sha256


def put(data: bytes) -> str:
    """Keep `data` and return its hash. Whole or not at all; the same bytes twice change nothing; damage is healed."""
    sha256 = sha256_of(data)
    path = place(sha256)
    if path.is_file() and path.stat().st_size == len(data) and sha256_of(path.read_bytes()) == sha256:
        return sha256
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{sha256}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    _sync_folders(path.parent)
    return sha256


def get(sha256: str) -> bytes:
    """The bytes called `sha256`, checked; raises `Damaged`."""
    try:
        data = place(sha256).read_bytes()
    except FileNotFoundError:
        raise Damaged(sha256, "missing") from None
    if sha256_of(data) != sha256:
        raise Damaged(sha256, "changed")
    return data


def names() -> Iterator[str]:
    """Every hash that has a file on disk, in order."""
    for path in sorted(Path(settings.FILES_ROOT).glob("??/??/*")):
        if not path.name.startswith("."):
            yield path.name


def _sync_folders(folder: Path) -> None:
    """The name survives a power cut only when the folder is written too."""
    for level in (folder, folder.parent, folder.parent.parent):
        descriptor = os.open(level, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
