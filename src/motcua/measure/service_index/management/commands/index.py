"""`motcua index`: points of QĐ 766/QĐ-TTg from a file of given figures or from our own dossiers; the scales."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from motcua.kernel import console
from motcua.kernel.sheets import BadFile
from motcua.measure.indicators.rules import BadPeriod, Period, parse_period
from motcua.measure.service_index import queries
from motcua.measure.service_index.management import printing
from motcua.measure.service_index.rules import Scale, report_window
from motcua.people import queries as people

PERIODS = "2024, 2024-03, 2024-Q1 or 2024-01-15..2024-02-14"


class Command(console.Command):
    help = "score the service index of QĐ 766/QĐ-TTg, or list its scales"

    def add_options(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="score|scales")
        score = verbs.add_parser("score", help="points of the units of a file, or of our own dossiers of a period")
        source = score.add_mutually_exclusive_group()
        source.add_argument("--input", type=Path, help="a CSV or XLSX file in the shape of the published list")
        source.add_argument("--period", default=str(timezone.localdate().year), help=PERIODS)
        score.add_argument("--report-window", action="store_true", help="with --period: from the 15th to the 14th")
        score.add_argument("--unit", default="", help="with --period: only this unit (its key)")
        score.add_argument("--units", action="store_true", help="with --period: every unit as well")
        score.add_argument("--scale", default="", help=f"one of {', '.join(queries.ALL_SCALES)}")
        scales = verbs.add_parser("scales", help="the scales with their dates and sources")
        for verb in (score, scales):
            verb.add_argument("--json", action="store_true", help="print the answer as JSON")

    def run(self, **options: Any) -> int | None:
        if options["verb"] == "scales":
            self._scales(options["json"])
            return None
        return self._score_file(options) if options["input"] else self._score_own(options)

    def _score_file(self, options: dict[str, Any]) -> int:
        path, scale = options["input"], self._scale(options["scale"] or queries.ALL_SCALES[0])
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

    def _score_own(self, options: dict[str, Any]) -> int:
        period = self._period(options["period"], options["report_window"])
        scale = self._scale(options["scale"]) if options["scale"] else queries.scale_for(period.last)
        names = {unit.key: unit.name for unit in people.units()}
        if options["unit"] and options["unit"] not in names:
            raise console.WrongInput(f"unknown unit {options['unit']!r}; there are {', '.join(sorted(names))}")
        now = timezone.now()
        found = [queries.own_score(period, now=now, scale=scale, unit=options["unit"])]
        if options["units"]:
            found += queries.own_scores(period, now=now, scale=scale)
        agency = people.agency()
        names[""] = agency.name
        if options["json"]:
            self.print_json(printing.own_json(scale, period, now, found, names, agency.identifier or agency.key))
            return 0
        for one in found:
            self.stdout.write(f"{names.get(one.unit, one.unit)}, {period.words}: {one.received} hồ sơ tiếp nhận")
            for line in printing.score_lines(one.score):
                self.stdout.write(line)
        return 0

    def _period(self, text: str, window: bool) -> Period:
        try:
            period = parse_period(text)
        except BadPeriod as error:
            raise console.WrongInput(str(error)) from error
        return report_window(period) if window else period

    def _scale(self, name: str) -> Scale:
        try:
            return queries.scale(name)
        except queries.NoScale as error:
            raise console.WrongInput(str(error)) from error

    def _scales(self, as_json: bool) -> None:
        if as_json:
            self.print_json([printing.scale_json(one) for one in queries.scales()])
            return
        for one in queries.scales():
            self.stdout.write(f"{one.id:15} từ {one.effective_from:%d/%m/%Y}  {one.name} ({one.status})")
