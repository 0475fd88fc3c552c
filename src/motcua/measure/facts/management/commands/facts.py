"""`motcua facts`: fold the facts again from the events, make the cells again from the facts, or check either."""

from collections.abc import Iterable
from dataclasses import asdict
from itertools import islice
from typing import Any

from django.core.management.base import CommandParser

from motcua.kernel import console
from motcua.measure.facts import cells, services

SHOWN = 20


class Command(console.Command):
    help = "rebuild the fact rows from the events or the cells from the facts, or check them (--check)"
    json_option = True

    def add_options(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["rebuild", "cells", "fold"])
        parser.add_argument("--check", action="store_true", help="change nothing; report the differences")

    def run(self, **options: Any) -> int | None:
        if options["check"]:
            return self._differences(options, cells.check() if options["action"] == "cells" else services.check())
        if options["action"] == "rebuild":
            total = services.rebuild()
            self._say(options, {"rebuilt": total}, f"{total} dossiers folded again")
        elif options["action"] == "cells":
            total = cells.rebuild()
            self._say(options, {"cells": total}, f"{total} cells made again")
        else:
            total = cells.fold()
            self._say(options, {"folded": total}, f"{total} dossiers folded into the cells")
        return 0

    def _differences(self, options: dict[str, Any], differences: Iterable[Any]) -> int:
        found = iter(differences)
        shown = [asdict(difference) for difference in islice(found, SHOWN)]
        count = len(shown) + sum(1 for _ in found)
        words = "zero differences" if not count else f"{count} differences, the first: {shown[0]}"
        self._say(options, {"differences": count, "first": shown}, words)
        return 1 if count else 0

    def _say(self, options: dict[str, Any], answer: dict[str, Any], words: str) -> None:
        if options["json"]:
            self.print_json(answer)
        else:
            self.stdout.write(words)
