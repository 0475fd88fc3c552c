"""Running programs, and saying what is done."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"


def say(text: str) -> None:
    print(f"· {text}", flush=True)


def fail(text: str) -> "SystemExit":
    return SystemExit(f"motcua: {text}")


def home() -> Path:
    """The folder for everything written at run time."""
    return Path(os.environ.get("MOTCUA_HOME") or ROOT / "var").resolve()


def run(*command: str | Path, env: dict[str, str] | None = None, quiet: bool = False, check: bool = True) -> int:
    """Run `command` in the checkout; with `quiet` its output is shown only when it fails."""
    words = [str(word) for word in command]
    full = {**os.environ, **(env or {})}
    if not quiet:
        code = subprocess.run(words, cwd=ROOT, env=full, check=False).returncode
    else:
        done = subprocess.run(words, cwd=ROOT, env=full, check=False, capture_output=True, text=True)
        code = done.returncode
        if code:
            sys.stderr.write(done.stdout[-4000:] + done.stderr[-4000:])
    if code and check:
        raise fail(f"{' '.join(words[:4])} … ended with code {code}")
    return code


def as_root() -> list[str] | None:
    """The prefix that runs a command as root: empty for root, sudo when it asks no password, else None."""
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True).returncode == 0
    ):
        return ["sudo", "-n"]
    return None
