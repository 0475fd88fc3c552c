"""`motcua outbox`: what waits to be told to others, what was given up, and settling it."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from motcua.kernel.actors import SYSTEM
from motcua.kernel.console import Command as Console
from motcua.kernel.console import WrongInput
from motcua.kernel.outbox import queries, services


class Command(Console):
    help = "Messages to others: the backlog and dead letters; --replay or --set-aside settles one"
    json_option = True

    def add_options(self, parser: CommandParser) -> None:
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--replay", type=int, metavar="ID", help="try this dead letter again from now on")
        choice.add_argument("--set-aside", type=int, metavar="ID", help="close this dead letter undelivered")

    def run(self, **options: Any) -> int:
        replay, set_aside = options["replay"], options["set_aside"]
        now = timezone.now()
        if replay is not None and not services.replay(message_id=replay, now=now):
            raise WrongInput(f"{replay} is not a dead letter")
        if set_aside is not None and not services.set_aside(message_id=set_aside, by=SYSTEM, now=now):
            raise WrongInput(f"{set_aside} is not a dead letter")
        dead = [
            {"id": message.pk, "topic": message.topic, "key": message.key, "error": message.last_error}
            for message in queries.dead_letters()
        ]
        backlog = queries.backlog()
        if options["json"]:
            self.print_json({"backlog": backlog, "dead_letters": dead})
            return int(bool(dead))
        self.stdout.write(f"{backlog} to deliver, {len(dead)} given up")
        for row in dead:
            self.stdout.write(f"  {row['id']}  {row['topic']}  {row['key']}  {row['error']}")
        return int(bool(dead))
