"""`motcua demo`: fill a year with synthetic work."""

from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from motcua.instance import demo
from motcua.kernel import console
from motcua.kernel.time import TZ


class Command(console.Command):
    help = "fill a year with synthetic dossiers, through the same services as real work; repeatable by seed"
    json_option = True

    def add_options(self, parser: CommandParser) -> None:
        parser.add_argument("--year", type=int, help="the year to fill (default: this one, early in it the last one)")
        parser.add_argument("--dossiers", type=int, default=400, help="how many dossiers (default: 400)")
        parser.add_argument("--seed", type=int, default=1, help="another seed, other people and dates (default: 1)")
        parser.add_argument("--force", action="store_true", help="also on an instance that holds real dossiers")

    def run(self, **options: Any) -> int | None:
        now = timezone.now()
        try:
            made = demo.fill(
                year=options["year"] or demo.default_year(now),
                dossiers=options["dossiers"],
                seed=options["seed"],
                now=now,
                say=self._say if not options["json"] else self._to_errors,
                force=options["force"],
            )
        except demo.DemoRefused as error:
            raise console.WrongInput(str(error)) from error
        if options["json"]:
            self.print_json(asdict(made))
        else:
            self._summary(made)
        return None

    def _say(self, text: str) -> None:
        self.stdout.write(f"· {text}")
        self.stdout.flush()

    def _to_errors(self, text: str) -> None:
        self.stderr.write(f"· {text}")

    def _summary(self, made: demo.Made) -> None:
        """The counts in lines; what is signed how is always said."""
        if not made.new:
            return
        self.stdout.write(f"year {made.year}, seed {made.seed}, until {made.until.astimezone(TZ):%d/%m/%Y %H:%M}")
        self.stdout.write(f"dossiers: {made.dossiers} ({made.online * 100 / made.dossiers:.1f} % online)")
        for state, count in made.states.items():
            self.stdout.write(f"  {state}: {count}")
        if made.finished:
            share = made.on_time * 100 / made.finished
            self.stdout.write(f"finished with a result: {made.finished}, on time {share:.1f} %")
        self.stdout.write(
            f"signatures: {made.own_signatures} results have a document of their own, signed and issued one by one; "
            f"{made.shared_signatures} carry the signed shared document of their month; {made.on_paper} are on paper"
        )
        if made.left:
            self.stdout.write(f"left to those who acted on them meanwhile: {made.left}")
        self.stdout.write(f"register rows: {made.rows}; {made.acts} acts in {made.seconds:.1f} s")
