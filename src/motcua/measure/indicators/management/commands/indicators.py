"""`motcua indicators`: the twelve figures of a period, and the dossiers behind one."""

from datetime import datetime
from typing import Any, get_args

from django.core.management.base import CommandParser
from django.utils import timezone

from motcua.kernel import console
from motcua.measure.indicators import queries
from motcua.measure.indicators.rules import BadPeriod, Figure, Period, parse_period

SPLITS = get_args(queries.SplitBy)


class Command(console.Command):
    help = "print the twelve indicators of a period, or what stands behind one"
    json_option = True

    def add_options(self, parser: CommandParser) -> None:
        parser.add_argument("--period", default=str(timezone.localdate().year), help="2024, 2024-03, 2024-Q1 or a..b")
        parser.add_argument("--from", dest="first", default="", help="first day, for example 2023-12-15; with --to")
        parser.add_argument("--to", dest="last", default="", help="last day, for example 2024-12-14; with --from")
        parser.add_argument("--by", choices=SPLITS, help="split the figures further")
        parser.add_argument("--recount", action="store_true", help="count single dossiers too and compare")
        parser.add_argument("--agency", default="", help="only this agency (its key)")
        parser.add_argument("--unit", default="", help="only this unit (its key)")
        parser.add_argument("--procedure", default="", help="only this procedure (its code)")
        parser.add_argument("--field", default="", help="only this field (lĩnh vực) of procedures, by its name")
        parser.add_argument("--indicator", help="only this indicator, for example I.3")
        parser.add_argument("--list", action="store_true", help="with --indicator: what stands behind the figure")
        parser.add_argument("--side", choices=["numerator", "denominator"], default="numerator", help="with --list")

    def run(self, **options: Any) -> int | None:
        period = self._period(self._words(options))
        scope = queries.Scope(**{name: options[name] for name in ("agency", "unit", "procedure", "field")})
        now = timezone.now()
        code = options["indicator"]
        if code and code not in {item.code for item in queries.definitions()}:
            raise console.WrongInput(
                f"unknown indicator {code!r}; there are {', '.join(d.code for d in queries.definitions())}"
            )
        if options["list"]:
            if not code:
                raise console.WrongInput("--list needs --indicator")
            self._list(code, period, scope, options)
            return None
        found = (
            [queries.compared(code, period, now=now, scope=scope)]
            if code
            else queries.figures(period, now=now, scope=scope)
        )
        by: queries.SplitBy | None = options["by"]
        groups = {
            figure.code: queries.split(figure.code, period, now=now, by=by, scope=scope) if by else []
            for figure in found
        }
        if options["json"]:
            self.print_json([self._row(figure, by, groups[figure.code]) for figure in found])
        else:
            for figure in found:
                self.stdout.write(self._line(figure))
                for cell in groups[figure.code]:
                    self.stdout.write(f"       {cell.key or '–'}: {cell.numerator}/{cell.denominator}")
        return self._recount(found, period, now, scope) if options["recount"] else None

    @staticmethod
    def _words(options: dict[str, Any]) -> str:
        if options["first"] or options["last"]:
            return f"{options['first']}..{options['last']}"
        return str(options["period"])

    def _recount(self, found: list[Figure], period: Period, now: datetime, scope: queries.Scope) -> int:
        """1 when a figure from the cells is not what counting single dossiers gives."""
        wrong = []
        for figure in found:
            if queries.definition(figure.code).feeds_from == "dossiers":
                plain = queries.recount(figure.code, period, now=now, scope=scope)
                mine = [(figure.numerator, figure.denominator), *((x.numerator, x.denominator) for x in figure.lines)]
                if mine != [(line.numerator, line.denominator) for line in plain]:
                    wrong.append(figure.code)
        self.stderr.write(f"recounted: {', '.join(wrong)} differ" if wrong else "recounted: the same")
        return 1 if wrong else 0

    def _period(self, text: str) -> Period:
        try:
            return parse_period(text)
        except BadPeriod as error:
            raise console.WrongInput(str(error)) from error

    def _list(self, code: str, period: Period, scope: queries.Scope, options: dict[str, Any]) -> None:
        every = queries.members(code, period, now=timezone.now(), scope=scope)
        keys = [member.key for member in every if member.counts or options["side"] == "denominator"]
        if options["json"]:
            self.print_json(keys)
        else:
            for key in keys:
                self.stdout.write(key)

    @staticmethod
    def _row(figure: Figure, by: str | None, groups: list[queries.Cell]) -> dict[str, Any]:
        cells = [
            {"key": c.key, "numerator": c.numerator, "denominator": c.denominator, "value": c.value} for c in groups
        ]
        return {
            "code": figure.code,
            "name": figure.name,
            "numerator": figure.numerator,
            "denominator": figure.denominator,
            "value": figure.value,
            "target": figure.target,
            "met": figure.met,
            "status": figure.status,
            "formula_id": figure.formula_id,
            "formula_version": figure.formula_version,
            "cut_off": figure.cut_off.isoformat(),
            "source": figure.source,
            "source_kind": figure.source_kind,
            "lines": [
                {"name": line.name, "numerator": line.numerator, "denominator": line.denominator, "value": line.value}
                for line in figure.lines
            ],
            "gaps": list(figure.gaps),
            **({"by": by, "groups": cells} if by else {}),
        }

    @staticmethod
    def _line(figure: Figure) -> str:
        value = (
            figure.source
            if figure.status == "no_source"
            else "không phát sinh"
            if figure.value is None
            else f"{figure.value} %"
        )
        counts = "" if figure.denominator is None else f" ({figure.numerator}/{figure.denominator})"
        met = {True: "đạt", False: "chưa đạt", None: "–"}[figure.met]
        return f"{figure.code:6} {value}{counts}  chỉ tiêu {figure.operator} {figure.target:g} %  {met}"
