"""`motcua index`: points of QĐ 766/QĐ-TTg from given figures or our own dossiers, beside what the portal published."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from motcua.kernel import console
from motcua.kernel.actors import SYSTEM
from motcua.kernel.sheets import BadFile
from motcua.measure.indicators.rules import BadPeriod, Period, parse_period
from motcua.measure.service_index import queries, services
from motcua.measure.service_index.management import printing
from motcua.measure.service_index.rules import Scale, chances, report_window
from motcua.people import queries as people

PERIODS = "2024, 2024-03, 2024-Q1 or 2024-01-15..2024-02-14"
SHAPE = "a CSV or XLSX file in the shape of the published list"


class Command(console.Command):
    help = "score the service index of QĐ 766/QĐ-TTg, compare it with what was published, list points still to be won"

    def add_options(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="score|wins|import|compare|scales")
        score = verbs.add_parser("score", help="points of the units of a file, or of our own dossiers of a period")
        source = score.add_mutually_exclusive_group()
        source.add_argument("--input", type=Path, help=SHAPE)
        source.add_argument("--period", default=str(timezone.localdate().year), help=PERIODS)
        score.add_argument("--units", action="store_true", help="with --period: every unit as well")
        wins = verbs.add_parser("wins", help="points that can still be won in a period, the cheapest first")
        wins.add_argument("--period", default=str(timezone.localdate().year), help=PERIODS)
        for verb in (score, wins):
            verb.add_argument("--report-window", action="store_true", help="with --period: from the 15th to the 14th")
            verb.add_argument("--unit", default="", help="with --period: only this unit (its key)")
            verb.add_argument("--scale", default="", help=f"one of {', '.join(queries.ALL_SCALES)}")
        bring = verbs.add_parser(
            "import", help="take in what the portal published; rows that cannot be read are listed"
        )
        bring.add_argument("file", type=Path, help=SHAPE)
        compare = verbs.add_parser("compare", help="our figures beside the published ones, with the reasons")
        compare.add_argument("--unit-code", default="", help="the published unit (default: the newest published)")
        scales = verbs.add_parser("scales", help="the scales with their dates and sources")
        for verb in (score, wins, bring, compare, scales):
            verb.add_argument("--json", action="store_true", help="print the answer as JSON")

    def run(self, **options: Any) -> int | None:
        if options["verb"] == "score":
            return self._score_file(options) if options["input"] else self._score_own(options)
        verbs = {"wins": self._wins, "import": self._import, "compare": self._compare, "scales": self._scales}
        return verbs[options["verb"]](options)

    def _score_file(self, options: dict[str, Any]) -> int:
        scale, path = self._scale(options["scale"] or queries.ALL_SCALES[0]), options["input"]
        try:
            found = queries.read_file(self._bytes(path), path.name, scale)
        except BadFile as error:
            raise console.WrongInput(f"{path.name}: {error}") from error
        units = queries.score_rows(found.rows, scale)
        self._say(options, printing.file_json(scale, found, units), printing.file_lines(found, units))
        for row in found.refused:
            self.stderr.write(f"{path.name}: dòng {row.number}: {row.reason}")
        return 1 if found.refused else 0

    def _score_own(self, options: dict[str, Any]) -> int:
        period, scale = self._asked(options)
        now = timezone.now()
        if options["units"] and not options["unit"]:
            whole, units = queries.own_scores(period, now=now, scale=scale)
            found = [whole, *units]
        else:
            found = [queries.own_score(period, now=now, scale=scale, unit=options["unit"])]
        names = {unit.key: unit.name for unit in people.units()}
        agency = people.agency()
        names[""] = agency.name
        answer = printing.own_json(scale, period, now, found, names, agency.identifier or agency.key)
        self._say(options, answer, printing.own_lines(period, found, names))
        return 0

    def _wins(self, options: dict[str, Any]) -> int:
        period, scale = self._asked(options)
        own = queries.own_score(period, now=timezone.now(), scale=scale, unit=options["unit"])
        found = chances(own.score)
        self._say(options, [printing.chance_json(one) for one in found], map(printing.chance_line, found))
        return 0

    def _import(self, options: dict[str, Any]) -> int:
        path = options["file"]
        scale, data = queries.scale(queries.ALL_SCALES[0]), self._bytes(path)
        try:
            done = services.import_published(data=data, name=path.name, scale=scale, by=SYSTEM, now=timezone.now())
        except BadFile as error:
            raise console.WrongInput(f"{path.name}: {error}") from error
        names = ("read", "taken", "unchanged", "refused")
        words = f"đọc {done.read} dòng: nhận {done.taken}, đã có {done.unchanged}, từ chối {len(done.refused)}"
        refused = [f"  dòng {row['row']}: {row['reason']}" for row in done.refused]
        self._say(options, {name: getattr(done, name) for name in names}, [words, *refused])
        return 1 if done.refused else 0

    def _compare(self, options: dict[str, Any]) -> int:
        code = options["unit_code"]
        units = [one for one in queries.published_units() if not code or one.code == code]
        if not units:
            raise console.WrongInput(f"nothing published of {code or 'any unit'}; run: motcua index import FILE")
        scale = queries.scale_for(units[0].period.last)
        found = queries.side_by_side(units[0], now=timezone.now(), scale=scale)
        self._say(options, printing.compared_json(found), printing.compared_lines(found))
        return 0

    def _scales(self, options: dict[str, Any]) -> int:
        lines = [f"{one.id:15} từ {one.effective_from:%d/%m/%Y}  {one.name} ({one.status})" for one in queries.scales()]
        self._say(options, [printing.scale_json(one) for one in queries.scales()], lines)
        return 0

    def _say(self, options: dict[str, Any], answer: Any, lines: Any) -> None:
        if options["json"]:
            self.print_json(answer)
            return
        for line in lines:
            self.stdout.write(line)

    def _asked(self, options: dict[str, Any]) -> tuple[Period, Scale]:
        try:
            period = parse_period(options["period"])
        except BadPeriod as error:
            raise console.WrongInput(str(error)) from error
        keys = sorted(unit.key for unit in people.units())
        if options["unit"] and options["unit"] not in keys:
            raise console.WrongInput(f"unknown unit {options['unit']!r}; there are {', '.join(keys)}")
        period = report_window(period) if options["report_window"] else period
        return period, self._scale(options["scale"]) if options["scale"] else queries.scale_for(period.last)

    def _scale(self, name: str) -> Scale:
        try:
            return queries.scale(name)
        except queries.NoScale as error:
            raise console.WrongInput(str(error)) from error

    @staticmethod
    def _bytes(path: Path) -> bytes:
        try:
            return path.read_bytes()
        except OSError as error:
            raise console.WrongInput(f"{path}: {error.strerror or error}") from error
