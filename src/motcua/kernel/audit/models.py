"""Tables of the log. Events are only ever inserted, and only by `services.append`; triggers refuse the rest."""

from typing import Any, NoReturn

from django.db import models

from motcua.kernel.audit.rules import MODULUS, SHARDS, StreamRef


class AppendOnly(TypeError):
    """The program tried to change or delete an event."""


class EventQuerySet(models.QuerySet["Event"]):
    """Reads only."""

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("events are never changed or deleted; append another one")

    update = delete = bulk_update = create = bulk_create = get_or_create = update_or_create = _refuse


class Event(models.Model):
    """One thing that happened. Holds ids, codes and references; never what identifies a person."""

    SOURCES = ("decided", "observed")

    position = models.BigAutoField(primary_key=True)
    stream_kind = models.CharField(max_length=40)
    stream_id = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    type = models.CharField(max_length=80)
    payload = models.JSONField()
    actor_kind = models.CharField(max_length=12)
    actor_id = models.CharField(max_length=64)
    actor_role = models.CharField(max_length=40, blank=True)
    actor_unit = models.CharField(max_length=80, blank=True)
    occurred_at = models.DateTimeField(help_text="when it happened; what figures use")
    recorded_at = models.DateTimeField(help_text="when this log took it in")
    source = models.CharField(max_length=8)
    command_id = models.CharField(max_length=120)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = EventQuerySet.as_manager()

    class Meta:
        db_table = "audit_event"
        constraints = [
            models.UniqueConstraint(fields=["command_id"], name="audit_event_one_per_command"),
            models.UniqueConstraint(fields=["stream_kind", "stream_id", "version"], name="audit_event_one_per_version"),
            models.CheckConstraint(condition=models.Q(version__gte=1), name="audit_event_version_from_one"),
            models.CheckConstraint(
                condition=models.Q(source__in=("decided", "observed")), name="audit_event_known_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stream} {self.version} {self.type}"

    @property
    def stream(self) -> StreamRef:
        return StreamRef(self.stream_kind, self.stream_id)

    def save(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("events are written by audit.services.append only")

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("events are never deleted")


class Stream(models.Model):
    """The head of a stream: how many events it has and the hash of the last, with proof that it was so."""

    pk = models.CompositePrimaryKey("kind", "stream_id")
    kind = models.CharField(max_length=40)
    stream_id = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    head_hash = models.CharField(max_length=64)
    head_mac = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.kind}/{self.stream_id} at {self.version}"


class Counter(models.Model):
    """One shard of the authenticated count of all events: how many, and the sum of their secret contributions."""

    shard = models.PositiveSmallIntegerField(primary_key=True)
    count = models.BigIntegerField(default=0)
    accumulator = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(shard__lt=SHARDS), name="audit_counter_known_shard"),
            models.CheckConstraint(
                condition=models.Q(accumulator__gte=0, accumulator__lt=MODULUS), name="audit_counter_residue"
            ),
        ]

    def __str__(self) -> str:
        return f"shard {self.shard}: {self.count}"


class DailyRoot(models.Model):
    """The seal of one local day: every event that was in the log when it closed and that no earlier seal covers."""

    day = models.DateField(primary_key=True)
    after_position = models.BigIntegerField(help_text="covers the events after this position")
    last_position = models.BigIntegerField(help_text="...up to and with this one")
    count = models.PositiveIntegerField()
    root = models.CharField(max_length=64, unique=True)
    prev_root = models.CharField(max_length=64)
    mac = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.day} {self.root[:12]}"
