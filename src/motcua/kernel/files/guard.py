"""Opens files from strangers in a helper process, so that a crafted one can neither hang nor fill the server.

A helper is kept alive between files (a new one costs about 0.15 s, a question to a living one about 1 ms). One that
does not answer in time or dies is killed; the file it was given is called too complex, and the next gets a new helper.
"""

import atexit
import contextlib
import json
import os
import select
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import Any

SECONDS = 10.0
MEMORY = 1024 * 1024 * 1024
KEPT = 2
NEEDED = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "LANG", "TMPDIR")


@dataclass
class Helper:
    """One running inspector process."""

    process: subprocess.Popen[bytes]
    owner: int = field(default_factory=os.getpid)

    @classmethod
    def start(cls, memory: int = MEMORY) -> "Helper":
        command = [sys.executable, "-m", "motcua.kernel.files.inspector", str(memory)]
        # The settings, keys and passwords of the server are none of the helper's business.
        environment = {name: os.environ[name] for name in NEEDED if name in os.environ}
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )
        return cls(process)

    def ask(self, data: bytes, kind: str, seconds: float = SECONDS) -> dict[str, Any] | None:
        """The inspector's answer, or None when it died or did not answer in `seconds`."""
        assert self.process.stdin
        try:
            self.process.stdin.write(json.dumps({"kind": kind, "size": len(data)}).encode() + b"\n")
            self.process.stdin.write(data)
            self.process.stdin.flush()
            line = self._line(time.monotonic() + seconds)
        except OSError:
            return None
        return json.loads(line) if line.endswith(b"\n") else None

    def _line(self, deadline: float) -> bytes:
        assert self.process.stdout
        pipe, line = self.process.stdout.fileno(), b""
        while not line.endswith(b"\n"):
            ready, _, _ = select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))
            part = os.read(pipe, 65536) if ready else b""
            if not part:
                break
            line += part
        return line

    def stop(self) -> None:
        """End the process (at once: it keeps nothing) and free its pipes."""
        self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()
        self.process.wait()


_idle: list[Helper] = []
_lock = threading.Lock()


def inspect(data: bytes, kind: str, *, seconds: float = SECONDS) -> dict[str, Any]:
    """Open `data` as `kind` in a helper; `{"code", "details", "pages"}`, code None when nothing is wrong."""
    with _lock:
        # A helper inherited through fork belongs to the parent.
        mine = [helper for helper in _idle if helper.owner == os.getpid() and helper.process.poll() is None]
        helper = mine.pop() if mine else None
        _idle[:] = mine
    helper = helper or Helper.start(MEMORY + 3 * len(data))
    answer = helper.ask(data, kind, seconds)
    with _lock:
        if answer is not None and len(_idle) < KEPT:
            _idle.append(helper)
            return answer
    helper.stop()
    return answer or {"code": "too_complex", "details": {}, "pages": 0}


@atexit.register
def close() -> None:
    """Stop the kept helpers."""
    with _lock:
        while _idle:
            helper = _idle.pop()
            if helper.owner == os.getpid():
                helper.stop()
