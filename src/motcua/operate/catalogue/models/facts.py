"""Facts about a procedure beside its text: papers the State holds, and decentralisation with its execution."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from motcua.operate.catalogue import rules


class HeldMark(models.Model):
    """What a person found about one component: who in the State holds what it says, or that nobody does.

    One row for each component, the newest finding; the earlier ones are events.
    """

    class HeldBy(models.TextChoices):
        POPULATION = "population", "Cơ sở dữ liệu quốc gia về dân cư"
        EARLIER_RESULT = "earlier_result", "kết quả của thủ tục trước"
        BUSINESS_REGISTER = "business_register", "đăng ký doanh nghiệp"
        OTHER = "other", "cơ sở dữ liệu khác"
        NOBODY = "nobody", "chưa nơi nào có, vẫn cần giấy"

    procedure = models.ForeignKey("catalogue.Procedure", models.PROTECT, related_name="held_marks")
    component_code = models.CharField(max_length=60)
    held_by = models.CharField(max_length=20, choices=HeldBy)
    note = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["procedure", "component_code"]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "component_code"], name="heldmark_once_per_component")
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.component_code}: {self.get_held_by_display()}"


class Decentralisation(models.Model):
    """One option of decentralisation (phương án phân cấp) that the Prime Minister approved for a procedure.

    `due_on`: the day by which it must be carried out; `evidence`: the text that carried it out.
    """

    procedure = models.ForeignKey("catalogue.Procedure", models.PROTECT, related_name="decentralisations")
    decision = models.CharField(max_length=200)
    decided_on = models.DateField()
    from_level = models.CharField(max_length=10)
    to_level = models.CharField(max_length=10)
    due_on = models.DateField(null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)
    executed_on = models.DateField(null=True, blank=True)
    evidence = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["procedure", "-decided_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "decision"], name="decentralisation_once_per_decision"),
            models.CheckConstraint(condition=~Q(from_level=F("to_level")), name="decentralisation_changes_the_level"),
            models.CheckConstraint(
                condition=Q(executed_on__isnull=True) | ~Q(evidence=""), name="decentralisation_done_has_evidence"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id}: {self.decision}"

    def progress(self, today: date) -> rules.Progress:
        """How far its execution is on the local date `today`."""
        return rules.progress(started_on=self.started_on, executed_on=self.executed_on, due_on=self.due_on, today=today)
