"""The worker process: one thread does the tasks of the queue, one the recurring work, the main one watches.

Tasks are run by django-tasks-db's own worker. A database that is away for a while stops nothing: every loop waits
and tries again.
"""

import logging
import os
import socket
import threading
from collections.abc import Callable

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker

from motcua.kernel.ids import new_id
from motcua.kernel.jobs import services

logger = logging.getLogger(__name__)
BEAT, TICK, POLL, PATIENCE = 10.0, 2.0, 1.0, 20.0
"""Seconds between signs of life, looks at the schedule, looks at the queue; and given to running work at the end."""


class Worker:
    """`run()` returns 0 after `stop()`, 1 when a part has died (a supervisor should start it again)."""

    def __init__(self) -> None:
        self.name = f"{socket.gethostname()[:20]}:{os.getpid()}:{new_id().hex[-8:]}"
        self._stopping = threading.Event()
        self._tasks = TaskWorker(
            queue_names=["*"],
            interval=POLL,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=self.name,
            excluded_queue_names=[],
        )

    def stop(self) -> None:
        """End after what is being done; safe to call from a signal handler."""
        self._tasks.running = False
        self._stopping.set()

    def run(self) -> int:
        threads = [
            threading.Thread(target=self._forever, args=(work,), name=name, daemon=True)
            for name, work in (("tasks", self._tasks.run), ("schedule", self.tick))
        ]
        for thread in threads:
            thread.start()
        while not self._stopping.is_set() and all(thread.is_alive() for thread in threads):
            self._carefully(self.beat)
            self._stopping.wait(BEAT)
        died = not self._stopping.is_set()
        self.stop()
        for thread in threads:
            thread.join(PATIENCE)
        self._carefully(lambda: services.farewell(worker=self.name))
        connection.close()
        return int(died)

    def beat(self) -> None:
        """Say that this worker is alive."""
        services.beat(worker=self.name, now=timezone.now())

    def tick(self) -> None:
        """Look once at the schedule, then wait."""
        services.tick(now=timezone.now(), worker=self.name)
        self._stopping.wait(TICK)

    def _forever(self, work: Callable[[], None]) -> None:
        while not self._stopping.is_set():
            if not self._carefully(work):
                self._stopping.wait(BEAT)
        connection.close()

    def _carefully(self, work: Callable[[], None]) -> bool:
        """Do `work` with fresh connections; False, after a line in the log, when the database refuses."""
        close_old_connections()
        try:
            work()
        except DatabaseError as error:
            logger.warning("worker: the database does not answer: %s", str(error).strip().partition("\n")[0])
            return False
        return True
