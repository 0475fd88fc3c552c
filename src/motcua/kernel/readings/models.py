"""The table of readings. Rows are only ever inserted by `services.note`, and deleted when their time is over."""

from datetime import datetime
from typing import Any, NoReturn

from django.db import models
from django.db.models import Q

from motcua.kernel.readings.rules import KINDS, PURPOSES


class AppendOnly(TypeError):
    """The program tried to change or delete a reading."""


class ReadingQuerySet(models.QuerySet["Reading"]):
    """Reads, and the one way out."""

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("readings are never changed; see services.note")

    update = delete = bulk_update = create = get_or_create = update_or_create = _refuse

    def forget_before(self, at: datetime) -> int:
        """Delete the rows before `at`; returns how many. The database refuses it for young ones."""
        return super(ReadingQuerySet, self.filter(read_at__lt=at)).delete()[0]


class Reading(models.Model):
    """Somebody read something. Ids and codes only: neither what was read nor what identifies a person."""

    id = models.BigAutoField(primary_key=True)
    read_at = models.DateTimeField(help_text="the first time within the slot")
    slot = models.DateTimeField(help_text="the hour; of an export the instant")
    reader = models.CharField(max_length=64, help_text="id of the account")
    role = models.CharField(max_length=20)
    unit = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.CharField(max_length=64, blank=True)
    kind = models.CharField(max_length=8)
    purpose = models.CharField(max_length=16)
    basis = models.CharField(max_length=60, blank=True, help_text="number of the decision or request it rests on")
    rows = models.PositiveIntegerField(null=True, blank=True, help_text="how many rows were exported")

    objects = ReadingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reader", "slot", "subject_kind", "subject_id", "kind", "purpose"], name="reading_once_a_slot"
            ),
            models.CheckConstraint(condition=Q(kind__in=sorted(KINDS)), name="reading_kind_known"),
            models.CheckConstraint(condition=Q(purpose__in=sorted(PURPOSES)), name="reading_purpose_known"),
        ]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="reading_subject"),
            models.Index(fields=["read_at"], name="reading_time"),
        ]

    def __str__(self) -> str:
        return f"{self.reader} {self.kind} {self.subject_kind}/{self.subject_id} {self.read_at}"

    def save(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("readings are written by services.note only")

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("readings are never deleted one by one")
