"""The signal as its events tell it, what was written about it, and how far the log was looked through."""

from django.db import models

from motcua.kernel.ids import new_id
from motcua.measure.signals.rules import STATES


class Signal(models.Model):
    """One question. Written only by the projector from the events of its stream ("signal", id)."""

    id = models.UUIDField(primary_key=True)
    version = models.PositiveIntegerField()
    rule = models.CharField(max_length=30)
    rule_version = models.PositiveSmallIntegerField()
    thresholds = models.CharField(max_length=60)
    kind = models.CharField(max_length=10)
    subject = models.CharField(max_length=64)
    window = models.CharField(max_length=10, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    officer = models.CharField(max_length=64, blank=True)
    words = models.CharField(max_length=400)
    state = models.CharField(max_length=12, choices=list(STATES.items()))
    evidence = models.JSONField()
    raised_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    judged_at = models.DateTimeField(null=True)
    judged_by = models.CharField(max_length=64, blank=True)
    times_raised = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["state", "-raised_at", "id"], name="signal_by_state"),
            models.Index(fields=["unit", "state"], name="signal_by_unit"),
            models.Index(fields=["officer", "state"], name="signal_by_officer"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.subject}"


class SignalText(models.Model):
    """Free text of an answer or of the reason of a judgement. Erasable; events refer to its id."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    signal = models.ForeignKey(Signal, models.CASCADE, related_name="texts")
    kind = models.CharField(max_length=10, choices=[("answer", "Giải trình"), ("reason", "Lý do")])
    text = models.TextField()
    written_by = models.ForeignKey("people.Account", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.signal_id}"


class LookedThrough(models.Model):
    """How far the log was looked through. One row."""

    position = models.BigIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.position)
