"""Proposals to ask a person once more that wait for a head of unit."""

from collections.abc import Sequence

from motcua.operate.dossiers.queries import Dossier
from motcua.operate.intake.models import Proposal
from motcua.people.rules import Grant


def open_of(dossier: Dossier) -> Proposal | None:
    """The proposal about this dossier that is not decided; None when there is none."""
    return Proposal.objects.filter(dossier=dossier, agreed=None).select_related("proposed_by").first()


def waiting(grants: Sequence[Grant]) -> list[Proposal]:
    """Proposals that the holder of `grants` decides, the oldest first."""
    units = [grant.unit_key for grant in grants if grant.role == "unit_head"]
    rows = Proposal.objects.filter(agreed=None, dossier__unit__key__in=units)
    return list(rows.select_related("dossier__procedure", "proposed_by").order_by("proposed_at"))
