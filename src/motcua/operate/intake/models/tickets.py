"""People waiting at the one-stop unit: a number each, every day from 1."""

from django.db import models

from motcua.kernel.ids import new_id
from motcua.operate.intake.rules.queue import KINDS, STATES


class TicketCounter(models.Model):
    """Last number given by a unit on a local day."""

    unit_key = models.CharField(max_length=60)
    day = models.DateField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit_key", "day"], name="intake_ticket_counter_once")]

    def __str__(self) -> str:
        return f"{self.unit_key} {self.day} {self.last}"


class Ticket(models.Model):
    """One person waiting. Nobody is named: a number, what for, and where it was called to."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey(
        "people.Unit", models.PROTECT, to_field="key", db_column="unit_key", related_name="+", db_index=False
    )
    day = models.DateField()
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12)
    state = models.CharField(max_length=12)
    issued_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True)
    called_by = models.ForeignKey("people.Account", models.PROTECT, null=True, related_name="+")
    desk = models.CharField(max_length=20, blank=True)
    calls = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "day", "number"], name="intake_ticket_once"),
            models.CheckConstraint(condition=models.Q(kind__in=list(KINDS)), name="intake_ticket_kind"),
            models.CheckConstraint(condition=models.Q(state__in=list(STATES)), name="intake_ticket_state"),
        ]
        indexes = [models.Index(fields=["unit", "day", "state", "number"], name="intake_ticket_queue")]

    def __str__(self) -> str:
        return self.shown

    @property
    def shown(self) -> str:
        """The number as it is printed and called: a letter for what it is about, three digits."""
        return f"{KINDS[self.kind].letter}{self.number:03d}"

    @property
    def kind_words(self) -> str:
        return KINDS[self.kind].words
