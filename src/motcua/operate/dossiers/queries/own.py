"""What a person may read of dossiers: those they own or filed, and nobody else's."""

from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q, QuerySet

from motcua.operate.dossiers.models import Dossier
from motcua.operate.dossiers.queries.inbox import PAGE, Page, _after, _key


def mine(*, account: AbstractBaseUser, after: str | None = None, limit: int = PAGE) -> Page:
    """The account's dossiers, keyset-paged, the latest first. `total` is not counted (-1): people do not page by it."""
    rows = _after(_own(account), after).select_related("procedure", "owner").order_by("-submitted_at", "-pk")
    found = list(rows[: limit + 1])
    more = len(found) > limit
    found = found[:limit]
    return Page(found, -1, _key(found[-1]) if more else None)


def mine_one(dossier_id: UUID, account: AbstractBaseUser) -> Dossier | None:
    """One dossier of the account with all that its page shows; None for somebody else's, as if it did not exist."""
    related = (
        "procedure",
        "procedure_version",
        "owner",
        "filer",
        "subject",
        "result",
        "receipt_unit",
        "unit",
        "answers",
    )
    return _own(account).select_related(*related).filter(pk=dossier_id).first()


def _own(account: AbstractBaseUser) -> QuerySet[Dossier]:
    persons = list(account.applicants.values_list("pk", flat=True)) if account.pk else []  # type: ignore[attr-defined]
    return Dossier.objects.filter(Q(owner__in=persons) | Q(filer__in=persons), parent=None)
