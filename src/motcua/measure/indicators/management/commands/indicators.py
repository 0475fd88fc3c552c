"""`motcua indicators`: the twelve figures of a period, and the dossiers behind one."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from motcua.kernel import console
from motcua.measure.indicators import queries
from motcua.measure.indicators.rules import BadPeriod, Figure, Period, parse_period


class Command(console.Command):
    help = "print the twelve indicators of a period, or what stands behind one"
    json_option = True

    def add_options(self, parser: CommandParser) -> None:
        parser.add_argument("--period", default=str(timezone.localdate().year), help="2024, 2024-03, 2024-Q1 or a..b")
        parser.add_argument("--unit", default="", help="only this unit (its key)")
        parser.add_argument("--procedure", default="", help="only this procedure (its code)")
        parser.add_argument("--indicator", help="only this indicator, for example I.3")
        parser.add_argument("--list", action="store_true", help="with --indicator: what stands behind the figure")
        parser.add_argument("--side", choices=["numerator", "denominator"], default="numerator", help="with --list")

    def run(self, **options: Any) -> int | None:
        period = self._period(options["period"])
        scope = queries.Scope(unit=options["unit"], procedure=options["procedure"])
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
            [queries.compute(code, period, now=now, scope=scope)]
            if code
            else queries.figures(period, now=now, scope=scope)
        )
        if options["json"]:
            self.print_json([self._row(figure) for figure in found])
        else:
            for figure in found:
                self.stdout.write(self._line(figure))
        return None

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
    def _row(figure: Figure) -> dict[str, Any]:
        return {
            "code": figure.code,
            "name": figure.name,
            "numerator": figure.numerator,
            "denominator": figure.denominator,
            "value": figure.value,
            "target": figure.target,
            "met": figure.met,
            "source": figure.source,
            "source_kind": figure.source_kind,
            "lines": [
                {"name": line.name, "numerator": line.numerator, "denominator": line.denominator, "value": line.value}
                for line in figure.lines
            ],
            "gaps": list(figure.gaps),
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
