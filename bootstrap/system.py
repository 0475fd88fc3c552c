"""System packages: installed where we may, else named in the one command that installs them."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from bootstrap.shell import as_root, say

POSTGRES_BIN = "/usr/lib/postgresql"


def chromium() -> str | None:
    """The system's Chromium."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def postgres_bin() -> Path | None:
    """The folder with initdb and postgres, the newest version when there are several."""
    found = sorted(Path(POSTGRES_BIN).glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    word = shutil.which("initdb")
    return Path(word).parent if word else None


def ensure_for_tests() -> None:
    """Bring Chromium and PostgreSQL; say what stays untested when they cannot be had."""
    wanted = []
    if not chromium():
        wanted.append("chromium")
    if not postgres_bin():
        wanted.append("postgresql")
    if wanted:
        install(wanted, why="for the browser stories and the PostgreSQL run of the tests")


def install(packages: Sequence[str], *, why: str) -> bool:
    """apt-get install `packages` where we may; else print the command. True when they are there now."""
    command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    prefix = as_root()
    if prefix is None or not shutil.which("apt-get"):
        say(f"missing {', '.join(packages)} ({why}). Run: sudo {' '.join(command)}")
        return False
    say(f"installing {', '.join(packages)} {why}")
    update = subprocess.run([*prefix, "apt-get", "update", "-q"], check=False, capture_output=True, text=True)
    env = ["env", "DEBIAN_FRONTEND=noninteractive"]
    done = subprocess.run([*prefix, *env, *command], check=False, capture_output=True, text=True)
    if done.returncode:
        say(f"could not install {', '.join(packages)}: {(done.stderr or update.stderr).strip()[-300:]}")
        return False
    return True
