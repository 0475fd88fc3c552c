"""Whether numbers and names of applicants fit together, told without telling any of them."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from motcua.kernel.text import search_key
from motcua.people.models import Applicant
from motcua.people.rules import identity_problem, normal_identity

FEWEST_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """`index`: the keyed index of the number; `odd`: the number fails its format or is one digit again and again;
    `name`: a fingerprint, the same for the same name. None of them leads back to a person."""

    index: str
    odd: bool
    name: str


def identity_marks(ids: Collection[Any]) -> dict[Any, Mark]:
    """The marks of those of the applicants who gave a number, by id. Nothing is shown, so nothing is logged as read."""
    rows = Applicant.objects.filter(pk__in=list(ids)).exclude(identity_index="").order_by()
    names = ("pk", "identity_index", "identity_kind", "identity_number", "full_name")
    found = {}
    for pk, index, kind, number, name in rows.values_list(*names):
        plain = normal_identity(number)
        odd = identity_problem(kind, number) is not None or len(set(plain)) < FEWEST_DIGITS
        found[pk] = Mark(index, odd, hashlib.sha256(search_key(name).encode()).hexdigest()[:16])
    return found
