"""Writing the persons and organisations named in dossiers."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import CharField, UUIDField

from motcua.kernel import rows
from motcua.kernel.actors import Actor
from motcua.kernel.fixed import Fixed, Question, together
from motcua.kernel.statements import Statement, run
from motcua.kernel.text import clean, search_key
from motcua.people.models import Account, Applicant
from motcua.people.queries import identity_index
from motcua.people.rules import Refusal, identity_kind, identity_problem, normal_identity, normal_phone

FIELDS = (
    "kind",
    "full_name",
    "date_of_birth",
    "identity_kind",
    "identity_number",
    "tax_code",
    "address",
    "phone",
    "email",
)
_ERASED = {"full_name": "", "identity_kind": "", "identity_number": "", "identity_index": "", "tax_code": ""} | {
    "address": "",
    "phone": "",
    "email": "",
    "search_key": "",
    "date_of_birth": None,
}


def register_applicant(
    *,
    kind: str,
    full_name: str,
    by: Actor,
    now: datetime,
    account: Account | None = None,
    identity_number: str = "",
    identity_kind: str = "",
    date_of_birth: date | None = None,
    tax_code: str = "",
    address: str = "",
    phone: str = "",
    email: str = "",
) -> Applicant:
    """The row of this person or organisation: the one that says exactly this already, else a new one.

    What an earlier dossier said stays as it was said then, so nobody's entry can change somebody else's dossier.
    Raises ValueError on an empty name or an impossible identity number: forms check before.
    """
    entry = Entry(
        account,
        kind=kind,
        full_name=full_name,
        identity_number=identity_number,
        identity_kind=identity_kind,
        date_of_birth=date_of_birth,
        tax_code=tax_code,
        address=address,
        phone=phone,
        email=email,
    )
    applicant, writing = entry.settled(together(*entry.asking()), now)
    run([writing])
    return applicant


class Entry:
    """What is written about a person or organisation, on its way to its row: ask, then settle, then write.

    For callers that ask and write other things in the same trips; `register_applicant` does it all.
    """

    def __init__(self, account: Account | None, **given: Any) -> None:
        """Takes what `register_applicant` takes; raises ValueError as that does."""
        self.account = account
        self.values = _values(**({"identity_kind": ""} | given))

    def asking(self) -> list[Question[Applicant]]:
        """The question for rows that may say the same; none when nobody known can be meant."""
        if self.account is not None:
            return [_of_account.asking(self.account.pk, self.values["full_name"])]
        # Two people of one name and no number: never assume they are one.
        return [_of_number.asking(self.values["identity_index"])] if self.values["identity_index"] else []

    def settled(self, answers: Sequence[Sequence[Applicant]], now: datetime) -> tuple[Applicant, Statement]:
        """The row that says exactly this, or a new one, and the statement that is still to be carried out."""
        for row in (row for answer in answers for row in answer):
            if all(getattr(row, name) == value for name, value in self.values.items()):
                return row, Statement(_MADE_LATEST, (connection.ops.adapt_datetimefield_value(now), _key(row)))
        made = Applicant(account=self.account, created_at=now, updated_at=now, **self.values)
        return made, rows.inserting(made)


def update_applicant(*, applicant: Applicant, by: Actor, now: datetime, **changes: Any) -> Applicant | Refusal:
    """Correct what is written about the person; refused once the row was erased."""
    if applicant.erased_at is not None:
        return Refusal("erased", "Dữ liệu của người này đã được xoá nên không sửa được nữa.")
    unknown = changes.keys() - set(FIELDS)
    if unknown:
        raise TypeError(f"not fields of an applicant: {', '.join(sorted(unknown))}")
    current = {name: getattr(applicant, name) for name in FIELDS}
    if "identity_number" in changes and "identity_kind" not in changes:
        current["identity_kind"] = ""
    for name, value in _values(**(current | changes)).items():
        setattr(applicant, name, value)
    applicant.updated_at = now
    applicant.save()
    return applicant


@transaction.atomic
def erase_applicant(*, applicant: Applicant, by: Actor, now: datetime) -> Applicant:
    """Remove everything that identifies the person; the row stays because dossiers point at it."""
    if applicant.erased_at is None:
        for name, value in _ERASED.items():
            setattr(applicant, name, value)
        applicant.erased_at = applicant.updated_at = now
        applicant.save()
    return applicant


def _values(**given: Any) -> dict[str, Any]:
    """The columns for what was given: cleaned, in normal form, with kind of paper, blind index and search key."""
    name = clean(given["full_name"])
    if not name:
        raise ValueError("an applicant needs a name")
    number = normal_identity(given["identity_number"])
    paper = (given["identity_kind"] or identity_kind(number)) if number else ""
    if number and identity_problem(paper, number):
        raise ValueError(f"not a number of kind {paper}")
    phone = normal_phone(given["phone"])
    return {
        "kind": Applicant.Kind(given["kind"]).value,
        "full_name": name,
        "date_of_birth": given["date_of_birth"] if given["kind"] == Applicant.Kind.PERSON else None,
        "identity_kind": paper,
        "identity_number": number,
        "identity_index": identity_index(number),
        "tax_code": given["tax_code"].strip(),
        "address": clean(given["address"]),
        "phone": phone,
        "email": given["email"].strip(),
        "search_key": search_key(name, given["tax_code"], phone),
    }


def _key(row: Applicant) -> Any:
    return Applicant._meta.pk.get_db_prep_value(row.pk, connection)


# Forms are prefilled from what was written last about somebody, by account or by number. The row said again becomes
# that one, unless it is already: most people say the same each time, and a row written anew costs every index.
_MADE_LATEST = (
    "UPDATE people_applicant AS said SET updated_at = %s WHERE id = %s AND (EXISTS ("
    "SELECT 1 FROM people_applicant AS other WHERE other.account_id = said.account_id AND other.id <> said.id"
    " AND other.erased_at IS NULL AND other.updated_at >= said.updated_at)"
    " OR said.identity_index <> '' AND EXISTS ("
    "SELECT 1 FROM people_applicant AS other WHERE other.identity_index = said.identity_index AND other.id <> said.id"
    " AND other.erased_at IS NULL AND other.updated_at >= said.updated_at))"
)
_of_account = Fixed(
    lambda key, name: Applicant.objects.filter(account=key, full_name=name, erased_at=None).order_by("id"),
    UUIDField(),
    CharField(),
)
_of_number = Fixed(
    lambda index: Applicant.objects.filter(account=None, identity_index=index, erased_at=None).order_by("id"),
    CharField(),
)
