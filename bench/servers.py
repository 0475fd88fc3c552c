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
from dataclasses import dataclass
from typing import Any

from bench.ground import ROOT

WORKERS = 2
CONNECTIONS = 4


@dataclass(frozen=True, slots=True)
class Load:
    """What one round of load did. `taken`: how many prepared requests each connection used up."""

    rate: float
    seconds: tuple[float, ...]
    taken: tuple[int, ...]


@contextmanager
def serving(application: str, **environment: str) -> Iterator[int]:
    """Granian with two workers, by the product's own command line; yields the port."""
    from motcua.instance.serving import web_command

    port = _free_port()
    command = [*web_command(bind="127.0.0.1", port=port, workers=WORKERS)[:-1], application]
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    full = {**os.environ, **environment, "PYTHONPATH": path}
    child = subprocess.Popen(command, cwd=ROOT, env=full)
    try:
        _await(port, child)
        yield port
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
