"""Numbers given once: the dossier code at acceptance, the number of an issued result.

The counter's row is updated before it is read, in one transaction: the second writer waits for the first (row lock of
the UPDATE on PostgreSQL, one writer at a time on SQLite), and what is rolled back is given back. Acceptance takes its
number inside its own transaction, so codes of a day have no gaps. An issue number is printed into the document and
signed with it before anything is recorded; when recording is then refused the number stays unused: the numbers of a
year may have gaps, but never come twice.
"""

from datetime import date
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import F

from motcua.law import rules as law_rules
from motcua.operate.dossiers.models import CodeCounter, IssueCounter


def next_code(*, agency_key: str, identifier: str, on: date, order: Any) -> str:
    """The next dossier code of an agency on a local day (TT 01/2018/TT-VPCP điều 19)."""
    number = _next(CodeCounter, agency_key=agency_key, day=on)
    return law_rules.format_code(order, identifier, on, number)


def next_issue_number(*, agency_key: str, year: int) -> int:
    """The next number of an outgoing result of the agency in the year."""
    return _next(IssueCounter, agency_key=agency_key, year=year)


@transaction.atomic
def _next(counter: type[models.Model], **key: Any) -> int:
    rows = counter._default_manager.filter(**key)
    if not rows.update(last=F("last") + 1):
        try:
            with transaction.atomic():
                counter._default_manager.create(last=1, **key)
            return 1
        except IntegrityError:  # another acceptance opened the day at the same moment
            rows.update(last=F("last") + 1)
    return int(rows.values_list("last", flat=True).get())
