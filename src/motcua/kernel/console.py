"""The base of every `motcua` command: JSON output, exit codes and errors without a traceback."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, OperationalError


class WrongInput(Exception):
    """The call or its input is wrong; the message says what and where. Exit code 2."""


class Command(BaseCommand):
    """Subclass, set `help`, implement `add_options(parser)` and `run(**options) -> int | None`.

    `run` returns the exit code: None or 0 done, 1 the answer is no, 2 wrong input.
    """

    json_option = False
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        if self.json_option:
            parser.add_argument("--json", action="store_true", help="print the answer as JSON")
        self.add_options(parser)

    def add_options(self, parser: CommandParser) -> None:
        """Declare the command's own options."""

    def run(self, **options: Any) -> int | None:
        raise NotImplementedError

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            code = self.run(**options) or 0
        except WrongInput as error:
            self.stderr.write(f"motcua: {error}")
            code = 2
        except OperationalError as error:
            self.stderr.write(f"motcua: the database does not answer: {str(error).strip().splitlines()[0]}")
            code = 2
        except DatabaseError as error:
            self.stderr.write(f"motcua: the database refused: {str(error).strip().splitlines()[0]}")
            code = 2
        if code:
            sys.exit(code)

    def print_json(self, answer: Any) -> None:
        """Write `answer` as indented JSON with Vietnamese letters as they are."""
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1, default=str))
