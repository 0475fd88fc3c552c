"""`motcua index`: points of QĐ 766/QĐ-TTg from a file of given figures; the scales there are."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from motcua.kernel import console
from motcua.kernel.sheets import BadFile
from motcua.measure.service_index import queries
from motcua.measure.service_index.management import printing
from motcua.measure.service_index.rules import Scale


class Command(console.Command):
    help = "score the service index of QĐ 766/QĐ-TTg, or list its scales"

    def add_options(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="score|scales")
        score = verbs.add_parser("score", help="points of the units of a file")
        score.add_argument(
            "--input", type=Path, required=True, help="a CSV or XLSX file in the shape of the published list"
        )
        score.add_argument("--scale", default="", help=f"one of {', '.join(queries.ALL_SCALES)}")
        scales = verbs.add_parser("scales", help="the scales with their dates and sources")
        for verb in (score, scales):
            verb.add_argument("--json", action="store_true", help="print the answer as JSON")

    def run(self, **options: Any) -> int | None:
        if options["verb"] == "scales":
            self._scales(options["json"])
            return None
        return self._score_file(options)

    def _score_file(self, options: dict[str, Any]) -> int:
        path, scale = options["input"], self._scale(options["scale"])
        try:
            found = queries.read_file(path.read_bytes(), path.name, scale)
        except OSError as error:
            raise console.WrongInput(f"{path}: {error.strerror or error}") from error
        except BadFile as error:
            raise console.WrongInput(f"{path.name}: {error}") from error
        units = queries.score_rows(found.rows, scale)
        if options["json"]:
            self.print_json(printing.file_json(scale, found, units))
        else:
            for line in printing.file_lines(found, units):
                self.stdout.write(line)
        for row in found.refused:
            self.stderr.write(f"{path.name}: dòng {row.number}: {row.reason}")
        return 1 if found.refused else 0

    def _scale(self, name: str) -> Scale:
        try:
            return queries.scale(name or queries.ALL_SCALES[0])
        except queries.NoScale as error:
            raise console.WrongInput(str(error)) from error

    def _scales(self, as_json: bool) -> None:
        if as_json:
            self.print_json([printing.scale_json(one) for one in queries.scales()])
            return
        for one in queries.scales():
            self.stdout.write(f"{one.id:15} từ {one.effective_from:%d/%m/%Y}  {one.name} ({one.status})")
