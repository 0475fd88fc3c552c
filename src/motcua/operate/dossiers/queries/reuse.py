"""Papers of earlier dossiers that an applicant need not bring again."""

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q

from motcua.operate.dossiers.models import Paper


def reusable_papers(
    *, identity_index: str, component_code: str = "", account: AbstractBaseUser | None = None, limit: int = 20
) -> list[Paper]:
    """Digital papers of the same owner, newest first. An empty index (no identity number) finds nothing.

    `account`: only from dossiers this account owned or filed. A person must be asked so: whoever types somebody else's
    identity number must not be shown what that other person handed in.
    """
    if not identity_index:
        return []
    rows = Paper.objects.filter(
        dossier__owner__identity_index=identity_index, stored_file__isnull=False, replaced_at=None
    ).select_related("dossier__procedure")
    if account is not None:
        rows = rows.filter(Q(dossier__owner__account=account.pk) | Q(dossier__filer__account=account.pk))
    if component_code:
        rows = rows.filter(component_code=component_code)
    return list(rows.order_by("-handed_in_at", "pk")[:limit])
