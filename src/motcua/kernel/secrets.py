"""Keys that an instance makes for itself on its first start, kept in files only its owner can read."""

import os
import secrets
from pathlib import Path


def kept_key(folder: Path, name: str) -> str:
    """The key `name` of this instance: 64 hex digits, made once and then always the same.

    Made with O_EXCL, so that two processes starting at once agree on one key.
    """
    path = folder / name
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        pass
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = folder / f".{name}.{os.getpid()}.{secrets.token_hex(4)}"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32) + "\n")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text(encoding="ascii").strip()
