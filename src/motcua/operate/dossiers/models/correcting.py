"""Errors of the office that the office mends itself, and the results that were replaced."""

from django.db import models

from motcua.kernel.ids import new_id


class Correction(models.Model):
    """One error of the office: proposed by one person, approved by another. The texts are about a person's matter.

    `old` and `new` say what was recorded and what it becomes; `signed_file` is a corrected result until it is issued.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="corrections")
    kind = models.CharField(max_length=12)
    reason = models.TextField()
    old = models.JSONField(default=dict)
    new = models.JSONField(default=dict)
    standing = models.CharField(max_length=10, default="proposed")
    proposed_by = models.ForeignKey("people.Account", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey("people.Account", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_note = models.TextField(blank=True)
    signed_file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    certificate = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-proposed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(standing__in=["proposed", "approved", "refused", "done"]),
                name="correction_standing_known",
            ),
            models.UniqueConstraint(
                fields=["dossier", "kind"],
                condition=models.Q(standing__in=["proposed", "approved"]),
                name="correction_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.dossier_id}"


class FormerResult(models.Model):
    """A result as it was issued, before a corrected one took its place. Never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="former_results")
    correction = models.OneToOneField("dossiers.Correction", models.PROTECT, related_name="replaced")
    kind = models.CharField(max_length=12)
    title = models.TextField()
    body = models.JSONField()
    number_symbol = models.CharField(max_length=60)
    issued_on = models.DateField()
    issued_file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    signer = models.ForeignKey("people.Account", models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField()

    class Meta:
        ordering = ["replaced_at", "pk"]

    def __str__(self) -> str:
        return self.number_symbol
