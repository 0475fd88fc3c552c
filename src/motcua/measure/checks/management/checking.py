"""`motcua audit checks`: the checks of a period with their evidence; with --keep they are put before people."""

from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from motcua.kernel import console
from motcua.law.rules import NoRule
from motcua.measure.checks import queries, services
from motcua.measure.checks.rules import CHECKS, Figure, Finding
from motcua.measure.indicators.rules import BadPeriod, Period, parse_period


class Checking:
    """The action `checks` of `motcua audit`."""

    @staticmethod
    def add_options(parser: CommandParser) -> None:
        parser.add_argument("--period", required=True, help="2024, 2024-Q1, 2024-03 or 2024-01-15..2024-02-14")
        parser.add_argument("--keep", action="store_true", help="keep what is found, to be decided at the desk")

    @staticmethod
    def run(command: console.Command, options: dict[str, Any]) -> int | None:
        now = timezone.now()
        try:
            period = parse_period(options["period"])
            found = services.look(period=period, now=now).findings if options["keep"] else queries.find(period, now)
            rule = queries.thresholds(period.last)
        except BadPeriod as error:
            raise console.WrongInput(str(error)) from error
        except NoRule as error:
            raise console.WrongInput(f"{error} Chạy: motcua law load") from error
        if options["json"]:
            command.print_json(_answer(period, found, rule.id, rule.status))
            return None
        for finding in found:
            command.stdout.write(_line(finding))
            for row in finding.evidence:
                command.stdout.write(f"    {row.code or row.dossier}: {row.words}")
        command.stdout.write(f"{len(found)} phát hiện trong {period.words}; ngưỡng {rule.id} ({rule.status})")
        return None


def _answer(period: Period, found: list[Finding], thresholds: str, status: str) -> dict[str, Any]:
    return {
        "period": period.key,
        "thresholds": thresholds,
        "thresholds_status": status,
        "checks": [{"id": one.id, "number": one.number, "title": one.title} for one in CHECKS.values()],
        "findings": [
            {**asdict(one), "id": str(one.id), "number": CHECKS[one.check].number, "title": CHECKS[one.check].title}
            for one in found
        ],
    }


def _line(finding: Finding) -> str:
    figure = finding.figure
    official, robust = (_percent(figure, pair) for pair in (figure.official, figure.robust))
    check = CHECKS[finding.check]
    where = finding.unit or "toàn cơ quan"
    return f"{check.number:2}. {check.title} [{where}]: {finding.words} {figure.name}: {official} → {robust}"


def _percent(figure: Figure, pair: tuple[int, int]) -> str:
    value = figure.percent(pair)
    return "không áp dụng" if value is None else f"{value:.1f} %".replace(".", ",")
