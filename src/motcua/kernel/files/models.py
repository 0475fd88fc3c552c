"""The row beside each kept file."""

from django.db import models

from . import vault


class StoredFile(models.Model):
    """A file kept by the hash of its content. The name a person gave it belongs to whoever refers to it."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    size = models.PositiveBigIntegerField(help_text="bytes")
    media_type = models.CharField(max_length=100)
    pages = models.PositiveIntegerField(null=True, help_text="null: not a paged document, or not known")
    stored_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(size__gt=0), name="files_storedfile_not_empty")]

    def __str__(self) -> str:
        return f"{self.media_type} {self.sha256[:12]}"

    def read(self) -> bytes:
        """The bytes, checked against their hash; raises `vault.Damaged`."""
        return vault.get(self.sha256)
