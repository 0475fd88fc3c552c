"""`motcua signals`: look through the log for signals, or list them."""

from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from motcua.kernel import console
from motcua.law.rules import NoRule
from motcua.measure.signals import queries, services
from motcua.measure.signals.models import Signal
from motcua.measure.signals.rules import RULES, STATES


class Command(console.Command):
    help = "look through the events for signals of harassment and delay, or list what was found"
    json_option = True

    def add_options(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["look", "list", "rebuild"])
        parser.add_argument("--all", action="store_true", help="look: at the whole log, not only at what is new")
        parser.add_argument("--state", default="", choices=["", *STATES], help="list: only those in this state")

    def run(self, **options: Any) -> int | None:
        action = options["action"]
        if action == "look":
            self._look(options)
        elif action == "rebuild":
            self._say(options, {"events": (total := services.rebuild())}, f"{total} events folded again")
        else:
            self._list(options)
        return None

    def _look(self, options: dict[str, Any]) -> None:
        try:
            looked = services.look(now=timezone.now(), whole=options["all"])
        except NoRule as error:
            raise console.WrongInput(f"{error} Chạy: motcua law load") from error
        words = (
            f"{looked.dossiers} dossiers read, {looked.found} questions found: {looked.raised} new, "
            f"{looked.added} with new evidence, {looked.reopened} opened again"
        )
        self._say(options, asdict(looked), words)

    def _list(self, options: dict[str, Any]) -> None:
        rows = queries.listing(queries.signals(), queries.Filters(state=options["state"]))
        if options["json"]:
            self.print_json([_row(row) for row in rows])
            return
        for row in rows:
            self.stdout.write(f"{row.pk}  {STATES[row.state]}  {RULES[row.rule].title}  {row.unit}  {row.words}")

    def _say(self, options: dict[str, Any], answer: dict[str, Any], words: str) -> None:
        if options["json"]:
            self.print_json(answer)
        else:
            self.stdout.write(words)


def _row(row: Signal) -> dict[str, Any]:
    names = ("id", "rule", "rule_version", "kind", "subject", "window", "unit", "officer", "words", "state", "evidence")
    return {name: getattr(row, name) for name in names} | {"raised_at": row.raised_at.isoformat()}
