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
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "number"], name="process_version_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.number}"


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
