"""The online service level that an agency declared for a procedure."""

from django.db import models
from django.db.models import Q

from motcua.operate.catalogue.models.texts import Procedure


class ServiceLevel(models.Model):
    """The online level an agency declared for a procedure: a fact with its source, never derived from the text.

    Levels of Decree 42/2022/NĐ-CP: full online, partial, information only. null: declared as not known yet.
    The newest `since` holds; earlier rows are the history.
    """

    class Level(models.TextChoices):
        FULL = "full", "toàn trình"
        PARTIAL = "partial", "một phần"
        INFORMATION = "information", "chỉ cung cấp thông tin"

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="service_levels")
    agency_key = models.SlugField(max_length=60)
    level = models.CharField(max_length=12, choices=Level, null=True, blank=True)
    eligible_full_online = models.BooleanField(null=True, blank=True)
    since = models.DateField()
    source = models.CharField(max_length=500)
    recorded_by = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["procedure", "agency_key", "-since", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(source=""), name="service_level_has_a_source")]
        indexes = [models.Index(fields=["agency_key", "procedure", "-since"], name="service_level_by_agency")]

    def __str__(self) -> str:
        return f"{self.procedure.code}: {self.get_level_display() or 'chưa có dữ liệu'}"
