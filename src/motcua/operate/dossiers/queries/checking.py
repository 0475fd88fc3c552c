"""What an audit compares: hashes of what was handed in and of what was given out, and whose the dossier is."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from motcua.operate.dossiers.models import Dossier, Paper, Result


@dataclass(frozen=True, slots=True)
class Held:
    """Ids and hashes only: `submitted` every file handed in, `result` the file issued, else signed, else ""."""

    owner_id: UUID
    submitted: frozenset[str]
    result: str


def files_and_owners(ids: Sequence[UUID]) -> dict[UUID, Held]:
    """By dossier. 3 queries."""
    papers: dict[UUID, set[str]] = {}
    files = Paper.objects.filter(dossier__in=ids, stored_file__isnull=False).order_by()
    for dossier_id, sha in files.values_list("dossier_id", "stored_file_id"):
        papers.setdefault(dossier_id, set()).add(sha)
    results = Result.objects.filter(pk__in=ids).order_by()
    given = {
        pk: issued or signed or "" for pk, issued, signed in results.values_list("pk", "issued_file", "signed_file")
    }
    owners = Dossier.objects.filter(pk__in=ids).order_by().values_list("pk", "owner_id")
    return {pk: Held(owner, frozenset(papers.get(pk, ())), given.get(pk, "")) for pk, owner in owners}
