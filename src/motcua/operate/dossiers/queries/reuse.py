"""Papers of earlier dossiers that an applicant need not bring again."""

from motcua.operate.dossiers.models import Paper


def reusable_papers(*, identity_index: str, component_code: str = "", limit: int = 20) -> list[Paper]:
    """Digital papers of the same owner, newest first. An empty index (no identity number) finds nothing."""
    if not identity_index:
        return []
    rows = Paper.objects.filter(
        dossier__owner__identity_index=identity_index, stored_file__isnull=False, replaced_at=None
    ).select_related("dossier__procedure")
    if component_code:
        rows = rows.filter(component_code=component_code)
    return list(rows.order_by("-handed_in_at", "pk")[:limit])
