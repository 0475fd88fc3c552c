"""Runs the web server and the worker as two child processes, and stops both cleanly."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

GRACE_SECONDS = 15


class Servers:
    """The children. When one of them ends, the other is stopped and the exit code says so."""

    def __init__(self, commands: Sequence[Sequence[str]]) -> None:
        self.commands = commands
        self.children: list[subprocess.Popen[bytes]] = []
        self.stopping = False

    def run(self) -> int:
        """Start all, wait until one ends or a signal comes, stop all. Returns the exit code."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._stop)
        # A group of their own: Ctrl-C reaches only us, and we stop them in order.
        self.children = [subprocess.Popen(command, start_new_session=True) for command in self.commands]
        try:
            while not self.stopping and all(child.poll() is None for child in self.children):
                time.sleep(0.2)
        finally:
            codes = self._end()
        return 0 if self.stopping else max(1, *(abs(code) for code in codes))

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _end(self) -> list[int]:
        for child in self.children:
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        codes = []
        for child in self.children:
            try:
                codes.append(child.wait(max(0.1, deadline - time.monotonic())))
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                codes.append(child.wait())
        return codes


def web_command(*, bind: str, port: int, workers: int) -> list[str]:
    """The command line of the web server."""
    granian = str(Path(sys.executable).parent / "granian")
    return [
        granian, "--interface", "wsgi", "--host", bind, "--port", str(port), "--workers", str(workers),
        "--blocking-threads", "2", "--no-ws", "--log-level", "warning", "--respawn-failed-workers",
        "config.wsgi:application",
    ]  # fmt: skip


def worker_command() -> list[str]:
    """The command line of the worker."""
    return [str(Path(sys.executable).parent / "motcua"), "worker"]
