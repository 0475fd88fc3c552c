"""`motcua docs`: write the generated pages of the documentation, or say which are out of date."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from motcua.instance import docs
from motcua.kernel import console


class Command(console.Command):
    help = "write the generated pages of docs/ (architecture, commands, settings), or check them (--check)"
    json_option = True

    def add_options(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="write nothing; exit code 1 when a page is out of date"
        )

    def run(self, **options: Any) -> int | None:
        if not (Path(settings.BASE_DIR) / "docs").is_dir():
            raise console.WrongInput("there is no docs/ folder: this is not a checkout")
        names = docs.stale() if options["check"] else docs.write()
        if options["json"]:
            self.print_json({"stale" if options["check"] else "written": names})
        else:
            what = "out of date" if options["check"] else "written"
            self.stdout.write("\n".join(f"{what}: {name}" for name in names) or "every page is up to date")
        return 1 if options["check"] and names else 0
