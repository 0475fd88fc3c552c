"""`motcua forms check FILE`, `forms load`, `forms list`: form definitions without a browser."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from motcua.kernel.console import Command as BaseCommand
from motcua.kernel.console import WrongInput
from motcua.operate.eforms import queries, rules, services

LARGEST = 5 * 1024 * 1024


class Command(BaseCommand):
    help = "Check, load and list electronic forms."

    def add_options(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="check|load|list")
        check = verbs.add_parser("check", help="say what is wrong with a form definition")
        check.add_argument("file", type=Path, help="JSON file of one definition (shape: data/eforms/README.md)")
        load = verbs.add_parser("load", help="load the forms of data/eforms; repeating it changes nothing")
        listing = verbs.add_parser("list", help="list the forms and the procedures that use them")
        for verb in (check, load, listing):
            verb.add_argument("--json", action="store_true", help="print the answer as JSON")

    def run(self, **options: Any) -> int:
        verbs = {"check": self.check_file, "load": self.load, "list": self.list_them}
        return verbs[options["verb"]](options)

    def check_file(self, options: dict[str, Any]) -> int:
        problems = rules.check_definition(read_definition(options["file"]))
        found = [{"place": problem.place, "message": problem.message} for problem in problems]
        if options["json"]:
            self.print_json({"file": options["file"].name, "ok": not found, "problems": found})
        else:
            for problem in problems:
                self.stdout.write(f"{problem.place or '(cả tệp)'}: {problem.message}")
            self.stdout.write(f"{len(found)} lỗi" if found else "Không có lỗi")
        return 1 if found else 0

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
            newest = form.versions.all()[0]
            codes = sorted(use.procedure_code for use in form.uses.all())
            rows.append(
                {
                    "key": form.key,
                    "title": newest.title,
                    "version": newest.number,
                    "completeness": newest.completeness,
                    "procedures": codes,
                    "used": newest.first_used_at is not None,
                }
            )
        if options["json"]:
            self.print_json(rows)
        else:
            for row in rows:
                self.stdout.write(f"{row['key']} v{row['version']}  {row['title']}  [{', '.join(row['procedures'])}]")
        return 0


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
