"""Papers of earlier dossiers that an applicant need not bring again."""

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q

from motcua.kernel.fixed import Fixed
from motcua.operate.dossiers.models import Paper

MOST = 20

# The question of the counter, asked for every paper of a person who was here before.
_HELD: Fixed[Paper] = Fixed(
    lambda index, code: (
        Paper.objects.filter(
            dossier__owner__identity_index=index,
            component_code=code,
            stored_file__isnull=False,
            replaced_at=None,
            dossier__parent=None,
        )
        .select_related("dossier__procedure")
        .order_by("-handed_in_at", "pk")[:MOST]
    ),
    Paper._meta.get_field("component_code"),
    Paper._meta.get_field("component_code"),
)


def reusable_papers(
    *, identity_index: str, component_code: str = "", account: AbstractBaseUser | None = None, limit: int = MOST
) -> list[Paper]:
    """Digital papers of the same owner, newest first. An empty index (no identity number) finds nothing.

    `account`: only from dossiers this account owned or filed. A person must be asked so: whoever types somebody else's
    identity number must not be shown what that other person handed in.
    """
    if not identity_index:
        return []
    if component_code and account is None and limit <= MOST:
        return _HELD(identity_index, component_code)[:limit]
    rows = Paper.objects.filter(
        dossier__owner__identity_index=identity_index, stored_file__isnull=False, replaced_at=None, dossier__parent=None
    ).select_related("dossier__procedure")
    if account is not None:
        rows = rows.filter(Q(dossier__owner__account=account.pk) | Q(dossier__filer__account=account.pk))
    if component_code:
        rows = rows.filter(component_code=component_code)
    return list(rows.order_by("-handed_in_at", "pk")[:limit])
