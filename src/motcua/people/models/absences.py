"""Officials who are away, and who stands in for them in which role until they are back."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from motcua.kernel.ids import new_id


class Absence(models.Model):
    """`account` is away from `starts_at` until `ends_at` (local midnights). Asked for, then granted or refused.

    `decision_number` and `decision_on` name the written delegation, which a signatory cannot do without.
    """

    class Standing(models.TextChoices):
        ASKED = "asked", "Chờ duyệt"
        GRANTED = "granted", "Đã duyệt"
        REFUSED = "refused", "Không duyệt"
        ENDED = "ended", "Đã kết thúc sớm"

    class Kind(models.TextChoices):
        LEAVE = "leave", "Nghỉ phép"
        MISSION = "mission", "Đi công tác"
        STUDY = "study", "Đi học"
        ILLNESS = "illness", "Nghỉ ốm"
        TRANSFER = "transfer", "Chuyển công tác"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="absences")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True, default="")
    decision_number = models.CharField(max_length=60, blank=True, default="")
    decision_on = models.DateField(null=True, blank=True)
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.ASKED)
    asked_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_note = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["-starts_at", "pk"]
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="absence_in_order")]
        indexes = [models.Index(fields=["standing", "ends_at"], name="absence_standing")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.starts_at:%Y-%m-%d}"

    def holds(self, at: datetime) -> bool:
        """Whether the official is away at the instant `at`, with leave."""
        return self.standing == self.Standing.GRANTED and self.starts_at <= at < self.ends_at


class Delegation(models.Model):
    """One role of the absent official in one unit, and who holds it meanwhile. `grant` is made when it is granted."""

    absence = models.ForeignKey("people.Absence", on_delete=models.CASCADE, related_name="delegations")
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    delegate = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")
    grant = models.OneToOneField("people.RoleGrant", on_delete=models.PROTECT, null=True, related_name="delegation")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["absence", "unit", "role"], name="delegation_once")]

    def __str__(self) -> str:
        return f"{self.role} {self.unit_id} → {self.delegate_id}"
