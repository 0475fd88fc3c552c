"""Tables of processes: versions are frozen once made, assignments say which unit handles what."""

from django.db import models


class ProcessVersion(models.Model):
    """One frozen version of a process. Dossiers keep the version they were accepted under."""

    key = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    definition = models.JSONField()
    definition_hash = models.CharField(max_length=64)
    effective_from = models.DateField(null=True)
    source = models.TextField(blank=True)
    status = models.CharField(max_length=20)
    drawing = models.TextField(blank=True)  # BPMN 2.0 as it was drawn; "" for a table of steps from a file
    examples = models.JSONField(default=list)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "number"], name="process_version_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.number}"


class ProcessDraft(models.Model):
    """A process that is being written, beside the version in use. `edit` counts the saves (compare-and-set).

    `net` is what was read of `drawing`. `stream_version` is the length of
    the stream ("process", key).
    """

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    drawing = models.TextField()
    net = models.JSONField()
    examples = models.JSONField(default=list)
    waiting_days = models.PositiveIntegerField(default=30)
    edit = models.PositiveIntegerField(default=0)
    own_layout = models.BooleanField(default=True)  # False: drawn by a person, so its layout is kept
    stream_version = models.PositiveIntegerField(default=0)
    edited_by = models.CharField(max_length=60)
    edited_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "key"]
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="process_draft_has_a_name")]

    def __str__(self) -> str:
        return f"{self.name} (đang soạn)"


class ProcessUse(models.Model):
    """Procedure `procedure_code` follows process `process_key`; procedures without a row follow "standard"."""

    procedure_code = models.CharField(max_length=60, unique=True)
    process_key = models.CharField(max_length=60)

    def __str__(self) -> str:
        return f"{self.procedure_code} → {self.process_key}"


class Assignment(models.Model):
    """Which unit handles a procedure (by its code) or a field of procedures (by its folded name).

    A row a person has edited (`edited_by`) is never overwritten by the loader.
    """

    procedure_code = models.CharField(max_length=60, blank=True)
    field_key = models.CharField(max_length=200, blank=True)
    unit_key = models.CharField(max_length=60)
    edited_by = models.CharField(max_length=60, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procedure_code", "field_key"], name="assignment_once"),
            models.CheckConstraint(
                condition=models.Q(procedure_code="") ^ models.Q(field_key=""), name="assignment_code_or_field"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_code or self.field_key or '*'} → {self.unit_key}"
