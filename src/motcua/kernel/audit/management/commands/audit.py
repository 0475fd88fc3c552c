"""`motcua audit`: check the event log, seal a day, show a day's root; and what higher modules add under this word."""

from datetime import date, timedelta
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.module_loading import import_string

from motcua.kernel.audit import NotSealable, queries, services
from motcua.kernel.audit.models import DailyRoot
from motcua.kernel.console import Command as Console
from motcua.kernel.console import WrongInput
from motcua.kernel.plugins import subcommands


class Command(Console):
    help = "Check the event log (verify), seal a day (seal), show its root (root), check the figures (checks)"

    def add_options(self, parser: CommandParser) -> None:
        added = subcommands.of("audit")
        names = ["verify", "seal", "root", *(one.name for one in added)]
        actions = parser.add_subparsers(dest="action", required=True, metavar="|".join(names))
        verify = actions.add_parser("verify", help="check every event, head, count and seal; exit code 1 when bad")
        verify.add_argument(
            "--expect",
            action="append",
            default=[],
            metavar="DAY=ROOT",
            help="a root that was published outside, for example 2024-02-06=9f2c...; may be repeated",
        )
        seal = actions.add_parser("seal", help="fold the events of a day that is over into its root")
        seal.add_argument("--day", help="YYYY-MM-DD; default: yesterday")
        root = actions.add_parser("root", help="show the root of a day, to be published")
        root.add_argument("--day", help="YYYY-MM-DD; default: the last sealed day")
        more = []
        for one in added:
            more.append(actions.add_parser(one.name, help=one.help))
            import_string(one.path).add_options(more[-1])
        for sub in (verify, seal, root, *more):
            sub.add_argument("--json", action="store_true", help="print the answer as JSON")

    def run(self, **options: Any) -> int:
        if options["action"] == "verify":
            return self._verify(options["expect"], options["json"])
        for one in subcommands.of("audit"):
            if options["action"] == one.name:
                code: int | None = import_string(one.path).run(self, options)
                return code or 0
        return self._root(options["action"], options["day"], options["json"])

    def _verify(self, expect: list[str], as_json: bool) -> int:
        pairs = [pair.partition("=") for pair in expect]
        report = queries.verify(expected={_day(day): root.strip().lower() for day, _, root in pairs})
        if as_json:
            self.print_json(report.as_dict())
            return int(not report.ok)
        self.stdout.write(f"{report.events} events, {report.streams} streams, {report.sealed_days} sealed days")
        if report.ok:
            self.stdout.write(f"The log is whole. Root of the last sealed day: {report.root or 'none yet'}")
            return 0
        self.stdout.write(f"NOT WHOLE, {report.found} findings. The first: {report.first_bad}")
        for problem in report.problems[1:]:
            self.stdout.write(f"  {problem}")
        return 1

    def _root(self, action: str, day: str | None, as_json: bool) -> int:
        found = _sealed(day) if action == "seal" else _known(day)
        if as_json:
            names = (
                "day",
                "root",
                "prev_root",
                "count",
                "after_position",
                "last_position",
                "sealed_at",
                "published_at",
            )
            self.print_json({name: getattr(found, name) for name in names})
        else:
            self.stdout.write(f"{found.day} {found.root} over {found.count} events")
        return 0


def _sealed(day: str | None) -> DailyRoot:
    try:
        return services.seal_day(day=_day(day) if day else _yesterday(), now=timezone.now())
    except NotSealable as error:
        raise WrongInput(str(error)) from None


def _known(day: str | None) -> DailyRoot:
    found = queries.root(_day(day)) if day else queries.last_root()
    if found is None:
        raise WrongInput(f"{day} has no root of its own" if day else "no day has been sealed yet")
    return found


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise WrongInput(f"{text!r} is not a day; write YYYY-MM-DD") from None


def _yesterday() -> date:
    return timezone.localdate() - timedelta(days=1)
