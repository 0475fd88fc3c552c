"""Finding persons and organisations without reading anybody's identity number."""

from django.conf import settings
from django.db.models import QuerySet

from motcua.people.models import Account, Applicant
from motcua.people.rules import blind_index


def identity_index(number: str) -> str:
    """The blind index of `number` under this instance's key; empty for an empty number."""
    return blind_index(number, settings.MOTCUA_BLIND_KEY)


def applicants_with(identity_number: str) -> QuerySet[Applicant]:
    """All rows of the person with this identity number, the latest first; none for an empty number."""
    index = identity_index(identity_number)
    rows = Applicant.objects.filter(identity_index=index, erased_at__isnull=True).order_by("-updated_at", "-id")
    return rows if index else rows.none()


def find_applicant(identity_number: str) -> Applicant | None:
    """What was last written about the person with this identity number; None when nothing is known."""
    return applicants_with(identity_number).first()


def own_applicant(account: Account) -> Applicant | None:
    """The account's own row: what forms are prefilled from. None before the first one was made."""
    rows = Applicant.objects.filter(account=account, erased_at__isnull=True)
    return rows.order_by("-updated_at", "-id").first()
