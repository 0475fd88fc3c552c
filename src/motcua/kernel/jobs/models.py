"""When recurring work is due and who has it in hand; which workers are alive."""

from django.db import models


class Schedule(models.Model):
    """One piece of recurring work. `lease_until` is the guard: whoever sets it from its old value has the work."""

    name = models.CharField(max_length=80, primary_key=True)
    next_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_holder = models.CharField(max_length=64, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.name} at {self.next_at:%Y-%m-%d %H:%M:%S}"


class Heartbeat(models.Model):
    """A running worker says so here every few seconds."""

    worker = models.CharField(max_length=64, primary_key=True)
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.worker} {self.beat_at:%Y-%m-%d %H:%M:%S}"
