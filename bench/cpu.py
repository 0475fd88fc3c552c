"""Processor time from /proc: what a request costs does not depend on who else uses the machine. Linux only."""

import os
from collections.abc import Iterable
from pathlib import Path

PROC = Path("/proc")


def family(pid: int) -> list[int]:
    """The process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit() and (fields := _fields(int(entry.name))):
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


def backends(database: str) -> list[int]:
    """The server processes that work on `database`."""
    import psycopg

    with psycopg.connect(os.environ["BENCH_SERVER"]) as connection:
        rows = connection.execute("SELECT pid FROM pg_stat_activity WHERE datname = %s", [database])
        return [row[0] for row in rows]


def milliseconds(pids: Iterable[int]) -> float:
    """Processor time that these processes have used; those that ended count nothing."""
    ticks = sum(int(fields[11]) + int(fields[12]) for pid in pids if (fields := _fields(pid)))
    return ticks * 1000 / os.sysconf("SC_CLK_TCK")


def _fields(pid: int) -> list[str]:
    try:
        return (PROC / str(pid) / "stat").read_text().rsplit(")", 1)[1].split()
    except (OSError, IndexError):
        return []
