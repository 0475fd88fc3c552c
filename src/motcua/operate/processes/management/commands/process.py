"""`motcua process check | table | export | migrate | undo`: processes without a browser."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from motcua.kernel.console import Command as Base
from motcua.kernel.console import WrongInput
from motcua.operate.processes import rules
from motcua.operate.processes.services import ports
from motcua.operate.processes.vocabulary import VOCABULARY


class Command(Base):
    help = "Check a BPMN 2.0 drawing, show it as the table of steps, write it anew; move running dossiers to a version."

    def add_options(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="check|table|export|migrate|undo")
        check = verbs.add_parser("check", help="say what is wrong with a drawing")
        check.add_argument("--limit-hours", type=int, help="legal limit in working hours that allowances must not pass")
        table = verbs.add_parser("table", help="show the steps as the table that the law prescribes")
        export = verbs.add_parser("export", help="write the drawing as BPMN 2.0 with a layout of our own")
        export.add_argument("--out", type=Path, help="file to write; standard output without")
        migrate = verbs.add_parser("migrate", help="move the running dossiers of a process to another version")
        migrate.add_argument("key", help="key of the process")
        migrate.add_argument("--to", type=int, required=True, metavar="N", help="number of the version")
        migrate.add_argument("--dry-run", action="store_true", help="only say which would move, and why others not")
        undo = verbs.add_parser("undo", help="move the dossiers of one migration back, where nothing happened since")
        undo.add_argument("batch", help="what `migrate` has called it")
        for verb in (migrate, undo):
            verb.add_argument("--json", action="store_true", help="print the answer as JSON")
        for verb in (check, table, export):
            verb.add_argument("file", type=Path, help="BPMN 2.0 file of any tool (for check also a folder)")
        for verb in (check, table):
            verb.add_argument("--json", action="store_true", help="print the answer as JSON")

    def run(self, **options: Any) -> int | None:
        verbs = {
            "check": self.check_file, "table": self.table, "export": self.export, "migrate": self.migrate,
            "undo": self.undo,
        }  # fmt: skip
        return verbs[options["verb"]](options)

    def migrate(self, options: dict[str, Any]) -> int:
        """Each running dossier with what becomes of it; 1 when some stay as they are."""
        carry = ports.carrier.get()
        assert carry is not None
        return self._told(carry(options["key"], options["to"], options["dry_run"], timezone.now()), options["json"])

    def undo(self, options: dict[str, Any]) -> int:
        """The same for the way back."""
        take_back = ports.undoer.get()
        assert take_back is not None
        return self._told(take_back(options["batch"], timezone.now()), options["json"])

    def _told(self, report: dict[str, Any], as_json: bool) -> int:
        if "refused" in report:
            raise WrongInput(report["refused"])
        if as_json:
            self.print_json(report)
        else:
            for line in report["lines"]:
                self.stdout.write(
                    f"{line['code']} (phiên bản {line['from_number']}): {line['reason'] or 'chuyển được'}"
                )
            self.stdout.write(f"{report['moved']} hồ sơ chuyển, {report['kept']} hồ sơ giữ nguyên. {report['batch']}")
        return 1 if report["kept"] else 0

    def check_file(self, options: dict[str, Any]) -> int:
        if options["file"].is_dir():
            return self._check_folder(options)
        found = _checked(options["file"], options["limit_hours"])
        if options["json"]:
            self.print_json(found)
        else:
            for fault in found["refused"]:
                self.stdout.write(str(rules.Fault(**fault)))
            for problem in found["problems"]:
                self.stdout.write(f"{problem['place']}: {problem['message']}")
            count = len(found["refused"]) + len(found["problems"])
            self.stdout.write("Không có lỗi" if found["ok"] else f"{count} lỗi")
        return 0 if found["ok"] else 1

    def _check_folder(self, options: dict[str, Any]) -> int:
        """Every file of a folder: which can be read, and the share of those that cannot."""
        files = sorted(path for path in options["file"].iterdir() if path.suffix in {".bpmn", ".bpmn2", ".xml"})
        found = [_checked(path, options["limit_hours"]) for path in files]
        refused = [one for one in found if one["refused"]]
        share = round(len(refused) / len(found), 3) if found else 0.0
        if options["json"]:
            self.print_json(
                {"files": found, "read": len(found) - len(refused), "refused": len(refused), "share": share}
            )
        else:
            for one in found:
                words = f"{one['steps']} bước" if not one["refused"] else str(rules.Fault(**one["refused"][0]))
                self.stdout.write(f"{one['file']}: {words}")
            percent = f"{100 * share:.1f}".replace(".", ",")
            self.stdout.write(f"Đọc được {len(found) - len(refused)}/{len(found)} tệp, từ chối {percent}%")
        return 1 if refused else 0

    def table(self, options: dict[str, Any]) -> None:
        lines = rules.table(rules.with_roles(_net(options["file"]), VOCABULARY))
        if options["json"]:
            self.print_json([asdict(line) for line in lines])
            return
        for line in lines:
            hours = f"{line.allowance_hours} giờ" if line.allowance_hours else "chưa đặt thời gian"
            who = line.role or line.lane or "chưa rõ ai làm"
            self.stdout.write(f"{line.order:3}. {line.name or line.key} | {who} | {hours}")
            for words, name in line.then:
                self.stdout.write(f"       {f'{words}: ' if words else ''}→ {name or 'kết thúc'}")

    def export(self, options: dict[str, Any]) -> None:
        data = rules.write_bpmn(_net(options["file"]))
        if options["out"] is None:
            sys.stdout.write(data.decode())
            return
        try:
            options["out"].write_bytes(data)
        except OSError as error:
            raise WrongInput(f"{options['out']}: không ghi được tệp ({error.strerror})") from error


def _checked(path: Path, limit_hours: int | None) -> dict[str, Any]:
    """What `check` says of one file."""
    drawing = rules.read_bpmn(_bytes(path))
    problems: list[rules.Problem] = []
    if drawing.net is not None:
        net = rules.with_roles(drawing.net, VOCABULARY)
        problems = rules.review(net, VOCABULARY, limit_hours)
    return {
        "file": path.name,
        "ok": not drawing.faults and not problems,
        "steps": len(drawing.net.tasks) if drawing.net else None,
        "refused": [asdict(fault) for fault in drawing.faults],
        "problems": [asdict(problem) for problem in problems],
    }


def _net(path: Path) -> rules.Net:
    drawing = rules.read_bpmn(_bytes(path))
    if drawing.net is None:
        raise WrongInput("; ".join(map(str, drawing.faults)))
    return drawing.net


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise WrongInput(f"{path}: không đọc được tệp ({error.strerror})") from error
