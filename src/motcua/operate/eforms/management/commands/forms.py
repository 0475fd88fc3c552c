"""`motcua forms check|import|load|list`: form definitions without a browser."""

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.db import DatabaseError
from django.utils import timezone

from motcua.kernel.actors import SYSTEM
from motcua.kernel.console import Command as BaseCommand
from motcua.kernel.console import WrongInput
from motcua.kernel.text import clean, fold
from motcua.operate.eforms import queries, rules, services

LARGEST = 5 * 1024 * 1024
SEVERITY = {"error": "lỗi", "warning": "nên xem lại"}


class Command(BaseCommand):
    help = "Check, import, load and list electronic forms."

    def add_options(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="check|import|load|list")
        check = verbs.add_parser("check", help="say what is wrong with a form definition")
        check.add_argument("file", type=Path, help="JSON file of one definition (shape: data/eforms/README.md)")
        load = verbs.add_parser("load", help="load the forms of data/eforms; repeating it changes nothing")
        listing = verbs.add_parser("list", help="list the forms and the procedures that use them")
        taking = verbs.add_parser("import", help="make a draft of a form from another format; says what was left out")
        taking.add_argument("file", type=Path, help="the file to read")
        taking.add_argument("--from", dest="format", choices=["json-schema"], default="json-schema", help="its format")
        taking.add_argument("--key", default="", help="key of the form (default: made of the file's name)")
        taking.add_argument("--dry-run", action="store_true", help="only tell what would become of the file")
        taking.add_argument("--output", type=Path, help="also write the definition to this file")
        for verb in (check, load, listing, taking):
            verb.add_argument("--json", action="store_true", help="print the answer as JSON")

    def run(self, **options: Any) -> int:
        verbs = {"check": self.check_file, "load": self.load, "list": self.list_them, "import": self.take}
        return verbs[options["verb"]](options)

    def check_file(self, options: dict[str, Any]) -> int:
        definition = read_definition(options["file"])
        problems, compared = judge(definition)
        errors = [problem for problem in problems if problem.severity == "error"]
        if options["json"]:
            found = [asdict(problem) for problem in problems]
            self.print_json({"file": options["file"].name, "ok": not errors, "compared": compared, "problems": found})
        else:
            for problem in problems:
                self.stdout.write(f"{problem.place or '(cả tệp)'}: {SEVERITY[problem.severity]}: {problem.message}")
            warnings = len(problems) - len(errors)
            self.stdout.write(f"{len(errors)} lỗi, {warnings} điều nên xem lại" if problems else "Không có lỗi")
            if not compared:
                self.stdout.write("Chưa có cơ sở dữ liệu nên chưa so với danh mục dùng chung, thủ tục và biểu mẫu khác")
        return 1 if errors else 0

    def take(self, options: dict[str, Any]) -> int:
        path: Path = options["file"]
        key = options["key"] or re.sub(r"[^a-z0-9]+", "_", fold(path.stem)).strip("_")[:80] or "bieu_mau"
        found = rules.from_json_schema(read_definition(path), key=key, name=clean(path.name)[:200])
        saved = None
        if found.definition is not None and not options["dry_run"]:
            saved = services.save_definition(
                form_key=key, definition=found.definition, base_version=0, by=SYSTEM, now=timezone.now()
            )
        if found.definition is not None and options["output"]:
            write_definition(options["output"], found.definition)
        refused = saved.message if isinstance(saved, rules.Refused) else ""
        if options["json"]:
            self.print_json(
                {
                    "file": path.name,
                    "key": key,
                    "ok": found.definition is not None and not refused,
                    "saved": saved is not None and not refused,
                    "refused": refused,
                    "taken": [{"place": place, "what": what} for place, what in found.taken],
                    "left_out": [{"place": place, "reason": reason} for place, reason in found.left_out],
                    "problems": [asdict(problem) for problem in found.problems],
                }
            )
        else:
            self._tell(found, refused, key if saved is not None and not refused else "")
        return 1 if found.definition is None or refused else 0

    def _tell(self, found: rules.Imported, refused: str, key: str) -> None:
        for place, what in found.taken:
            self.stdout.write(f"{place}: {what}")
        for place, reason in found.left_out:
            self.stdout.write(f"{place}: bỏ lại: {reason}")
        for problem in found.problems:
            self.stdout.write(f"{problem.place}: không nhận: {problem.message}")
        self.stdout.write(f"{len(found.taken)} phần đã nhận, {len(found.left_out)} phần bỏ lại")
        if refused or key:
            self.stdout.write(refused or f"Đã lưu thành bản nháp của biểu mẫu {key}")

    def load(self, options: dict[str, Any]) -> int:
        report = services.load_forms(now=timezone.now())
        counts: dict[str, list[Any]] = {
            "created": report.created,
            "updated": report.updated,
            "unchanged": report.unchanged,
            "kept": report.kept,
            "refused": report.refused,
        }
        if options["json"]:
            self.print_json(counts)
        else:
            words = {"created": "mới", "updated": "cập nhật", "unchanged": "không đổi", "kept": "giữ bản của đơn vị"}
            self.stdout.write(", ".join(f"{len(counts[key])} {word}" for key, word in words.items()))
            for refused in report.refused:
                for problem in refused["problems"]:
                    self.stdout.write(f"{refused['file']}: {problem['place']}: {problem['message']}")
        return 1 if report.refused else 0

    def list_them(self, options: dict[str, Any]) -> int:
        rows: list[dict[str, Any]] = []
        for form in queries.forms():
            if not form.versions.all():
                continue  # never published: only a draft
            newest = form.versions.all()[0]
            codes = sorted(use.procedure_code for use in form.uses.all() if use.effective_to is None)
            rows.append(
                {
                    "key": form.key,
                    "title": newest.title,
                    "version": newest.number,
                    "completeness": newest.completeness,
                    "procedures": codes,
                    "used": newest.first_used_at is not None,
                    "retired": form.retired_at is not None,
                }
            )
        if options["json"]:
            self.print_json(rows)
        else:
            for row in rows:
                self.stdout.write(f"{row['key']} v{row['version']}  {row['title']}  [{', '.join(row['procedures'])}]")
        return 0


def judge(definition: Any) -> tuple[list[rules.Problem], bool]:
    """The mistakes of a definition, or what to look at when it has none; and whether it was compared with what this
    instance knows (code lists, procedures, other forms): without a database a file is judged by itself."""
    try:
        problems = rules.check_definition(definition, codelists=queries.known_lists())
        return problems or queries.review(definition), True
    except DatabaseError:
        problems = rules.check_definition(definition)
        return problems or rules.review_definition(definition), False


def read_definition(path: Path) -> Any:
    """The JSON of a file. WrongInput when it is away, too large or not JSON."""
    try:
        if path.stat().st_size > LARGEST:
            raise WrongInput(f"{path.name}: tệp lớn hơn 5 MB, không phải định nghĩa biểu mẫu")
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise WrongInput(f"{path}: không đọc được tệp ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise WrongInput(f"{path.name}: tệp không phải chữ UTF-8") from error
    except RecursionError as error:
        raise WrongInput(f"{path.name}: các nhóm lồng nhau quá sâu") from error
    except ValueError as error:
        raise WrongInput(f"{path.name}: không phải JSON ({error})") from error


def write_definition(path: Path, definition: dict[str, Any]) -> None:
    """Write a definition as data/eforms keeps them. WrongInput when the file cannot be written."""
    try:
        path.write_text(json.dumps(definition, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise WrongInput(f"{path}: không ghi được tệp ({error.strerror})") from error
