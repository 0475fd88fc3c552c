"""A private PostgreSQL for the tests and the benchmarks: made on a free port, gone afterwards."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bootstrap import system
from bootstrap.shell import say

USER = "motcua"


@contextmanager
def server(*, durable: bool = False) -> Iterator[str | None]:
    """Yield the URL of a fresh cluster, or None when PostgreSQL is not installed.

    `durable` keeps fsync on, as a real server has it (benchmarks); tests go without.
    """
    folder = system.postgres_bin()
    if folder is None:
        yield None
        return
    data = Path(tempfile.mkdtemp(prefix="motcua-pg-"))
    port = _free_port()
    _give_to_server_user(data)
    _run(
        folder / "initdb", "-D", data / "db", "-U", USER, "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"
    )
    options = f"-p {port} -k {data} -c listen_addresses=127.0.0.1 -c max_connections=60 -c shared_buffers=256MB"
    if not durable:
        options += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    _run(folder / "pg_ctl", "-D", data / "db", "-w", "-l", data / "log", "-o", options, "start")
    try:
        _run(folder / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", USER, "motcua")
        yield f"postgresql://{USER}@127.0.0.1:{port}/motcua"
    finally:
        _run(folder / "pg_ctl", "-D", data / "db", "-m", "immediate", "stop")
        shutil.rmtree(data, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _server_user() -> str | None:
    """PostgreSQL refuses to run as root: the account it runs under then."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    return None


def _give_to_server_user(folder: Path) -> None:
    name = _server_user()
    if name:
        entry = pwd.getpwnam(name)
        os.chown(folder, entry.pw_uid, entry.pw_gid)


def _run(*command: str | Path) -> None:
    words = [str(word) for word in command]
    name = _server_user()
    if name:
        words = ["runuser", "-u", name, "--", *words]
    # pg_ctl's child keeps the pipes open: read from files, not from pipes.
    with tempfile.TemporaryFile("w+") as out:
        done = subprocess.run(words, check=False, stdout=out, stderr=subprocess.STDOUT, cwd="/")
        if done.returncode:
            out.seek(0)
            say(out.read()[-2000:])
            raise SystemExit(f"motcua: {Path(words[-1]).name if name else words[0]} failed")
