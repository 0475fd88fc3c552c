"""An agency's own templates of decisions, and the copies of one dossier an officer works on."""

from django.db import models

from motcua.kernel.ids import new_id


class DecisionTemplate(models.Model):
    """A DOCX template that was checked. `procedure_code` "" serves every procedure. Never changed, only withdrawn."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    procedure_code = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=12)
    stored_file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    placeholders = models.JSONField()
    uploaded_by = models.ForeignKey("people.Account", models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("people.Account", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=["approval", "refusal"]), name="template_kind_known")
        ]
        indexes = [models.Index(fields=["procedure_code", "kind"], name="template_by_procedure")]

    def __str__(self) -> str:
        return self.name


class WorkingCopy(models.Model):
    """A DOCX that the officer edited and put back, for those who review; it is never what is signed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="working_copies")
    stored_file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    put_by = models.ForeignKey("people.Account", models.PROTECT, related_name="+")
    put_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.file_name
