"""`motcua publication`: what is due, what a ministry published and the province has not, which proofs are missing."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from motcua.kernel import console
from motcua.kernel.actors import SYSTEM
from motcua.kernel.time import TZ
from motcua.law import queries as law
from motcua.operate.publications import intake, queries, services
from motcua.operate.publications.rules import VARIANTS, Refused


class Command(console.Command):
    help = "list running publication clocks, the watch list and missing proofs; enter a decision from a file"
    json_option = True

    def add_options(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["due", "watch", "proofs", "add", "remind"], help="what to list or do")
        parser.add_argument("file", nargs="?", help="with add: a decision as JSON (see docs/how-to)")
        parser.add_argument("--at", help="count as on this day (2024-05-20); default today")
        parser.add_argument("--variant", choices=[*VARIANTS, "all"], default="all", help="with due: which reading")

    def run(self, **options: Any) -> int | None:
        today = self._day(options["at"])
        match options["what"]:
            case "due":
                self._rows(self._due(today, options["variant"]), options["json"])
            case "watch":
                self._rows(self._watch(today), options["json"])
            case "proofs":
                self._rows(self._proofs(), options["json"])
            case "remind":
                count = services.remind(now=timezone.now())
                self._rows([{"reminders": count}], options["json"])
            case _:
                return self._add(options["file"], options["json"])
        return None

    def _day(self, text: str | None) -> date:
        try:
            return date.fromisoformat(text) if text else timezone.localdate()
        except ValueError:
            raise console.WrongInput(f"--at: {text!r} is no day like 2024-05-20") from None

    def _due(self, today: date, variant: str) -> list[dict[str, Any]]:
        calendar = law.calendar()
        variants = queries.ALL if variant == "all" else (variant,)
        return [
            {
                "procedure": item.clock.code,
                "decision": item.clock.number or item.clock.decision,
                "step": item.clock.step,
                "due_at": item.clock.due_at(calendar).isoformat(),
                "rule_set": item.clock.rule_set,
                "variant": item.clock.variant,
                "days_left": item.clock.days_left(today),
                "late": item.clock.late(today),
                "watch": item.watch,
            }
            for item in queries.running(today, variants=variants)
        ]

    def _watch(self, today: date) -> list[dict[str, Any]]:
        return [
            {
                "procedure": item.entry.code,
                "name": item.entry.name,
                "decision": item.ministry.number,
                "change": item.entry.change,
                "effective_on": item.entry.effective_on,
                "seen_on": item.ministry.seen_on,
                "days_waiting": item.days_waiting(today),
                "draft": str(item.draft.pk) if item.draft else None,
            }
            for item in queries.watch_list()
        ]

    def _proofs(self) -> list[dict[str, Any]]:
        return [
            {"decision": item.decision.number, "missing": [place.key for place in item.missing]}
            for item in queries.proofs(missing_only=True)
        ]

    def _add(self, name: str | None, as_json: bool) -> int:
        if not name:
            raise console.WrongInput("add needs a file")
        path = Path(name)
        try:
            said = intake.read(path.read_text(encoding="utf-8"))
            data = (path.parent / said.file).read_bytes() if said.file else None
        except (OSError, UnicodeDecodeError) as error:
            raise console.WrongInput(f"cannot read {error.filename if isinstance(error, OSError) else path}") from None
        except intake.Unreadable as error:
            raise console.WrongInput(f"{path.name}: {error}") from None
        taken = services.draft(
            head=said.head, entries=said.entries, by=SYSTEM, now=_now(), data=data, name=Path(said.file).name
        )
        if isinstance(taken, Refused):
            faults = [{"place": fault.place, "reason": fault.reason} for fault in taken.problems]
            if as_json:
                self.print_json({"refused": faults})
            else:
                for fault in taken.problems:
                    self.stderr.write(f"motcua: {path.name}: {fault}")
            return 1
        self._rows([{"decision": str(taken.pk), "state": taken.state, "number": taken.number}], as_json)
        return 0

    def _rows(self, rows: list[dict[str, Any]], as_json: bool) -> None:
        if as_json:
            self.print_json(rows)
            return
        for row in rows:
            self.stdout.write("  ".join(f"{key}={_words(value)}" for key, value in row.items()))


def _words(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value)


def _now() -> datetime:
    return timezone.now().astimezone(TZ)
