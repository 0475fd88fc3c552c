"""A finding as its events tell it, and the reasons people gave."""

from django.db import models

from motcua.kernel.ids import new_id
from motcua.measure.checks.rules import STATES


class FigureFinding(models.Model):
    """One finding. Written only by the projector from the events of its stream ("figure_check", id)."""

    id = models.UUIDField(primary_key=True)
    version = models.PositiveIntegerField()
    check_id = models.CharField(max_length=30)
    unit = models.CharField(max_length=60, blank=True)
    period = models.CharField(max_length=30)
    thresholds = models.CharField(max_length=60)
    words = models.CharField(max_length=300)
    flagged = models.PositiveIntegerField()
    looked = models.PositiveIntegerField()
    figure = models.JSONField()
    evidence = models.JSONField()
    seen = models.JSONField()
    state = models.CharField(max_length=12, choices=list(STATES.items()))
    signal = models.CharField(max_length=36, blank=True)
    changed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["period", "check_id", "unit"], name="finding_by_period"),
            models.Index(fields=["state", "period"], name="finding_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.check_id} {self.unit} {self.period}"


class FindingText(models.Model):
    """The reason of a decision, in free text. Erasable; events refer to its id."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    finding = models.ForeignKey(FigureFinding, models.CASCADE, related_name="texts")
    text = models.TextField()
    written_by = models.ForeignKey("people.Account", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.finding_id)


class Looked(models.Model):
    """When a period was last looked through, by which thresholds, and how much was found."""

    period = models.CharField(max_length=30, unique=True)
    at = models.DateTimeField()
    thresholds = models.CharField(max_length=60)
    dossiers = models.PositiveIntegerField()
    found = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.period
