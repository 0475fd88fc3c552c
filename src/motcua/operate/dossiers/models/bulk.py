"""One act on many dossiers: what was asked, and what became of each."""

from django.db import models

from motcua.kernel.ids import new_id


class BulkRun(models.Model):
    """One act on many dossiers, asked for by one person. `data` is what the act is called with.

    `touched_at` says when work on it last went on: one that stands still is taken up again.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    action = models.CharField(max_length=30)
    data = models.JSONField(default=dict)
    title = models.CharField(max_length=200)
    asked_by = models.ForeignKey("people.Account", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at", "pk"]
        indexes = [
            models.Index(fields=["asked_by", "-asked_at"], name="bulk_by_person"),
            models.Index(fields=["touched_at"], condition=models.Q(finished_at=None), name="bulk_unfinished"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.asked_at:%Y-%m-%d %H:%M}"


class BulkLine(models.Model):
    """One dossier of a run. `version` is the one the person saw; `tries` makes each try a command of its own."""

    run = models.ForeignKey("dossiers.BulkRun", models.CASCADE, related_name="lines")
    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField()
    standing = models.CharField(max_length=10, default="waiting")
    code = models.CharField(max_length=40, blank=True)
    message = models.TextField(blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "dossier"], name="bulk_line_once"),
            models.CheckConstraint(
                condition=models.Q(standing__in=["waiting", "done", "refused"]), name="bulk_standing_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.number}"
