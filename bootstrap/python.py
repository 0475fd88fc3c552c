"""The virtual environment: made once, brought up to date when the lock files change."""

import hashlib
import subprocess
import sys
from pathlib import Path

from bootstrap import system
from bootstrap.shell import BIN, ROOT, VENV, run, say

LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock"}


def ensure(kind: str) -> None:
    """Make `.venv` hold what `kind` ("run" or "dev") needs; quick when it does already."""
    if not (BIN / "python").exists():
        _make_venv()
    lock = ROOT / LOCKS[kind]
    mark = VENV / f".installed-{kind}"
    digest = hashlib.sha256(lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if mark.exists() and mark.read_text() == digest:
        return
    say(f"installing Python packages ({lock.name}); this takes a minute the first time")
    _pip("install", "--require-hashes", "-r", str(lock))
    _pip("install", "--no-deps", "--no-build-isolation", "-e", str(ROOT))
    mark.write_text(digest)


def _make_venv() -> None:
    say("making the virtual environment .venv")
    done = subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False, capture_output=True, text=True)
    if done.returncode:
        system.install(["python3-venv"], why="to make a virtual environment")
        run(sys.executable, "-m", "venv", "--clear", VENV, quiet=True)


def _pip(*words: str | Path) -> None:
    run(BIN / "python", "-m", "pip", "--disable-pip-version-check", "-q", *words, quiet=True)
