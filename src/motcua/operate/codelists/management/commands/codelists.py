"""`motcua codelists list | show KEY | import KEY FILE`: shared code lists without a browser."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from motcua.kernel.actors import SYSTEM
from motcua.kernel.console import Command as Base
from motcua.kernel.console import WrongInput
from motcua.kernel.sheets import BadFile
from motcua.operate.codelists import queries, services


class Command(Base):
    help = "List, show and import shared code lists."

    def add_options(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="list|show|import")
        listing = verbs.add_parser("list", help="list the code lists")
        show = verbs.add_parser("show", help="show the codes of one list")
        show.add_argument("key", help="key of the list, such as xa")
        show.add_argument("--on", type=date.fromisoformat, help="the day, YYYY-MM-DD; today without")
        bring = verbs.add_parser("import", help="bring in a CSV or XLSX file as a new edition")
        bring.add_argument("key", help="key of the list")
        bring.add_argument("file", type=Path, help="columns: mã, tên, and optionally mã cha, loại, từ ngày, đến ngày")
        bring.add_argument("--from", dest="starts_on", type=date.fromisoformat, required=True, help="first day")
        bring.add_argument("--source", required=True, help="number of the decision, or where the list was read")
        bring.add_argument("--name", default="", help="name of a list that is new")
        bring.add_argument("--check", action="store_true", help="only report, write nothing")
        for verb in (listing, show, bring):
            verb.add_argument("--json", action="store_true", help="print the answer as JSON")

    def run(self, **options: Any) -> int | None:
        verbs = {"list": self.list_them, "show": self.show, "import": self.bring}
        return verbs[options["verb"]](options)

    def list_them(self, options: dict[str, Any]) -> None:
        rows = [{"key": row.key, "name": row.name, "editions": count} for row, count in queries.lists()]
        if options["json"]:
            self.print_json(rows)
            return
        for row in rows:
            self.stdout.write(f"{row['key']:16} {row['name']} ({row['editions']})")

    def show(self, options: dict[str, Any]) -> int | None:
        if queries.code_list(options["key"]) is None:
            raise WrongInput(f"không có danh mục {options['key']!r}")
        rows = queries.codes(options["key"], options["on"] or timezone.localdate())
        if options["json"]:
            self.print_json([{"code": row.code, "name": row.name, "parent": row.parent or None} for row in rows])
        else:
            for row in rows:
                self.stdout.write(f"{row.code:16} {row.name}")
        return 0 if rows else 1

    def bring(self, options: dict[str, Any]) -> int | None:
        try:
            report = services.import_file(
                key=options["key"], name=options["name"], data=options["file"].read_bytes(),
                file_name=options["file"].name, starts_on=options["starts_on"], source=options["source"],
                by=SYSTEM, now=timezone.now(), commit=not options["check"],
            )  # fmt: skip
        except OSError as error:
            raise WrongInput(f"{options['file']}: không đọc được tệp ({error.strerror})") from error
        except BadFile as error:
            raise WrongInput(str(error)) from error
        told = report.to_json()
        if options["json"]:
            self.print_json(told)
        else:
            self.stdout.write(
                ", ".join(f"{key}: {told[key]}" for key in ("read", "taken", "added", "removed", "changed"))
            )
            for row in report.refused:
                self.stdout.write(f"  dòng {row.row}: {row.reason}")
        return 1 if report.refused else 0
