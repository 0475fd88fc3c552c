"""`motcua facts`: fold the facts again from the events, make the cells again from the facts, or check either; write the
facts to a columnar file, and ask it.
"""

from collections.abc import Iterable
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from motcua.kernel import console
from motcua.measure.facts import cells, columnar, services

SHOWN = 20


class Command(console.Command):
    help = "rebuild facts or cells, or check them (--check); export facts to a Parquet file, and ask it in SQL"
    json_option = True

    def add_options(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["rebuild", "cells", "fold", "export", "ask"])
        parser.add_argument("words", nargs="*", help='export FILE.parquet; ask "SELECT … FROM facts" FILE.parquet')
        parser.add_argument("--check", action="store_true", help="change nothing; report the differences")

    def run(self, **options: Any) -> int | None:
        if options["action"] in {"export", "ask"}:
            return self._columnar(options)
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

    def _columnar(self, options: dict[str, Any]) -> int:
        words = options["words"]
        if len(words) != (1 if options["action"] == "export" else 2):
            raise console.WrongInput('facts export FILE.parquet, or facts ask "SELECT … FROM facts" FILE.parquet')
        path = Path(words[-1])
        if options["action"] == "export":
            if not path.parent.is_dir():
                raise console.WrongInput(f"no folder {path.parent}")
            total = columnar.export(path)
            self._say(options, {"exported": total}, f"{total} dossiers written to {path}")
            return 0
        try:
            names, rows = columnar.ask(words[0], path)
        except FileNotFoundError:
            raise console.WrongInput(f"no file {path}; make it with: motcua facts export {path}") from None
        except columnar.BadQuestion as error:
            raise console.WrongInput(str(error)) from error
        if options["json"]:
            self.print_json([dict(zip(names, map(_plain, row), strict=True)) for row in rows])
        else:
            for row in [names, *rows]:
                self.stdout.write("\t".join("" if value is None else str(value) for value in row))
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


def _plain(value: Any) -> Any:
    """A value as JSON knows it."""
    return value if isinstance(value, str | int | float | bool | None) else str(value)
