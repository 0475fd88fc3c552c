"""The components handed in, and the requests to complete them."""

from django.db import models

from motcua.kernel.ids import new_id


class Paper(models.Model):
    """One component of one dossier. `digitise` says it must be held as a file or as a link to one.

    A paper handed in again after a supplement is a new row; the old one is kept with `replaced_at`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="papers", db_index=False)
    component_code = models.CharField(max_length=60)
    name = models.TextField()
    digitise = models.BooleanField()
    stored_file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+", db_index=False)
    file_name = models.CharField(max_length=255, blank=True)
    source = models.CharField(max_length=20, blank=True)
    reused_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)
    originals = models.PositiveSmallIntegerField(default=0)
    copies = models.PositiveSmallIntegerField(default=0)
    handed_in_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["dossier", "component_code"], name="paper_by_component"),
            models.Index(fields=["stored_file"], name="paper_by_file", condition=models.Q(stored_file__isnull=False)),
            models.Index(fields=["reused_from"], name="paper_by_origin", condition=models.Q(reused_from__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.component_code} {self.dossier_id}"

    @property
    def reused(self) -> bool:
        return self.source.startswith("earlier_")

    @property
    def digital(self) -> bool:
        """Held as a file of its own or as a link to one the office holds already."""
        return self.stored_file_id is not None or self.reused_from_id is not None


class SupplementRequest(models.Model):
    """One complete request to supplement (Mẫu 02): what is missing and why. Free text stays here, out of events."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="supplement_requests")
    number = models.PositiveSmallIntegerField()
    items = models.JSONField()
    reason = models.TextField()
    contact = models.TextField(blank=True)
    requested_by = models.ForeignKey("people.Account", models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "number"], name="supplement_request_once")]

    def __str__(self) -> str:
        return f"{self.dossier_id} #{self.number}"
