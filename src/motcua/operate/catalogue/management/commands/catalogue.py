"""`motcua catalogue import | list | show | load`: the catalogue without a browser."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from motcua.kernel.actors import SYSTEM
from motcua.kernel.audit import Conflict
from motcua.kernel.console import Command as Base
from motcua.kernel.console import WrongInput
from motcua.operate.catalogue import intake, queries, rules, services
from motcua.operate.catalogue.models import Procedure, ProcedureVersion


class Command(Base):
    help = "Import, list and show administrative procedures."
    json_option = False

    def add_options(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="import|load|list|show")
        bring = verbs.add_parser("import", help="take in a JSON file of procedure records")
        bring.add_argument("file", type=Path, help="the file (shape: data/catalogue/README.md)")
        load = verbs.add_parser("load", help="load the starter catalogue of data/catalogue")
        listing = verbs.add_parser("list", help="list procedures, or those that answer some words")
        listing.add_argument("words", nargs="*", help="everyday words, with or without accents")
        show = verbs.add_parser("show", help="show one procedure with all its parts")
        show.add_argument("code", help="code of the procedure, such as 3.000465")
        for verb in (bring, load, listing, show):
            verb.add_argument("--json", action="store_true", help="print the answer as JSON")

    def run(self, **options: Any) -> int | None:
        verbs = {"import": self.bring, "load": self.load, "list": self.list_them, "show": self.show}
        return verbs[options["verb"]](options)

    def bring(self, options: dict[str, Any]) -> int | None:
        try:
            records = intake.read_records(options["file"])
        except intake.BadFile as error:
            raise WrongInput(str(error)) from error
        name = options["file"].name
        try:
            report = services.import_records(records, by=SYSTEM, now=timezone.now(), source=name)
        except Conflict as error:
            raise WrongInput("một lượt nhập khác đang chạy; chưa ghi gì, hãy chạy lại") from error
        self._print_report(report, options["json"])
        return None

    def load(self, options: dict[str, Any]) -> int | None:
        self._print_report(services.load_starter(now=timezone.now()), options["json"])
        return None

    def list_them(self, options: dict[str, Any]) -> int | None:
        found = queries.search(" ".join(options["words"]))
        if options["json"]:
            self.print_json([_row(item) for item in found.items])
        else:
            for item in found.items:
                mark = " (đã bãi bỏ hoặc thay thế)" if item.is_repealed else ""
                self.stdout.write(f"{item.code:12} {item.name}{mark}")
        return 0 if found.items else 1

    def show(self, options: dict[str, Any]) -> int | None:
        rows = queries.versions(options["code"])
        if not rows:
            raise WrongInput(f"không có thủ tục mã {options['code']!r}")
        shown = rows[0]
        if options["json"]:
            answer = {**_row(shown.procedure), "content": shown.content, "missing": shown.missing}
            self.print_json({**answer, "source": shown.source, "versions": [_version(row) for row in rows]})
            return None
        self.stdout.write(f"{shown.procedure.code}  {shown.procedure.name}")
        self.stdout.write(f"phiên bản {shown.number}, thời kỳ {shown.era_label}, {shown.get_state_display()}")
        for part in rules.PARTS[1:]:
            said = "chưa có dữ liệu" if part.key in shown.missing else _brief(shown.content[part.key])
            self.stdout.write(f"  {part.label}: {said}")
        return None

    def _print_report(self, report: services.Report, as_json: bool) -> None:
        if as_json:
            self.print_json(report.to_json())
            return
        self.stdout.write(str(report))
        for row in report.to_json()["refused"]:
            self.stdout.write(f"  từ chối {row['id']}: {row['reason']}")
        for key, count in report.nulls.most_common():
            self.stdout.write(f"  chưa có dữ liệu {rules.LABELS.get(key, key)}: {count}")


def _row(item: Procedure) -> dict[str, Any]:
    return {"code": item.code, "name": item.name, "field": item.field or None, "state": item.state}


def _version(row: ProcedureVersion) -> dict[str, Any]:
    return {key: getattr(row, key) for key in ("number", "era", "state", "completeness", "origin", "loaded_from")}


def _brief(value: Any) -> str:
    if isinstance(value, list):
        return f"{len(value)} mục" if value else "không có"
    return str(value["text"]) if isinstance(value, dict) else str(value)
