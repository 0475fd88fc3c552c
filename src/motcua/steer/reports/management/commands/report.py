"""`motcua report`: the forms II.06a and II.07b and the bulletin of a period, printed or written to files."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from motcua.kernel import console
from motcua.measure.indicators.rules import BadPeriod, parse_period
from motcua.steer.reports import files, queries


class Command(console.Command):
    help = "make the periodic reports II.06a and II.07b and the bulletin of a period"
    json_option = True

    def add_options(self, parser: CommandParser) -> None:
        parser.add_argument("period", help="2024-03, 2024-Q1, 2024 or 2024-02-15..2024-03-14")
        parser.add_argument("--xlsx", default="", metavar="FILE", help="write both forms as a workbook")
        parser.add_argument("--pdf", default="", metavar="FILE", help="write both forms as PDF/A")

    def run(self, **options: Any) -> int | None:
        """Exit code 1 when a sum does not hold."""
        now = timezone.now()
        try:
            made = queries.report(parse_period(options["period"]), now)
        except BadPeriod as error:
            raise console.WrongInput(str(error)) from error
        levels = queries.procedures(timezone.localdate())
        try:
            if options["xlsx"]:
                Path(options["xlsx"]).write_bytes(files.xlsx(made, levels))
            if options["pdf"]:
                Path(options["pdf"]).write_bytes(files.pdf(made, levels, now))
        except OSError as error:
            raise console.WrongInput(f"{error.filename}: {error.strerror}") from error
        if options["json"]:
            answer = {
                "period": made.period.key, "running": made.running, **made.content,
                "broken": [asdict(one) for one in made.broken], "bulletin": list(made.bulletin),
                "procedures": [asdict(row) for row in levels],
            }  # fmt: skip
            self.print_json(answer)
        else:
            for text in [*made.bulletin, *files.notes(made)]:
                self.stdout.write(text)
        return 1 if made.broken else 0
