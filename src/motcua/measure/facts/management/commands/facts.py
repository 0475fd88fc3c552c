"""`motcua facts rebuild`: fold the facts again from the events, or check that they agree."""

from dataclasses import asdict
from itertools import islice
from typing import Any

from django.core.management.base import CommandParser

from motcua.kernel import console
from motcua.measure.facts import services

SHOWN = 20


class Command(console.Command):
    help = "rebuild the fact rows from the events, or check them (--check)"
    json_option = True

    def add_options(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["rebuild"])
        parser.add_argument("--check", action="store_true", help="change nothing; report the differences")

    def run(self, **options: Any) -> int | None:
        if not options["check"]:
            total = services.rebuild()
            self._say(options, {"rebuilt": total}, f"{total} dossiers folded again")
            return 0
        differences = services.check()
        shown = [asdict(difference) for difference in islice(differences, SHOWN)]
        count = len(shown) + sum(1 for _ in differences)
        words = "zero differences" if not count else f"{count} differences, the first: {shown[0]}"
        self._say(options, {"differences": count, "first": shown}, words)
        return 1 if count else 0

    def _say(self, options: dict[str, Any], answer: dict[str, Any], words: str) -> None:
        if options["json"]:
            self.print_json(answer)
        else:
            self.stdout.write(words)
