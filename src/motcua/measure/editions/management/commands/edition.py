"""`motcua edition`: close a period, state it again, show what was closed, verify that it still holds."""

from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from motcua.kernel import console
from motcua.kernel.actors import SYSTEM
from motcua.measure.editions import queries, services
from motcua.measure.editions.models import Edition
from motcua.measure.editions.services import Refusal
from motcua.measure.indicators.rules import BadPeriod, Period, parse_period


class Command(console.Command):
    help = "close a period, restate it after late data, list editions, or verify that they still hold"
    json_option = True

    def add_options(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["close", "restate", "verify", "list", "show"])
        parser.add_argument("period", nargs="?", default="", help="2024-03, 2024-Q1, 2024 or a..b; verify, list: all")
        parser.add_argument("--reason", default="", help="restate: why, in words")
        parser.add_argument("--number", type=int, default=0, help="show: which edition (default: the newest)")

    def run(self, **options: Any) -> int | None:
        action = options["action"]
        if action in {"verify", "list"}:
            key = self._period(options["period"]).key if options["period"] else ""
            if action == "verify":
                return self._verify(key, options)
            self._list(key, options)
            return None
        if not options["period"]:
            raise console.WrongInput(f"{action} needs a period")
        period = self._period(options["period"])
        if action == "show":
            return self._show(period, options)
        if action == "close":
            made = services.close(period=period, by=SYSTEM, now=timezone.now())
        else:
            reason = options["reason"] or "Chốt lại bằng dòng lệnh"
            made = services.restate(period=period, by=SYSTEM, now=timezone.now(), reason=reason)
        return self._made(made, options)

    def _period(self, text: str) -> Period:
        try:
            return parse_period(text)
        except BadPeriod as error:
            raise console.WrongInput(str(error)) from error

    def _made(self, made: Edition | Refusal, options: dict[str, Any]) -> int:
        if isinstance(made, Refusal):
            if options["json"]:
                self.print_json({"refused": made.code, "message": made.message})
            else:
                self.stderr.write(f"motcua: {made.message}")
            return 1
        if options["json"]:
            self.print_json(_row(made))
        else:
            self.stdout.write(f"{made}: {made.content_id}, đến sự kiện {made.position}")
        return 0

    def _verify(self, key: str, options: dict[str, Any]) -> int:
        found, wrong = queries.check(key)
        if options["json"]:
            self.print_json({"ok": not wrong, "checked": len(found), "faults": [asdict(one) for one in wrong]})
        else:
            for one in wrong:
                self.stdout.write(f"{one.key}/{one.number}: {one.place}: {one.words}")
            self.stdout.write(f"{len(found)} kỳ đã chốt được kiểm tra, {len(wrong)} lỗi")
        return 1 if wrong else 0

    def _list(self, key: str, options: dict[str, Any]) -> None:
        rows = [_row(one) for one in queries.editions(key)]
        if options["json"]:
            self.print_json(rows)
            return
        for row in rows:
            self.stdout.write(f"{row['period']}/{row['number']}  {row['cut_off']}  {row['sha256']}")

    def _show(self, period: Period, options: dict[str, Any]) -> int:
        number = options["number"]
        one = queries.edition(period.key, number) if number else queries.latest(period.key)
        if one is None:
            raise console.WrongInput(f"{period.key} has no such edition")
        self.stdout.write(one.content.read().decode(), ending="")
        return 0


def _row(one: Edition) -> dict[str, Any]:
    return {
        "period": one.key,
        "number": one.number,
        "cut_off": one.cut_off.isoformat(),
        "position": one.position,
        "sha256": one.content_id,
        "signed": bool(one.signature),
        "reason": one.reason,
    }
