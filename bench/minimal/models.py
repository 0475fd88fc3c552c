"""The one table."""

from django.db import models


class Row(models.Model):
    """What a dossier would be if nothing depended on it."""

    procedure = models.CharField(max_length=60)
    owner = models.CharField(max_length=300)
    papers = models.JSONField()
    created_at = models.DateTimeField()
