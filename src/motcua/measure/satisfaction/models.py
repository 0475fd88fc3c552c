"""Links by which a dossier may be rated: one per dossier and way, the newest; kept as a hash."""

from django.db import models


class Invitation(models.Model):
    """A link given out. `way` says how; a new one of the same way takes the place of the old.

    Whether it was used is not kept here: the dossier itself says whether it is rated, and is rated once.
    """

    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="+")
    way = models.CharField(max_length=10)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    made_by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "way"], name="invitation_one_per_way"),
            models.CheckConstraint(condition=models.Q(expires_at__gt=models.F("made_at")), name="invitation_lasts"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.way}"
