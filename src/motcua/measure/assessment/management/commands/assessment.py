"""`motcua assessment`: the nine indices of a quarter or year, for the agency, its units and officials."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from motcua.kernel import console
from motcua.measure.assessment import queries
from motcua.measure.assessment.queries import Result
from motcua.measure.assessment.rules import IndexFigure
from motcua.measure.indicators.rules import BadPeriod


class Command(console.Command):
    help = "print the assessment of TT 01/2018/TT-VPCP for a quarter or a year"
    json_option = True

    def add_options(self, parser: CommandParser) -> None:
        parser.add_argument("--period", default=str(timezone.localdate().year), help="2024 or 2024Q1")
        parser.add_argument("--units", action="store_true", help="the units as well")
        parser.add_argument("--officers", action="store_true", help="the officials as well")

    def run(self, **options: Any) -> int | None:
        try:
            asked = queries.assessed_period(options["period"])
        except BadPeriod as error:
            raise console.WrongInput(str(error)) from error
        every = queries.works(asked.period)
        found = {"agency": [queries.agency_result(asked, every, now=timezone.now())]}
        if options["units"]:
            found["units"] = queries.unit_results(asked, every)
        if options["officers"]:
            found["officers"] = queries.officer_results(asked, every)
        if options["json"]:
            head = {"period": asked.period.key, "rule_set": asked.scheme.id, "verified": asked.verified}
            self.print_json(head | {kind: [_row(one) for one in rows] for kind, rows in found.items()})
            return None
        for rows in found.values():
            for one in rows:
                self._say(one)
        return None

    def _say(self, one: Result) -> None:
        self.stdout.write(f"{one.name}: {one.dossiers} hồ sơ{_total(one)}")
        for figure in one.figures:
            self.stdout.write(f"  {figure.number}  {_value(figure)}")


def _total(one: Result) -> str:
    if one.total is None or one.total.nothing:
        return ""
    span = f"{one.total.low}" if one.total.exact else f"từ {one.total.low} đến {one.total.high}"
    return f", tổng {span} trên {one.total.most}: {one.total.band or ' hoặc '.join(one.total.possible)}"


def _value(figure: IndexFigure) -> str:
    if figure.value is None:
        return (
            f"chưa có nguồn dữ liệu: {figure.why}" if figure.status == "no_source" else f"không áp dụng: {figure.why}"
        )
    behind = f" ({figure.earned} điểm trên {figure.counted} hồ sơ)" if not figure.why else f" ({figure.why})"
    return f"{figure.value}{behind}"


def _row(one: Result) -> dict[str, Any]:
    row: dict[str, Any] = {
        "subject": one.subject,
        "name": one.name,
        "dossiers": one.dossiers,
        "indices": [
            {
                "number": figure.number,
                "value": None if figure.value is None else float(figure.value),
                "status": figure.status,
                "points": figure.earned,
                "dossiers": figure.counted,
                "not_applicable": figure.left_out,
                "no_source": figure.unknown,
                "why": figure.why,
            }
            for figure in one.figures
        ],
    }
    if one.total is not None:
        total = one.total
        row["total"] = {
            "low": float(total.low),
            "high": float(total.high),
            "most": float(total.most),
            "band": total.band,
            "possible": list(total.possible),
        }
    return row
