"""Files that officials bring in: looked at first, taken only when somebody says so, kept with what became of them."""

from typing import Any

from django.db import models
from django.db.models import Q


class CatalogueFile(models.Model):
    """One uploaded file on its way into the catalogue.

    `forecast`: what taking it would do, as it was when it was looked at; `result`: what became of it. `position` of
    `total`: how far the work in hand has come. `faults`: what was refused, with every place.
    """

    class State(models.TextChoices):
        CHECKING = "checking", "đang kiểm tra"
        CHECKED = "checked", "chờ xác nhận"
        IMPORTING = "importing", "đang ghi"
        DONE = "done", "đã nhập"
        FAILED = "failed", "không đọc được"
        CANCELLED = "cancelled", "đã bỏ"

    name = models.CharField(max_length=200)
    shape = models.CharField(max_length=20, blank=True)
    stored_file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State)
    total = models.PositiveIntegerField(default=0)
    position = models.PositiveIntegerField(default=0)
    forecast = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    faults = models.JSONField(default=list)  # [{id, wrong: [{place, reason, sheet, row, column}]}]
    error = models.TextField(blank=True)
    uploaded_by = models.CharField(max_length=60)
    uploaded_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=60, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(state="failed") | ~Q(error=""), name="cataloguefile_failed_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_state_display()}"

    @property
    def is_working(self) -> bool:
        return self.state in (self.State.CHECKING, self.State.IMPORTING)

    @property
    def report(self) -> dict[str, Any]:
        """What became of it, or what would."""
        found: dict[str, Any] = self.result if self.state == self.State.DONE else self.forecast
        return found
