"""The base of every `motcua` command: JSON output, exit codes and errors without a traceback."""

import json
import os
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
            code = self._refuse(str(error))
        except DatabaseError as error:
            code = self._refuse(_database_words(error))
        except BrokenPipeError:  # whoever read our output has seen enough, as `head` does
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = 1
        if code:
            sys.exit(code)

    def _refuse(self, words: str) -> int:
        self.stderr.write(f"motcua: {words}")
        return 2

    def print_json(self, answer: Any) -> None:
        """Write `answer` as indented JSON with Vietnamese letters as they are."""
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1, default=str))


def _database_words(error: DatabaseError) -> str:
    """What the database says, in one line, with what to do about it where we know."""
    said = (str(error).strip().splitlines() or ["no reason given"])[0]
    if "no such table" in said or ("relation" in said and "does not exist" in said):
        return "the database has no tables yet; run: motcua setup"
    if isinstance(error, OperationalError):
        return f"the database does not answer: {said}"
    return f"the database refused: {said}"
