"""The row beside each edition. What it says is in its file; that it was made is in the log."""

from django.db import models
from django.db.models import F, Q


class Edition(models.Model):
    """One closing of a period. Never changed: what is wrong in it is put right by the next edition.

    `position`: the last event of the log that it knows; `cut_off`: the instant of closing. `inputs`: what came from
    outside the dossiers' log, as it was then. `signature` over the bytes of `content`, by `certificate` (DER); both
    empty when nobody could sign.
    """

    key = models.CharField(max_length=40)
    first = models.DateField()
    last = models.DateField()
    number = models.PositiveIntegerField()
    position = models.BigIntegerField()
    cut_off = models.DateTimeField()
    content = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    inputs = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    signature = models.BinaryField(blank=True)
    certificate = models.BinaryField(blank=True)
    reason = models.TextField(blank=True)
    closed_by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "number"], name="edition_once"),
            models.CheckConstraint(condition=Q(first__lte=F("last")), name="edition_period_forward"),
            models.CheckConstraint(condition=Q(number__gte=1), name="edition_number_from_one"),
        ]
        ordering = ["-last", "key", "-number"]

    def __str__(self) -> str:
        return f"{self.key}/{self.number}"
