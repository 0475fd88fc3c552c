"""A proposal to ask a person once more for what could have been asked before: decided by the head of the unit."""

from django.db import models

from motcua.kernel.ids import new_id


class Proposal(models.Model):
    """What an official wants to ask again and why. `agreed` None: not decided yet; at most one such per dossier."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="repeat_proposals")
    items = models.JSONField()
    reason = models.TextField()
    contact = models.TextField(blank=True)
    why = models.TextField()
    proposed_by = models.ForeignKey("people.Account", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    agreed = models.BooleanField(null=True)
    answer = models.TextField(blank=True)
    decided_by = models.ForeignKey("people.Account", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=models.Q(agreed=None), name="intake_one_open_proposal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.proposed_at:%Y-%m-%d}"
