"""Registers brought in from outside, and figures declared with their evidence."""

from django.db import models
from django.db.models import F, Q


class RegisterFile(models.Model):
    """One file that was brought in: what was read, and every row that was refused, with the reason."""

    kind = models.CharField(max_length=30)
    name = models.CharField(max_length=255)
    stored_file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    read = models.PositiveIntegerField()
    taken = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    refused = models.JSONField(default=list)
    imported_by = models.CharField(max_length=64)
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(read__gte=F("taken") + F("unchanged")), name="register_file_adds_up")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.name}"


class RegisterEntry(models.Model):
    """One row of a register. A later file may correct it; what it said before stays in that earlier file."""

    kind = models.CharField(max_length=30)
    identity = models.CharField(max_length=600)
    on = models.DateField()
    values = models.JSONField()
    file = models.ForeignKey("registers.RegisterFile", models.PROTECT, related_name="entries")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "identity"], name="register_entry_once")]
        indexes = [models.Index(fields=["kind", "on"], name="register_by_date")]

    def __str__(self) -> str:
        return f"{self.kind} {self.identity}"


class DeclaredFigure(models.Model):
    """A figure that a unit declares for one indicator and period, with the file that proves it.

    Marked as declared wherever it is shown. A newer declaration of the same period replaces it; none is deleted.
    """

    indicator = models.CharField(max_length=10)
    first = models.DateField()
    last = models.DateField()
    numerator = models.PositiveIntegerField()
    denominator = models.PositiveIntegerField()
    note = models.TextField(blank=True)
    evidence = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    evidence_name = models.CharField(max_length=255)
    declared_by = models.CharField(max_length=64)
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(numerator__lte=F("denominator")), name="declared_part_of_whole"),
            models.CheckConstraint(condition=Q(first__lte=F("last")), name="declared_period_forward"),
        ]
        indexes = [models.Index(fields=["indicator", "first", "last"], name="declared_by_period")]

    def __str__(self) -> str:
        return f"{self.indicator} {self.first}..{self.last}"
