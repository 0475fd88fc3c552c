"""Plans, every text imported for them, their items, and what people completed by hand."""

from django.db import models
from django.db.models import Q

from motcua.kernel.ids import new_id


class Plan(models.Model):
    """A plan of one year. `key` tells plans apart: year and title without accents."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=160, unique=True)
    year = models.PositiveSmallIntegerField(null=True)
    title = models.CharField(max_length=400, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-year", "-created_at"]

    def __str__(self) -> str:
        return self.title or self.key


class PlanEdition(models.Model):
    """One imported text with its reading, as it was. Never changed; the newest one is in force."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    reading = models.JSONField()
    report = models.JSONField()
    imported_by = models.CharField(max_length=64)
    imported_at = models.DateTimeField()

    class Meta:
        ordering = ["plan_id", "-number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plan_edition_number_once")]

    def __str__(self) -> str:
        return f"{self.plan} ({self.number})"


class PlanItem(models.Model):
    """A purpose, requirement, task or target. Its id stays the same when a later text renumbers or rewords it.

    `content` is what the newest text says and is replaced by every import; edits of people are `Completion` rows.
    """

    KINDS = ("purpose", "requirement", "task", "target")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(max_length=12)
    code = models.CharField(max_length=60)
    position = models.PositiveIntegerField()
    text = models.TextField()
    previous_text = models.TextField(blank=True)
    content = models.JSONField()
    text_changed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["plan_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "kind", "code"], condition=Q(withdrawn_at__isnull=True), name="plan_item_code_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=("purpose", "requirement", "task", "target")), name="plan_item_known_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"


class Completion(models.Model):
    """A person's value for one field of an item; null takes an earlier one back. The newest of a field counts."""

    item = models.ForeignKey(PlanItem, on_delete=models.PROTECT, related_name="completions")
    field = models.CharField(max_length=20)
    value = models.JSONField(null=True)
    by = models.CharField(max_length=64)
    by_role = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        ordering = ["item_id", "at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(field__in=("owner", "coordinators", "deadline", "recurrence", "product")),
                name="plan_completion_known_field",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.field}"
