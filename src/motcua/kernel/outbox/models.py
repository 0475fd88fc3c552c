"""The outbox: one row per published event, waiting to be told to those who asked for its topic."""

from django.db import models
from django.db.models import Q


class Message(models.Model):
    """What happened, frozen as it was told. References only: what identifies a person is looked up on delivery."""

    topic = models.CharField(max_length=80)
    stream_kind = models.CharField(max_length=40)
    stream_id = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    event_position = models.BigIntegerField()
    payload = models.JSONField()
    created_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    handled = models.JSONField(default=list, help_text="names of the subscribers that have had it")
    delivered_at = models.DateTimeField(null=True, blank=True)
    dead_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    class Meta:
        indexes = [
            # Small however long the log grows: only what still has to go out.
            models.Index(fields=["id"], name="outbox_waiting", condition=Q(delivered_at=None)),
            models.Index(fields=["stream_kind", "stream_id"], name="outbox_stream", condition=Q(delivered_at=None)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(delivered_at=None) | Q(dead_at=None), name="outbox_delivered_or_dead"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.key}"

    @property
    def key(self) -> str:
        """The idempotency key: the same for every try of one message, different for every two messages."""
        return f"{self.stream_kind}/{self.stream_id}/{self.version}"
