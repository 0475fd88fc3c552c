"""`motcua import`: dossiers of another one-stop system brought in from a file, and how good the data is."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from motcua.exchange.imports import queries, services
from motcua.exchange.imports.models import Import, RefusedRow
from motcua.exchange.imports.rules.mapping import BY_FIELD
from motcua.kernel.actors import Actor
from motcua.kernel.console import Command as Base
from motcua.kernel.console import WrongInput
from motcua.kernel.sheets import BadFile
from motcua.people import queries as people

BY = Actor("system", "import")


class Command(Base):
    help = "Bring in dossiers of another one-stop system from JSON, XLSX or CSV; report on the quality of the data."
    json_option = True

    def add_options(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
        dossiers = actions.add_parser("dossiers", help="bring in a file; again changes nothing")
        dossiers.add_argument("file", type=Path)
        dossiers.add_argument("--mapping", type=Path, help="JSON file: heading of a column → field of the message")
        dossiers.add_argument("--agency", default="", help="key of the agency whose dossiers these are")
        report = actions.add_parser("report", help="completeness by field, findings by kind, by unit and month")
        for action in (dossiers, report):
            action.add_argument("--json", action="store_true", help="print the answer as JSON")

    def run(self, **options: Any) -> int | None:
        if options["action"] == "report":
            self._report(options)
            return 0
        return self._dossiers(options)

    def _dossiers(self, options: dict[str, Any]) -> int:
        path: Path = options["file"]
        if not path.is_file():
            raise WrongInput(f"{path}: no such file")
        if options["agency"] and not people.agencies().filter(key=options["agency"]).exists():
            raise WrongInput(f"no agency {options['agency']}")
        columns = _columns(options["mapping"])
        try:
            source = services.begin_file(
                path=path, name=path.name, by=BY, now=timezone.now(), columns=columns, agency=options["agency"]
            )
            if source.state == Import.State.MAPPING:
                source.delete()
                raise WrongInput(f"{path}: nobody has said what its columns are; use --mapping, or the page once")
            done = services.run(import_id=source.pk, now=timezone.now, by=BY)
        except (BadFile, services.Unreadable) as error:
            raise WrongInput(f"{path}: {error} Chưa có dòng nào được nhập.") from None
        self._print(done, as_json=options["json"])
        return 0

    def _print(self, done: Import, *, as_json: bool) -> None:
        rows = RefusedRow.objects.filter(source=done).order_by("row").values("row", "code", "reason")
        if as_json:
            counts = {"read": done.read, "taken": done.taken, "unchanged": done.unchanged}
            self.print_json({**counts, "refused": list(rows)})
            return
        self.stdout.write(
            f"Đã đọc {done.read} dòng: nhận {done.taken}, đã có {done.unchanged}, từ chối {done.refused}."
        )
        for row in rows:
            self.stdout.write(f"  dòng {row['row']}: {row['reason']}")

    def _report(self, options: dict[str, Any]) -> None:
        found = queries.quality()
        if options["json"]:
            self.print_json(found.as_json())
            return
        self.stdout.write(f"{found.dossiers} hồ sơ từ hệ thống khác, {found.rows} dòng đã đọc.")
        for name, count in found.fields:
            share = f"{100 * count / found.rows:.2f}%" if found.rows else "–"
            self.stdout.write(f"  {name:32} {count:>9} {share:>8}")
        for one in found.findings:
            examples = ", ".join(code for code, _ in one.examples)
            self.stdout.write(f"  {one.words}: {one.count} ({examples})")


def _columns(path: Path | None) -> dict[str, str] | None:
    """Heading → field, as a file says."""
    if path is None:
        return None
    try:
        said = json.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise WrongInput(f"{path}: cannot be read as JSON: {error}") from None
    wrong = [field for field in said.values() if field not in BY_FIELD] if isinstance(said, dict) else [said]
    if wrong:
        raise WrongInput(f"{path}: not a field: {wrong[0]}; fields: {', '.join(BY_FIELD)}")
    return {str(heading): field for heading, field in said.items()}
