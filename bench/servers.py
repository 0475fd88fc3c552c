"""Web servers under measurement, started as the product starts its own, and the load generator's process."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from bench import cpu
from bench.ground import ROOT, url_of

WORKERS = 2
CONNECTIONS = 4


@dataclass(frozen=True, slots=True)
class Load:
    """What one round of load did. `taken`: how many prepared requests each connection used up."""

    rate: float
    seconds: tuple[float, ...]
    taken: tuple[int, ...]


@dataclass(slots=True)
class Server:
    """A server under measurement, and what its requests have cost of the processors."""

    port: int
    pid: int
    database: str
    costs: list[float] = field(default_factory=list)

    def load(self, connections: list[dict[str, Any]], seconds: float) -> Load:
        """One round of load; its cost is kept."""
        pids = [*cpu.family(self.pid), *cpu.backends(self.database)]
        before = cpu.milliseconds(pids)
        done = load(self.port, connections, seconds)
        # A connection opened meanwhile has a process of its own, which is missed: after the round to warm up all are
        # there.
        self.costs.append((cpu.milliseconds(pids) - before) / max(1, sum(done.taken)))
        return done

    @property
    def cost(self) -> float:
        """Milliseconds of server and database for a request, without the round to warm up."""
        return median(self.costs[1:] or self.costs)


@contextmanager
def serving(application: str, database: str) -> Iterator["Server"]:
    """Granian with two workers on `database`, by the product's own command line."""
    from motcua.instance.serving import web_command

    port = _free_port()
    command = [*web_command(bind="127.0.0.1", port=port, workers=WORKERS)[:-1], application]
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    full = {**os.environ, "DATABASE_URL": url_of(database), "PYTHONPATH": path}
    child = subprocess.Popen(command, cwd=ROOT, env=full)
    try:
        _await(port, child)
        yield Server(port, child.pid, database)
    finally:
        child.terminate()
        try:
            child.wait(15)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def load(port: int, connections: list[dict[str, Any]], seconds: float) -> Load:
    """Send requests over keep-alive connections for so many seconds, from a process of its own.

    Each connection is {"headers": {...}, "requests": [{"method", "path", "body", "headers"}, …], "repeat": bool}.
    Stops the run when a request is not answered with 2xx: a rate of refusals is no rate.
    """
    plan = json.dumps({"port": port, "seconds": seconds, "connections": connections})
    done = subprocess.run(
        [sys.executable, "-m", "bench.client"], cwd=ROOT, input=plan, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"bench: the load generator stopped: {done.stderr[-2000:]}")
    said = json.loads(done.stdout)
    return Load(sum(said["taken"]) / said["elapsed"], tuple(said["seconds"]), tuple(said["taken"]))


def _await(port: int, child: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and child.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
            return
        except urllib.error.HTTPError:
            return  # it answers, whatever it says
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"bench: the server on port {port} did not come up")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
