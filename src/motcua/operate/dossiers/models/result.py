"""The result of a dossier: drafted, signed by the competent person, issued by the clerk."""

from django.db import models

from motcua.kernel.ids import new_id


class Result(models.Model):
    """The one result document of a dossier. Its text is about a person, so it stays out of events."""

    dossier = models.OneToOneField("dossiers.Dossier", models.CASCADE, related_name="result", primary_key=True)
    kind = models.CharField(max_length=12)
    title = models.TextField()
    body = models.JSONField()
    drafted_by = models.ForeignKey("people.Account", models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    draft_file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    signed_file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    signer = models.ForeignKey("people.Account", models.PROTECT, null=True, related_name="+")
    signer_title = models.CharField(max_length=120, blank=True)
    certificate = models.CharField(max_length=64, blank=True)
    signed_at = models.DateTimeField(null=True)
    issued_file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    number_symbol = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True)
    issued_by = models.ForeignKey("people.Account", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=["approval", "refusal"]), name="result_kind_known"),
            models.CheckConstraint(
                condition=models.Q(issued_on=None, number_symbol="")
                | (models.Q(issued_on__isnull=False) & ~models.Q(number_symbol="")),
                name="result_number_with_date",
            ),
        ]

    def __str__(self) -> str:
        return self.number_symbol or f"dự thảo {self.dossier_id}"

    @property
    def is_electronic(self) -> bool:
        """A file signed and issued here; a scan of a paper result is not one."""
        return self.issued_file_id is not None and bool(self.certificate)


class SigningSession(models.Model):
    """A document prepared for an external signature: what is to be signed, and until when the answer is awaited.

    The key need not be on the server: `to_sign` goes to a token or a remote service, its signature comes back.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="+")
    dossier_version = models.PositiveIntegerField()
    signer = models.ForeignKey("people.Account", models.PROTECT, related_name="+")
    pdf = models.BinaryField()
    digest = models.BinaryField()
    to_sign = models.BinaryField()
    certificate = models.BinaryField()
    chain = models.JSONField(default=list)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    prepared_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(start__lt=models.F("end")), name="signing_reserves_a_place")
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.prepared_at:%Y-%m-%d %H:%M}"
