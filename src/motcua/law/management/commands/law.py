"""`motcua law load`: bring the law files of `data/law` into the database."""

from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from motcua.kernel.console import Command as Base
from motcua.law import queries, services


class Command(Base):
    help = "load the law files (calendars, rule sets) or list the rule sets"
    json_option = True

    def add_options(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["load", "list"], help="load: take the files in; list: what is held")

    def run(self, **options: Any) -> int:
        return self._list(options["json"]) if options["action"] == "list" else self._load(options["json"])

    def _load(self, as_json: bool) -> int:
        done = services.load(now=timezone.now())
        for fault in done.refused:
            self.stderr.write(f"motcua: {fault.file}, dòng {fault.line}: {fault.reason}")
        if as_json:
            self.print_json(asdict(done))
        elif done.refused:
            self.stdout.write("Không nạp gì: sửa các tệp trên rồi nạp lại.")
        else:
            self.stdout.write(f"Thêm {done.added}, giữ nguyên {done.unchanged}, bản {done.edition}.")
            for line in done.kept:
                self.stdout.write(f"Giữ chỉnh sửa của người dùng: {line}")
        return 1 if done.refused else 0

    def _list(self, as_json: bool) -> int:
        held = queries.rule_sets()
        if as_json:
            self.print_json([{key: value for key, value in asdict(rule).items() if key != "content"} for rule in held])
            return 0
        for rule in held:
            since, to = rule.effective_from or "…", rule.effective_to or "…"
            self.stdout.write(f"{rule.id:20} {rule.kind:14} {since} – {to}  {rule.status}")
        return 0
