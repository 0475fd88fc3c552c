"""`python3 -m bootstrap TARGET`: what the Makefile calls."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bootstrap import postgres, python, system
from bootstrap.shell import BIN, ROOT, fail, run, say

MOTCUA = BIN / "motcua"
PYTEST: list[str | Path] = [BIN / "python", "-m", "pytest"]


def setup() -> None:
    python.ensure("run")
    extra = ["--no-demo"] if os.environ.get("DEMO") == "0" else []
    run(MOTCUA, "setup", *extra)


def serve() -> None:
    setup()
    os.execv(MOTCUA, [str(MOTCUA), "serve"])


def test() -> None:
    """Everything, on both databases. Chromium stories run once, on SQLite."""
    started = time.monotonic()
    python.ensure("dev")
    system.ensure_for_tests()
    _lint()
    extra = sys.argv[2:]
    workers = ["-n", os.environ.get("MOTCUA_TEST_WORKERS", "2"), "--dist", "worksteal"]
    say("tests on SQLite, with the browser stories")
    run(*PYTEST, "-q", *workers, "-m", "not soak", *extra, env={"DATABASE_URL": ""})
    with postgres.server() as url:
        if url is None:
            raise fail("PostgreSQL is missing, so only half of the tests ran")
        say("tests on PostgreSQL")
        run(*PYTEST, "-q", *workers, "-m", "not soak and not browser", *extra, env={"DATABASE_URL": url})
    say(f"all tests passed on both databases in {(time.monotonic() - started) / 60:.1f} minutes")


def check() -> None:
    python.ensure("dev")
    _lint()
    run(*PYTEST, "-q", "-n", "2", "-m", "not soak and not browser", *sys.argv[2:], env={"DATABASE_URL": ""})


def fix() -> None:
    python.ensure("dev")
    run(BIN / "ruff", "check", "--fix", ".", check=False)
    run(BIN / "ruff", "format", ".")


def soak() -> None:
    """The long runs on SQLite, then those that depend on the database on PostgreSQL, fewer of them."""
    python.ensure("dev")
    system.ensure_for_tests()
    extra, profile = sys.argv[2:], {"HYPOTHESIS_PROFILE": "soak"}
    run(*PYTEST, "-q", "-n", "2", "-m", "soak", *extra, env={"DATABASE_URL": "", **profile})
    with postgres.server() as url:
        if url is None:
            raise fail("PostgreSQL is missing, so no storm was played on it")
        say("storms and killed workers on PostgreSQL")
        run(*PYTEST, "-q", "-n", "2", "-m", "soak", "tests/stories", *extra, env={"DATABASE_URL": url, **profile})


def bench() -> None:
    python.ensure("dev")
    system.ensure_for_tests()
    with postgres.server(durable=True) as url:
        run(BIN / "python", "-m", "bench", *sys.argv[2:], env={"DATABASE_URL": url or ""})


def docs() -> None:
    python.ensure("dev")
    run(MOTCUA, "docs")
    run(*PYTEST, "-q", "tests/contracts/test_docs.py")


def lock() -> None:
    python.ensure("dev")
    run(BIN / "python", "-m", "pip", "-q", "install", "uv", quiet=True)
    base: list[str | Path] = [
        BIN / "uv",
        "pip",
        "compile",
        "-q",
        "--generate-hashes",
        "--no-header",
        "--no-emit-index-url",
        "--upgrade",
    ]
    python_version = ["--python-version", "3.11", "--universal", "--no-annotate"]
    run(*base, *python_version, "pyproject.toml", "--group", "setup", "-o", "requirements.lock")
    run(*base, *python_version, "pyproject.toml", "--group", "dev", "-o", "requirements-dev.lock")


def _lint() -> None:
    say("format, lint, types, import contracts")
    run(BIN / "ruff", "format", "--check", "-q", ".")
    run(BIN / "ruff", "check", "-q", ".")
    run(BIN / "mypy", "--no-error-summary", "src", "config", "bootstrap")
    run(BIN / "lint-imports", "--no-logo", quiet=True)


TARGETS: dict[str, Callable[[], None]] = {
    "run": serve,
    "setup": setup,
    "test": test,
    "check": check,
    "fix": fix,
    "soak": soak,
    "bench": bench,
    "docs": docs,
    "lock": lock,
}


def main() -> None:
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name not in TARGETS:
        raise fail(f"unknown target {name!r}; there are {', '.join(TARGETS)}")
    os.chdir(ROOT)
    TARGETS[name]()


if __name__ == "__main__":
    main()
