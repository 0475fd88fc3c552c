"""What people have typed: drafts with their files, and the frozen answers of what was submitted. Personal rows."""

from django.db import models
from django.db.models import Q

from motcua.kernel.ids import new_id


class Draft(models.Model):
    """An application that is being filled in. `answers` are raw: what was typed, right or wrong.

    `extra` belongs to whoever started the draft (persons, delivery, …). `version` counts saves; `section_versions`
    says at which save each section was last written, so that two windows are noticed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey("people.Account", models.CASCADE, null=True, blank=True, related_name="+")
    purpose = models.CharField(max_length=80)
    procedure_code = models.CharField(max_length=40)
    form_version = models.ForeignKey("eforms.FormVersion", models.PROTECT, null=True, related_name="drafts")
    answers = models.JSONField(default=dict)
    extra = models.JSONField(default=dict)
    resume_index = models.CharField(max_length=64, unique=True)  # keyed hash: the code itself is not kept
    version = models.PositiveIntegerField(default=0)
    section_versions = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-updated_at"]
        indexes = [
            models.Index(fields=["account", "-updated_at"], name="draft_by_account"),
            models.Index(fields=["expires_at"], name="draft_by_expiry"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.id}"


class DraftFile(models.Model):
    """A file attached to a draft for one component of the procedure; `name` is the name it was sent with."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files")
    component_code = models.CharField(max_length=60)
    stored_file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["component_code", "uploaded_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "component_code", "stored_file"], name="draftfile_once"),
        ]

    def __str__(self) -> str:
        return f"{self.component_code}: {self.name}"


class Answers(models.Model):
    """The frozen answers of one submitted form and how they were shown; `erased_at`: emptied as the law asks.

    `shown`: the filled form as it was read; `rendering_hash`: over everything that was asked (labels, help, answers to
    choose from, in order) under the version of the form, without a word of what was answered.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    form_version = models.ForeignKey("eforms.FormVersion", models.PROTECT, related_name="answers")
    draft_id = models.UUIDField(null=True, unique=True, editable=False)
    account = models.ForeignKey("people.Account", models.SET_NULL, null=True, blank=True, related_name="+")
    answers = models.JSONField()
    shown = models.JSONField()
    shown_hash = models.CharField(max_length=64)
    rendering_hash = models.CharField(max_length=64, default="", blank=True)
    frozen_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["account", "-frozen_at"], name="answers_by_account")]
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(shown_hash=""), name="answers_erased_leave_no_hash"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
