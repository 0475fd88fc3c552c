"""Persons and organisations of many dossiers at once: the same rows as one by one."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from motcua.kernel import making, many
from motcua.people.models import Applicant
from motcua.people.services.applicants import Entry

PIECE = 500


@transaction.atomic
def register_many(*, given: Sequence[Mapping[str, str]], now: datetime) -> list[Applicant]:
    """For each the row that says exactly this already, else a new one; without accounts.

    Each is what `register_applicant` takes. What is no name or number raises ValueError: callers check before.
    """
    entries = [Entry(None, date_of_birth=None, **{**_EMPTY, **one}) for one in given]
    numbers = sorted({index for entry in entries if (index := entry.values["identity_index"])})
    known: dict[tuple[object, ...], Applicant] = {}
    for start in range(0, len(numbers), PIECE):
        rows = Applicant.objects.filter(account=None, identity_index__in=numbers[start : start + PIECE], erased_at=None)
        known |= {tuple(getattr(row, name) for name in entries[0].values): row for row in rows.order_by("-id")}
    found, fresh = [], []
    for entry in entries:
        said = tuple(entry.values.values())
        row = known.get(said)
        if row is None:
            row = making.new(Applicant, account_id=None, created_at=now, updated_at=now, **entry.values)
            fresh.append(row)
            if entry.values["identity_index"]:
                known[said] = row
        found.append(row)
    many.insert(fresh)
    return found


_EMPTY = {
    "kind": "person", "identity_number": "", "identity_kind": "", "tax_code": "", "phone": "", "email": "",
    "address": "",
}  # fmt: skip
