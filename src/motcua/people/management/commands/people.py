"""`motcua people`: agencies, accounts and roles from the command line."""

import getpass
import sys
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from motcua.kernel.actors import SYSTEM
from motcua.kernel.console import Command as Base
from motcua.kernel.console import WrongInput
from motcua.people import queries, services
from motcua.people.models import Account, Agency, RoleGrant, Unit
from motcua.people.rules import OFFICIAL_ROLES, BrokenFile, Refusal, Role


class Command(Base):
    help = "Load agencies; enter an identifier; make accounts; grant and revoke roles; list who holds what."
    json_option = True

    def add_options(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
        actions.add_parser("load", help="bring agencies and units up to data/people/agencies.json")
        actions.add_parser("list", help="list who holds which role in which unit")
        identifier = actions.add_parser("identifier", help="enter the identifier of an agency (QĐ 20/2020/QĐ-TTg)")
        identifier.add_argument("key", help="key of the agency, for example the one in MOTCUA_AGENCY")
        identifier.add_argument("value", help="the identifier: capital letters, digits and dots")
        identifier.add_argument("--note", default="", help="the decision that gave it")
        account = actions.add_parser("account", help="make the account of an official; the password is asked for")
        account.add_argument("username")
        account.add_argument("full_name")
        account.add_argument("--phone", default="")
        account.add_argument("--email", default="")
        account.add_argument("--title", default="")
        for name, words in (("grant", "let an official act in a role"), ("revoke", "end a role of an official")):
            change = actions.add_parser(name, help=words)
            change.add_argument("username")
            change.add_argument("role", choices=sorted(OFFICIAL_ROLES))
            change.add_argument("unit", help="key of the unit")
            change.add_argument("--reason", default="", help="why, when four-eyes would forbid it")
        password = actions.add_parser("password", help="give an account a new password; it is asked for")
        password.add_argument("username")

    def run(self, **options: Any) -> int | None:
        answer: int | None = getattr(self, f"_{options['action']}")(options)
        return answer

    def _load(self, options: dict[str, Any]) -> None:
        try:
            counts = services.load(timezone.now())
        except BrokenFile as error:
            raise WrongInput(str(error)) from None
        if options["json"]:
            self.print_json(counts)
        else:
            self.stdout.write(", ".join(f"{name} {count}" for name, count in counts.items()))

    def _list(self, options: dict[str, Any]) -> None:
        rows = [
            {
                "username": row.account.username,
                "full_name": row.account.full_name,
                "role": row.role,
                "unit": row.unit.key,
                "since": row.valid_from,
            }
            for row in queries.open_grants(timezone.now()).order_by("unit__key", "role", "account__username")
        ]
        if options["json"]:
            self.print_json(rows)
        for row in [] if options["json"] else rows:
            self.stdout.write(f"{row['unit']:16} {row['role']:16} {row['username']:16} {row['full_name']}")

    def _identifier(self, options: dict[str, Any]) -> int:
        agency = _the(Agency, "agency", key=options["key"])
        done = services.set_identifier(
            agency=agency, value=options["value"], note=options["note"], by=SYSTEM, now=timezone.now()
        )
        return self._told(done, f"{agency.name}: {options['value'].upper()}")

    def _account(self, options: dict[str, Any]) -> int:
        done = services.create_account(
            username=options["username"],
            full_name=options["full_name"],
            kind=Account.Kind.OFFICIAL,
            password=_ask_password(),
            phone=options["phone"],
            email=options["email"],
            title=options["title"],
            by=SYSTEM,
            now=timezone.now(),
        )
        return self._told(done, f"account {options['username']} made; give it roles with `motcua people grant`")

    def _grant(self, options: dict[str, Any]) -> int:
        account = _the(Account, "account", username=options["username"])
        unit = _the(Unit, "unit", key=options["unit"])
        done = services.grant_role(
            account=account, unit=unit, role=options["role"], reason=options["reason"], by=SYSTEM, now=timezone.now()
        )
        return self._told(done, f"{account.full_name}: {Role(options['role']).label}, {unit.name}")

    def _revoke(self, options: dict[str, Any]) -> int:
        held = _the(
            RoleGrant,
            "open grant",
            account__username=options["username"],
            role=options["role"],
            unit__key=options["unit"],
            valid_to__isnull=True,
        )
        services.revoke_role(grant=held, by=SYSTEM, now=timezone.now())
        return self._told(held, f"ended: {options['username']} {options['role']} {options['unit']}")

    def _password(self, options: dict[str, Any]) -> int:
        account = _the(Account, "account", username=options["username"])
        services.set_password(account=account, password=_ask_password(), by=SYSTEM, now=timezone.now())
        return self._told(account, f"new password for {account.username}")

    def _told(self, outcome: object, done: str) -> int:
        """Print what was done, or the refusal on stderr; the exit code."""
        if isinstance(outcome, Refusal):
            self.stderr.write(f"motcua: {outcome.message}")
            return 1
        self.stdout.write(done)
        return 0


def _the(model: type[Any], what: str, **lookup: Any) -> Any:
    try:
        return model.objects.get(**lookup)
    except model.DoesNotExist:
        raise WrongInput(f"there is no {what} {', '.join(str(value) for value in lookup.values())}") from None


def _ask_password() -> str:
    """The password from the terminal, unseen; from the first line of stdin when that is no terminal."""
    typed = getpass.getpass("Mật khẩu: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    if len(typed) < 10:
        raise WrongInput("the password needs at least 10 characters (on stdin, or typed when asked)")
    return typed
