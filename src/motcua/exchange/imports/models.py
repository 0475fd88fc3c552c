"""Imports with their accounts, rows that were refused, what is odd in what was taken, and mappings of columns."""

from django.db import models
from django.db.models import F, Q

from motcua.kernel.ids import new_id


class Mapping(models.Model):
    """Which column is which field, for one agency and one set of headings; used again without asking."""

    agency = models.CharField(max_length=60)
    signature = models.CharField(max_length=32)
    headings = models.JSONField()
    columns = models.JSONField()
    changed_by = models.CharField(max_length=64)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "signature"], name="mapping_once_per_headings")]

    def __str__(self) -> str:
        return f"{self.agency} {', '.join(self.headings)[:60]}"


class Import(models.Model):
    """One file of another system. `read` grows with every batch, in the transaction that takes the batch.

    `fields`: how many rows said something, by field. A file that was sent is personal and erased once taken.
    """

    class State(models.TextChoices):
        MAPPING = "mapping", "Chờ khớp cột"
        WAITING = "waiting", "Chờ nhập"
        RUNNING = "running", "Đang nhập"
        DONE = "done", "Đã nhập xong"
        FAILED = "failed", "Không nhập được"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=6)
    name = models.CharField(max_length=255)
    path = models.CharField(max_length=500, blank=True)
    size = models.BigIntegerField(default=0)
    agency = models.CharField(max_length=60)
    mapping = models.ForeignKey("imports.Mapping", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    problem = models.CharField(max_length=500, blank=True)
    total = models.PositiveIntegerField(default=0)
    read = models.PositiveIntegerField(default=0)
    taken = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    whole = models.PositiveIntegerField(default=0)
    fields = models.JSONField(default=dict)
    asked_by = models.CharField(max_length=64)
    asked_role = models.CharField(max_length=40, blank=True)
    asked_unit = models.CharField(max_length=80, blank=True)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(read=F("taken") + F("unchanged") + F("refused")), name="import_accounts_for_each_row"
            ),
        ]
        indexes = [models.Index(fields=["-asked_at"], name="import_by_time")]

    def __str__(self) -> str:
        return self.name


class RefusedRow(models.Model):
    """A row that was not taken, kept as it came until it is mended. Personal: `raw` is emptied when it is settled."""

    class State(models.TextChoices):
        OPEN = "open", "Chờ sửa"
        TAKEN = "taken", "Đã sửa và nhập"
        DROPPED = "dropped", "Bỏ qua"

    source = models.ForeignKey("imports.Import", models.CASCADE, related_name="refused_rows")
    row = models.PositiveIntegerField()
    code = models.CharField(max_length=30)
    reason = models.CharField(max_length=500)
    dossier_code = models.CharField(max_length=60, blank=True)
    raw = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    settled_by = models.CharField(max_length=64, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "row"], name="refused_row_once")]

    def __str__(self) -> str:
        return f"{self.row}: {self.code}"


class Finding(models.Model):
    """What is odd in the account of one dossier; replaced by what is odd in its next account that was taken."""

    dossier_id = models.UUIDField()
    dossier_code = models.CharField(max_length=60)
    kind = models.CharField(max_length=30)
    unit = models.CharField(max_length=60)
    month = models.DateField()
    source = models.ForeignKey("imports.Import", models.CASCADE, related_name="findings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier_id", "kind"], name="finding_once_per_dossier")]
        indexes = [models.Index(fields=["kind", "month"], name="finding_by_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.dossier_code}"
