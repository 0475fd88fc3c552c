"""A report as it was sent: kept once, so that the next one can be compared with it."""

from django.db import models


class KeptReport(models.Model):
    """The figures of II.06a as reported for a period. Written once, never changed."""

    period = models.CharField(max_length=30, unique=True)
    first = models.DateField()
    last = models.DateField(db_index=True)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey("people.Account", models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.period
