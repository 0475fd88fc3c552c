"""`motcua registers import KIND FILE | kinds`: bring in a register without a browser."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from motcua.kernel import console
from motcua.kernel.actors import SYSTEM
from motcua.measure.registers import services
from motcua.measure.registers.rules import KINDS


class Command(console.Command):
    help = "bring in a register (payments, sync, feedback, ...) from CSV or XLSX, or list the kinds"

    def add_options(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="import|kinds")
        bring = verbs.add_parser("import", help="take in one file; rows that cannot be read are listed")
        bring.add_argument("kind", help=f"one of {', '.join(KINDS)}")
        bring.add_argument("file", type=Path, help="a CSV (UTF-8) or XLSX file with the headings of `kinds`")
        kinds = verbs.add_parser("kinds", help="list the kinds with their columns")
        for verb in (bring, kinds):
            verb.add_argument("--json", action="store_true", help="print the answer as JSON")

    def run(self, **options: Any) -> int | None:
        if options["verb"] == "kinds":
            self._kinds(options["json"])
            return None
        kind, path = options["kind"], options["file"]
        try:
            data = path.read_bytes()
        except OSError as error:
            raise console.WrongInput(f"{path}: {error.strerror or error}") from error
        try:
            report = services.import_file(kind=kind, data=data, name=path.name, by=SYSTEM, now=timezone.now())
        except services.BadFile as error:
            raise console.WrongInput(f"{path.name}: {error}") from error
        self._say(report, options["json"])
        return None

    def _say(self, report: services.Report, as_json: bool) -> None:
        if as_json:
            names = ("kind", "read", "taken", "unchanged", "refused")
            self.print_json({name: getattr(report, name) for name in names})
            return
        words = f"đọc {report.read} dòng: nhận {report.taken}, đã có {report.unchanged}, từ chối {len(report.refused)}"
        self.stdout.write(words)
        for row in report.refused:
            self.stdout.write(f"  dòng {row['row']}: {row['reason']}")

    def _kinds(self, as_json: bool) -> None:
        if as_json:
            self.print_json(
                [
                    {
                        "kind": kind.key,
                        "name": kind.name,
                        "columns": [
                            {"heading": c.heading, "type": c.type, "required": c.required} for c in kind.columns
                        ],
                    }
                    for kind in KINDS.values()
                ]
            )
            return
        for kind in KINDS.values():
            self.stdout.write(f"{kind.key:22} {kind.name}: {', '.join(column.heading for column in kind.columns)}")
