"""`motcua plan import | show`: the plan without a browser."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from motcua.kernel.actors import SYSTEM
from motcua.kernel.audit import Conflict
from motcua.kernel.console import Command as Base
from motcua.kernel.console import WrongInput
from motcua.steer.plans import intake, queries, services
from motcua.steer.plans.rules.completing import SHORT_LABELS


class Command(Base):
    help = "Import the yearly plan from its own text, and show it."

    def add_options(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="import|show")
        bring = verbs.add_parser("import", help="read a plan's text and make it the plan of its year")
        bring.add_argument("file", type=Path, help="the document as text (UTF-8)")
        show = verbs.add_parser("show", help="show the plan in force with what people completed")
        show.add_argument("--year", type=int, help="the plan of this year; the newest when not given")
        for verb in (bring, show):
            verb.add_argument("--json", action="store_true", help="print the answer as JSON")

    def run(self, **options: Any) -> int | None:
        return self.bring(options) if options["verb"] == "import" else self.show(options)

    def bring(self, options: dict[str, Any]) -> int | None:
        try:
            text = intake.read_file(options["file"])
            report = services.import_plan(text, by=SYSTEM, now=timezone.now(), name=options["file"].name)
        except intake.BadFile as error:
            raise WrongInput(str(error)) from error
        except Conflict as error:
            raise WrongInput("một lượt nhập khác đang chạy; chưa ghi gì, hãy chạy lại") from error
        if isinstance(report, services.Refusal):
            raise WrongInput(f"{options['file'].name}: {report.message}")
        if options["json"]:
            parts = ("indicators", "tasks", "purposes", "requirements", "not_understood", "warnings")
            header = {key: report.reading[key] for key in ("title", "number", "issuer", "date", "year")}
            answer = {part: report.reading[part] for part in parts}
            self.print_json({**answer, "plan": header, "report": {**report.counts(), "edition": report.edition.number}})
            return None
        self.stdout.write(str(report))
        for word, remarks in (("không hiểu", report.not_understood), ("lưu ý", report.warnings)):
            for remark in remarks:
                self.stdout.write(f"  {word} dòng {remark['line']}: {remark['text'][:70]} ({remark['why']})")
        return None

    def show(self, options: dict[str, Any]) -> int | None:
        plan = queries.plan(options["year"])
        if plan is None:
            raise WrongInput("chưa có kế hoạch nào; nhập bằng lệnh: motcua plan import TỆP")
        view = queries.view(plan)
        if options["json"]:
            self.print_json(view.as_record())
            return None
        self.stdout.write(f"{plan.title or plan.key}")
        for item in view.items("task"):
            gaps = ", ".join(SHORT_LABELS[name] for name in item.missing)
            self.stdout.write(f"  {item.code:10} {item.text[:80]}" + (f"  [cần bổ sung: {gaps}]" if gaps else ""))
        for item in view.items("target"):
            self.stdout.write(f"  {item.code:10} {item.text[:80]}  [{item.content['target_text']}]")
        return None
