"""`motcua worker`: the process for background work."""

import signal
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from motcua.kernel.console import Command as Console
from motcua.kernel.jobs import services
from motcua.kernel.jobs.worker import Worker


class Command(Console):
    help = "Run the background work: queued tasks, the outbox, sealing and other recurring work"

    def add_options(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do the recurring work that is due, then end")

    def run(self, **options: Any) -> int:
        worker = Worker()
        if options["once"]:
            for name in services.tick(now=timezone.now(), worker=worker.name):
                self.stdout.write(f"done: {name}")
            return 0
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: worker.stop())
        self.stdout.write(f"worker {worker.name} is running; Ctrl+C stops it")
        return worker.run()
