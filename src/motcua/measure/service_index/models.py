"""What the portal published of the index, row by row, in editions: a later file never overwrites an earlier one."""

from django.db import models
from django.db.models import F, Q


class PublishedFile(models.Model):
    """One file that was brought in: what was read, and every row that was refused, with the reason."""

    name = models.CharField(max_length=255)
    stored_file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    scale = models.CharField(max_length=40)
    read = models.PositiveIntegerField()
    taken = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    refused = models.JSONField(default=list)
    imported_by = models.CharField(max_length=64)
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(read__gte=F("taken") + F("unchanged")), name="service_index_file_adds_up"
            )
        ]

    def __str__(self) -> str:
        return self.name


class PublishedFigure(models.Model):
    """One published figure of a unit and period. `metric`: a metric's code, GROUP_TOTAL or TOTAL.

    `edition` counts what was published of the same figure one after the other; `recorded_at` is when we learned it.
    """

    unit_code = models.CharField(max_length=60)
    unit_name = models.CharField(max_length=200, blank=True)
    unit_kind = models.CharField(max_length=40, blank=True)
    first = models.DateField()
    last = models.DateField()
    period = models.CharField(max_length=120)
    group = models.CharField(max_length=20, blank=True)
    metric = models.CharField(max_length=60)
    edition = models.PositiveIntegerField()
    numerator = models.DecimalField(max_digits=21, decimal_places=6, null=True)
    denominator = models.DecimalField(max_digits=21, decimal_places=6, null=True)
    ratio = models.DecimalField(max_digits=21, decimal_places=6, null=True)
    score = models.DecimalField(max_digits=21, decimal_places=6, null=True)
    max_score = models.DecimalField(max_digits=21, decimal_places=6, null=True)
    source = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField()
    file = models.ForeignKey("service_index.PublishedFile", models.PROTECT, related_name="figures")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit_code", "first", "last", "group", "metric", "edition"], name="service_index_edition_once"
            ),
            models.CheckConstraint(condition=Q(first__lte=F("last")), name="service_index_period_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_code} {self.metric} {self.first}..{self.last} ({self.edition})"
