"""`motcua setup`: create or migrate the database and load the starter data, with the demo year unless --no-demo."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from motcua.instance import setup
from motcua.kernel import console


class Command(console.Command):
    help = "create or migrate the database and load the starter data and the demo year"

    def add_options(self, parser: CommandParser) -> None:
        parser.add_argument("--no-demo", action="store_true", help="leave the demo accounts and the demo year out")

    def run(self, **options: Any) -> int | None:
        try:
            setup.bring_up(now=timezone.now(), say=self._say, demo=not options["no_demo"])
        except setup.SetupRefused as error:
            raise console.WrongInput(str(error)) from error
        return None

    def _say(self, text: str) -> None:
        self.stdout.write(f"· {text}")
        self.stdout.flush()
