"""`motcua deadlines`: which due dates a changed calendar would move, and warnings that are due. Moves nothing."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from motcua.kernel.console import Command as Base
from motcua.kernel.time import TZ
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.queries.deadlines import Moved
from motcua.operate.dossiers.services import warning


class Command(Base):
    help = "list the due dates that a changed calendar would move, or write the warnings that are due"
    json_option = True

    def add_options(self, parser: CommandParser) -> None:
        parser.add_argument(
            "action",
            choices=["moved", "warn"],
            help="moved: what would move (approve it on the page); warn: write warnings that are due now",
        )

    def run(self, **options: Any) -> int:
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
