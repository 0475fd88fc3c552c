"""How due dates changed after they were promised, and who was warned of them."""

from django.db import models

from motcua.kernel.ids import new_id


class DueChange(models.Model):
    """One change of what the applicant is promised: an extension, an apology, or a holiday that came later.

    "extension" and "calendar" move the legal due date; "apology" moves only the appointment, the dossier stays late by
    the law. `rule` is the id of the rule set that allows it; `late`: the apology came later than the law wants it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="due_changes")
    kind = models.CharField(max_length=12)
    number = models.PositiveSmallIntegerField()
    days = models.PositiveSmallIntegerField()
    rule = models.CharField(max_length=60, blank=True)
    basis = models.CharField(max_length=300, blank=True)
    old_due = models.DateTimeField()
    new_due = models.DateTimeField()
    late = models.BooleanField(default=False)
    note = models.ForeignKey("dossiers.Note", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("people.Account", models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "kind", "number"], name="due_change_once"),
            models.CheckConstraint(condition=models.Q(new_due__gt=models.F("old_due")), name="due_change_later"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.dossier_id}"


class DeadlineWarning(models.Model):
    """One warning about one due instant of one dossier, given once. `roles`: who is told."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="warnings")
    key = models.CharField(max_length=40)
    words = models.CharField(max_length=200)
    roles = models.JSONField()
    late = models.BooleanField()
    due_at = models.DateTimeField()
    raised_at = models.DateTimeField()

    class Meta:
        ordering = ["-raised_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["dossier", "key", "due_at"], name="warning_once")]
        indexes = [models.Index(fields=["-raised_at"], name="warning_newest")]

    def __str__(self) -> str:
        return f"{self.key} {self.dossier_id}"
