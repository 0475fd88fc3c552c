"""`motcua files check`: are all stored files still there and unchanged."""

from typing import Any

from django.core.management.base import CommandParser

from motcua.kernel.console import Command as BaseCommand
from motcua.kernel.files import services


class Command(BaseCommand):
    help = "check that every stored file is there and unchanged"
    json_option = True

    def add_options(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["check"], help="check: read every file and compare with its hash")

    def run(self, **options: Any) -> int:
        answers = list(services.check())
        faults = [fault for fault in answers if fault]
        strays = services.strays()
        if options["json"]:
            named = [{"sha256": fault.sha256, "reason": fault.reason} for fault in faults]
            self.print_json({"checked": len(answers), "faults": named, "strays": strays})
        else:
            for fault in faults:
                self.stdout.write(f"{fault.sha256} {fault.reason}")
            self.stdout.write(
                f"{len(answers)} files checked, {len(faults)} missing or changed, {len(strays)} without a row"
            )
        return 1 if faults else 0
