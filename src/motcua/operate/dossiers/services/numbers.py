"""Numbers given once: the dossier code at acceptance, the number of an issued result.

The counter's row is updated and read in one statement: the second writer waits for the first (row lock of the UPDATE
on PostgreSQL, one writer at a time on SQLite), and what is rolled back is given back. Acceptance takes its
number inside its own transaction, so codes of a day have no gaps. An issue number is printed into the document and
signed with it before anything is recorded; when recording is then refused the number stays unused: the numbers of a
year may have gaps, but never come twice.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, models

from motcua.kernel.statements import ask
from motcua.law import rules as law_rules
from motcua.operate.dossiers.models import CodeCounter, IssueCounter


@dataclass(frozen=True, slots=True)
class Reserved:
    """A code set aside earlier, and the instant at which a counter without the server gave it to somebody.

    Whoever makes one has to see to it that it is made once for each code; the code of a dossier is unique besides.
    """

    code: str
    received_at: datetime


def reserve(*, agency_key: str, on: date, count: int) -> int:
    """Set `count` numbers of a local day aside at once; the first of them. Nobody else is ever given one of them."""
    return _next(CodeCounter, count, agency_key=agency_key, day=on) - count + 1


def next_code(*, agency_key: str, identifier: str, on: date, order: Any) -> str:
    """The next dossier code of an agency on a local day (TT 01/2018/TT-VPCP điều 19)."""
    number = _next(CodeCounter, agency_key=agency_key, day=on)
    return law_rules.format_code(order, identifier, on, number)


def next_issue_number(*, agency_key: str, year: int) -> int:
    """The next number of an outgoing result of the agency in the year."""
    return _next(IssueCounter, agency_key=agency_key, year=year)


def _next(counter: type[models.Model], count: int = 1, /, **key: Any) -> int:
    """One statement makes the counter or moves it on by `count`: nobody can come between."""
    table, columns = counter._meta.db_table, ", ".join(key)
    fields = {field.name: field for field in counter._meta.concrete_fields}
    values = [fields[name].get_db_prep_value(value, connection) for name, value in key.items()]
    found = ask(
        f"INSERT INTO {table} ({columns}, last) VALUES ({', '.join(['%s'] * len(key))}, %s)"
        f" ON CONFLICT ({columns}) DO UPDATE SET last = {table}.last + %s RETURNING last",
        [*values, count, count],
    )
    assert found is not None, "the statement returns the number"
    return int(found[0])
