"""`motcua catalogue import | export | load | list | show …`: the catalogue without a browser."""

import sys
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from motcua.kernel.actors import SYSTEM
from motcua.kernel.audit import Conflict
from motcua.kernel.console import Command as Base
from motcua.kernel.console import WrongInput
from motcua.operate.catalogue import formats, intake, queries, rules, services
from motcua.operate.catalogue.models import Procedure, ProcedureVersion

CONSOLE = "motcua.operate.catalogue.console"  # further verbs: add_verbs(subparsers), VERBS
Verb = Callable[["Command", dict[str, Any]], int | None]


class Command(Base):
    help = "Import, export, list and show administrative procedures."
    json_option = False

    def add_options(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB", title="verbs")
        bring = verbs.add_parser("import", help="take in a file: JSON, XLSX, LayThuTuc or a list of records")
        bring.add_argument("file", type=Path, help="the file; its shape is recognised by its content")
        bring.add_argument("--format", choices=sorted(formats.LABELS), help="refuse the file if it has another shape")
        give = verbs.add_parser("export", help="write the catalogue as a file")
        give.add_argument("--format", choices=queries.EXPORTS, default=formats.JSON, help="shape of the file")
        give.add_argument("--code", nargs="+", action="extend", default=[], help="only these procedures")
        give.add_argument("--out", type=Path, help="the file to write; standard output without it")
        load = verbs.add_parser("load", help="load the starter catalogue of data/catalogue")
        listing = verbs.add_parser("list", help="list procedures, or those that answer some words")
        listing.add_argument("words", nargs="*", help="everyday words, with or without accents")
        show = verbs.add_parser("show", help="show one procedure with all its parts")
        show.add_argument("code", help="code of the procedure, such as 3.000465")
        for verb in (bring, load, listing, show):
            verb.add_argument("--json", action="store_true", help="print the answer as JSON")
        if find_spec(CONSOLE):
            import_module(CONSOLE).add_verbs(verbs)

    def run(self, **options: Any) -> int | None:
        verbs: dict[str, Verb] = dict(import_module(CONSOLE).VERBS) if find_spec(CONSOLE) else {}
        own = {"import": bring, "export": give, "load": load, "list": list_them, "show": show}
        return {**verbs, **own}[options["verb"]](self, options)


def bring(command: Command, options: dict[str, Any]) -> int | None:
    path: Path = options["file"]
    try:
        reading = services.read_file(intake.read_bytes(path), expected=options["format"])
    except formats.BadFile as error:
        said = str(error)
        raise WrongInput(said if said.startswith(f"{path}:") else f"{path}: {said}") from error
    try:
        report = services.import_file(reading, by=SYSTEM, now=timezone.now(), source=path.name)
    except Conflict as error:
        raise WrongInput("một lượt nhập khác đang chạy; chưa ghi gì, hãy chạy lại") from error
    _print_report(command, report, options["json"])
    return None


def give(command: Command, options: dict[str, Any]) -> int | None:
    unknown = queries.unknown_codes(options["code"])
    if unknown:
        raise WrongInput(f"không có thủ tục mã {', '.join(unknown)}")
    data = queries.export(options["format"], options["code"])
    out: Path | None = options["out"]
    if out is not None:
        try:
            out.write_bytes(data)
        except OSError as error:
            raise WrongInput(f"{out}: không ghi được ({error.strerror})") from error
        return None
    if isinstance(command.stdout._out, type(sys.stdout)):
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:  # captured by a caller that wants text
        command.stdout.write(data.decode("utf-8", errors="surrogateescape"), ending="")
    return None


def load(command: Command, options: dict[str, Any]) -> int | None:
    _print_report(command, services.load_starter(now=timezone.now()), options["json"])
    return None


def list_them(command: Command, options: dict[str, Any]) -> int | None:
    found = queries.search(" ".join(options["words"]))
    if options["json"]:
        command.print_json([_row(item) for item in found.items])
    else:
        for item in found.items:
            mark = " (đã bãi bỏ hoặc thay thế)" if item.is_repealed else ""
            command.stdout.write(f"{item.code:12} {item.name}{mark}")
    return 0 if found.items else 1


def show(command: Command, options: dict[str, Any]) -> int | None:
    rows = queries.versions(options["code"])
    if not rows:
        raise WrongInput(f"không có thủ tục mã {options['code']!r}")
    shown = rows[0]
    if options["json"]:
        answer = {**_row(shown.procedure), "content": shown.content, "missing": shown.missing}
        command.print_json({**answer, "source": shown.source, "versions": [_version(row) for row in rows]})
        return None
    command.stdout.write(f"{shown.procedure.code}  {shown.procedure.name}")
    command.stdout.write(f"phiên bản {shown.number}, thời kỳ {shown.era_label}, {shown.get_state_display()}")
    for part in rules.PARTS[1:]:
        said = "chưa có dữ liệu" if part.key in shown.missing else _brief(shown.content[part.key])
        command.stdout.write(f"  {part.label}: {said}")
    return None


def _print_report(command: Command, report: services.Report, as_json: bool) -> None:
    if as_json:
        command.print_json(report.to_json())
        return
    command.stdout.write(str(report))
    for row in report.to_json()["refused"]:
        command.stdout.write(f"  từ chối {row['id']}: {row['reason']}")
    for said in report.ignored:
        command.stdout.write(f"  không dùng đến: {said}")
    for key, count in report.nulls.most_common():
        command.stdout.write(f"  chưa có dữ liệu {rules.LABELS.get(key, key)}: {count}")


def _row(item: Procedure) -> dict[str, Any]:
    return {"code": item.code, "name": item.name, "field": item.field or None, "state": item.state}


def _version(row: ProcedureVersion) -> dict[str, Any]:
    return {key: getattr(row, key) for key in ("number", "era", "state", "completeness", "origin", "loaded_from")}


def _brief(value: Any) -> str:
    if isinstance(value, list):
        return f"{len(value)} mục" if value else "không có"
    return str(value["text"]) if isinstance(value, dict) else str(value)
