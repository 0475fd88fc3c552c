"""Dossier numbers set aside for a counter that is cut off from the server, each used once or accounted for."""

from django.db import models

from motcua.kernel.ids import new_id


class NumberBlock(models.Model):
    """A run of numbers of one agency and day, taken from the same counter as all others, so nobody else gets them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency_key = models.CharField(max_length=60)
    unit = models.ForeignKey("people.Unit", models.PROTECT, to_field="key", db_column="unit_key", related_name="+")
    day = models.DateField()
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    reserved_by = models.ForeignKey("people.Account", models.PROTECT, related_name="+")
    reserved_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("people.Account", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(first__lte=models.F("last")), name="intake_block_forward"),
            models.UniqueConstraint(fields=["agency_key", "day", "first"], name="intake_block_once"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.first:04d}–{self.last:04d}"


class BlockNumber(models.Model):
    """One number of a block. `state`: free, used (by `dossier`), void (will never be used, with a reason)."""

    block = models.ForeignKey("intake.NumberBlock", models.PROTECT, related_name="numbers")
    code = models.CharField(max_length=60, unique=True)
    state = models.CharField(max_length=8, default="free")
    dossier = models.OneToOneField("dossiers.Dossier", models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="free", dossier=None, settled_at=None)
                | models.Q(state="used", dossier__isnull=False, settled_at__isnull=False)
                | (models.Q(state="void", dossier=None, settled_at__isnull=False) & ~models.Q(reason="")),
                name="intake_number_accounted_for",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.state}"
