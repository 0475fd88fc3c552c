"""The demo accounts: synthetic people who say so, one for each role."""

import json
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from motcua.kernel.actors import SYSTEM
from motcua.people.models import Account, Agency, RoleGrant, Unit
from motcua.people.queries import forget, forget_demo
from motcua.people.services.applicants import register_applicant

FILE = "people/cast.json"


def _content() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((settings.DATA_DIR / FILE).read_text(encoding="utf-8"))
    return found


DEMO_PASSWORD = str(_content()["password"])


@transaction.atomic
def load_cast(now: datetime) -> list[Account]:
    """Make the demo accounts with their roles and applicant rows, and give the own agency a demo identifier.

    Those that exist stay as they are; an identifier that somebody entered is never replaced. Needs `load` before.
    All share one password, hashed once. Their grants are starting data, not decisions, so they make no events.
    """
    content = _content()
    rows: list[dict[str, Any]] = content["accounts"]
    known = set(
        Account.objects.filter(username__in=[row["username"] for row in rows]).values_list("username", flat=True)
    )
    _open_units(content.get("units", []))
    fresh = [row for row in rows if row["username"] not in known]
    if fresh:
        password = make_password(content["password"])
        made = Account.objects.bulk_create(_account(row, password, now) for row in fresh)
        _grant(fresh, {account.username: account for account in made}, now)
        _describe(fresh, {account.username: account for account in made}, now)
    _lend_identifier(content["identifier"])
    forget_demo()
    return list(Account.objects.filter(is_demo=True).order_by("created_at", "pk"))


def _open_units(rows: list[dict[str, str]]) -> None:
    """Units of other agencies to which parts of dossiers can be sent; what exists stays as it is."""
    for row in rows:
        agency = Agency.objects.filter(key=row["agency"]).first()
        if agency is not None:
            about = {"name": row["name"], "short_name": row["short_name"], "kind": "don_vi_minh_hoa"}
            Unit.objects.get_or_create(
                key=row["key"], defaults={"agency": agency, **about, "source": "Dữ liệu minh hoạ"}
            )


def _account(row: dict[str, Any], password: str, now: datetime) -> Account:
    return Account(
        username=row["username"],
        full_name=row["full_name"],
        kind=row["kind"],
        title=row["title"],
        phone=row.get("phone", ""),
        email=row.get("email", ""),
        password=password,
        is_demo=True,
        created_at=now,
    )


def _grant(rows: list[dict[str, Any]], accounts: dict[str, Account], now: datetime) -> None:
    units = {unit.key: unit for unit in Unit.objects.order_by("key")}
    RoleGrant.objects.bulk_create(
        RoleGrant(
            account=accounts[row["username"]],
            unit=units[unit],
            role=role,
            # Demo dossiers reach back into earlier years; their handlers held their roles then.
            valid_from=datetime(2018, 1, 1, tzinfo=now.tzinfo),
            granted_by="Dữ liệu minh hoạ",
        )
        for row in rows
        for role, unit in row.get("grants", [])
        if unit in units
    )


def _describe(rows: list[dict[str, Any]], accounts: dict[str, Account], now: datetime) -> None:
    for row in rows:
        own = row.get("applicant")
        if own is None:
            continue
        born = own.get("date_of_birth")
        register_applicant(
            kind=row["kind"],
            full_name=row["full_name"],
            phone=row["phone"],
            email=row["email"],
            identity_number=own.get("identity_number", ""),
            date_of_birth=date.fromisoformat(born) if born else None,
            tax_code=own.get("tax_code", ""),
            address=own["address"],
            account=accounts[row["username"]],
            by=SYSTEM,
            now=now,
        )


def _lend_identifier(lent: dict[str, str]) -> None:
    Agency.objects.filter(key=settings.MOTCUA_AGENCY, identifier__isnull=True).update(
        identifier=lent["value"], identifier_demo=True, identifier_note=lent["note"]
    )
    forget()
