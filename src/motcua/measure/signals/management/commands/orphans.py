"""`motcua orphans`: open dossiers that nobody owns. There must be none."""

from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from motcua.kernel import console
from motcua.measure.signals import queries


class Command(console.Command):
    help = "list open dossiers without owner, open step or next instant; exit code 1 when there are any"
    json_option = True

    def add_options(self, parser: CommandParser) -> None:
        parser.add_argument("--limit", type=int, default=200, help="list at most this many (default: 200)")

    def run(self, **options: Any) -> int | None:
        if options["limit"] < 1:
            raise console.WrongInput("--limit must be at least 1")
        found = queries.orphans(now=timezone.now(), limit=options["limit"])
        if options["json"]:
            self.print_json({"count": len(found), "orphans": [asdict(one) for one in found]})
        else:
            for one in found:
                self.stdout.write(f"{one.code}: {one.why}. {one.mend}")
            self.stdout.write(f"{len(found)} hồ sơ không có người giữ" if found else "Không có hồ sơ nào bị bỏ rơi.")
        return 1 if found else 0
