"""The load generator: `python -m bench.client`, a plan as JSON on stdin, what happened as JSON on stdout.

One thread for each connection, plain sockets, standard library only. It shares the cores with what it measures, so it
does as little as it can: bytes are ready beforehand, an answer is read by its Content-Length and not parsed.
"""

import json
import socket
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

FRESH = b"__FRESH_ID__"  # replaced by a new id in every request; as long as what replaces it


@dataclass
class Connection:
    """One keep-alive connection with its prepared requests."""

    port: int
    requests: list[bytes]
    repeat: bool
    seconds: list[float] = field(default_factory=list)
    error: str = ""

    def run(self, start: threading.Barrier, stop: threading.Event) -> None:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=30) as wire:
                wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                start.wait()
                self._send_all(wire, stop)
        except Exception as error:
            self.error = self.error or repr(error)
        stop.set()

    def _send_all(self, wire: socket.socket, stop: threading.Event) -> None:
        clock = time.perf_counter
        while not stop.is_set():
            if len(self.seconds) >= len(self.requests) and not self.repeat:
                return
            request = self.requests[len(self.seconds) % len(self.requests)]
            before = clock()
            wire.sendall(request.replace(FRESH, uuid4().hex[: len(FRESH)].encode()))
            status, body = _answer(wire)
            if not 200 <= status < 300:
                self.error = f"status {status}: {body[:600]!r} to {request[:200]!r}"
                return
            self.seconds.append(clock() - before)


def _answer(wire: socket.socket) -> tuple[int, bytes]:
    """Status and body of one answer."""
    read = b""
    while (end := read.find(b"\r\n\r\n")) < 0:
        piece = wire.recv(65536)
        if not piece:
            raise OSError("the server closed the connection")
        read += piece
    head = read[:end].lower()
    body = read[end + 4 :]
    length = int(head.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
    while len(body) < length:
        body += wire.recv(65536)
    return int(head[9:12]), body


def _bytes(said: dict[str, Any], headers: dict[str, str], port: int) -> bytes:
    body = json.dumps(said["body"]).encode() if "body" in said else b""
    all_headers = {"Host": f"127.0.0.1:{port}", **headers, **said.get("headers", {})}
    if body:
        all_headers |= {"Content-Type": "application/json", "Content-Length": str(len(body))}
    lines = [f"{said['method']} {said['path']} HTTP/1.1", *(f"{name}: {text}" for name, text in all_headers.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def main() -> None:
    plan = json.load(sys.stdin)
    port = plan["port"]
    connections = [
        Connection(port, [_bytes(one, said["headers"], port) for one in said["requests"]], said["repeat"])
        for said in plan["connections"]
    ]
    start, stop = threading.Barrier(len(connections) + 1), threading.Event()
    threads = [threading.Thread(target=one.run, args=(start, stop), daemon=True) for one in connections]
    for thread in threads:
        thread.start()
    start.wait(30)
    begun = time.perf_counter()
    stop.wait(plan["seconds"])
    stop.set()
    elapsed = time.perf_counter() - begun
    for thread in threads:
        thread.join(30)
    errors = [one.error for one in connections if one.error]
    if errors:
        raise SystemExit(errors[0])
    taken = [len(one.seconds) for one in connections]
    json.dump(
        {"elapsed": elapsed, "taken": taken, "seconds": [t for one in connections for t in one.seconds]}, sys.stdout
    )


if __name__ == "__main__":
    main()
