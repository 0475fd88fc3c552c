"""`motcua deadlines`: dates a changed calendar would move, warnings that are due, proofs checked. Moves nothing."""

from collections.abc import Iterable
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from motcua.kernel.console import Command as Base
from motcua.kernel.console import WrongInput
from motcua.kernel.time import TZ
from motcua.law import queries as law
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.models import Dossier
from motcua.operate.dossiers.queries.deadlines import Moved
from motcua.operate.dossiers.queries.proving import accepted
from motcua.operate.dossiers.services import warning


class Command(Base):
    help = "list due dates that a changed calendar would move, write warnings that are due, or check stored due dates"
    json_option = True

    def add_options(self, parser: CommandParser) -> None:
        parser.add_argument(
            "action",
            choices=["moved", "warn", "check"],
            help="moved: what would move (approve it on the page); warn: write warnings that are due now; "
            "check: let the independent checker count the stored due dates again",
        )
        parser.add_argument("code", nargs="?", help="check: code or tracking code of one dossier")
        parser.add_argument("--all", action="store_true", help="check: every dossier that was received")
        parser.add_argument("--proof", action="store_true", help="check: print the proofs of the one dossier as JSON")

    def run(self, **options: Any) -> int:
        if options["action"] == "check":
            return self._check(options)
        if options["action"] == "warn":
            written = warning.warn(now=timezone.now())
            if options["json"]:
                self.print_json({"written": written})
            else:
                self.stdout.write(f"Đã ghi {written} cảnh báo.")
            return 0
        rows = [_row(found) for found in queries.moved_dossiers()]
        if options["json"]:
            self.print_json(rows)
            return 0
        for row in rows:
            self.stdout.write(f"{row['code']}  {row['old_due']} → {row['new_due']} (+{row['days']} ngày)")
        self.stdout.write(f"{len(rows)} hồ sơ có hạn dời theo lịch hiện nay; chưa dời hồ sơ nào.")
        return 0

    def _check(self, options: dict[str, Any]) -> int:
        """Exit 1 when a stored date is not the one that the checker finds."""
        if bool(options["code"]) == options["all"]:
            raise WrongInput("Nêu mã một hồ sơ, hoặc --all.")
        if options["all"]:
            dossiers: Iterable[Dossier] = accepted()
        else:
            one = queries.by_code(options["code"])
            if one is None:
                raise WrongInput(f"Không có hồ sơ “{options['code']}”.")
            dossiers = [one]
        if options["proof"] and not options["all"]:
            self.print_json([proof.proof for dossier in dossiers for proof in queries.proven(dossier)])
            return 0
        checked = wrong = 0
        rows = []
        with law.pinned():
            for row in (row for dossier in dossiers for row in _judged(dossier)):
                checked, wrong = checked + 1, wrong + bool(row["faults"])
                if row["faults"] or not options["all"]:
                    rows.append(row)
        if options["json"]:
            self.print_json({"checked": checked, "wrong": wrong, "dates": rows})
        else:
            for row in rows:
                self.stdout.write(f"{row['code']}  {row['clock']}  {row['due_at']}  {'; '.join(row['faults']) or 'ok'}")
            self.stdout.write(f"Đã tính lại {checked} hạn, {wrong} hạn không khớp.")
        return 1 if wrong else 0


def _judged(dossier: Dossier) -> list[dict[str, Any]]:
    return [
        {
            "code": str(dossier),
            "clock": one.clock,
            "due_at": one.at.astimezone(TZ).isoformat(),
            "calendar": one.counts[-1].due.calendar_version,
            "faults": list(one.faults),
        }
        for one in queries.proven(dossier)
    ]


def _row(found: Moved) -> dict[str, Any]:
    return {
        "dossier": str(found.dossier.pk),
        "code": found.dossier.code,
        "unit": found.dossier.unit_id,
        "old_due": found.move.old.astimezone(TZ).isoformat(),
        "new_due": found.move.new.astimezone(TZ).isoformat(),
        "days": found.move.days,
        "why": [{"date": day.isoformat(), "why": words} for day, words in found.move.why],
    }
