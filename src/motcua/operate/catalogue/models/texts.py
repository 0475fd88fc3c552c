"""Procedures and their frozen versions."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any

from django.db import models
from django.db.models import F, Q

from motcua.operate.catalogue import rules

READ_TEXTS = 1000
_READ: dict[str, rules.ProcedureContent] = {}  # by content hash


class Procedure(models.Model):
    """One administrative procedure under its code; name, field and keys are those of the version in force."""

    class State(models.TextChoices):
        IN_FORCE = "in_force", "đang áp dụng"
        REPEALED = "repealed", "đã bãi bỏ hoặc thay thế"

    class Kind(models.TextChoices):
        CENTRAL = "central", "trung ương quy định"
        PROVINCE = "province", "đặc thù của địa phương"
        INTERNAL = "internal", "nội bộ"

    class Competent(models.TextChoices):
        DEPARTMENT = "department", "Sở và cấp tỉnh"
        PROVINCE = "province", "cấp tỉnh khác"
        COMMUNE = "commune", "cấp xã"
        DISTRICT = "district", "cấp huyện (đến 30/6/2025)"
        SCHOOL = "school", "cơ sở giáo dục"
        MINISTRY = "ministry", "cấp bộ"
        OTHER = "other", "cơ quan khác"

    class Scope(models.TextChoices):
        """Internal procedures are of two groups (QĐ 1085/QĐ-TTg): between agencies, and inside one agency."""

        BETWEEN = "between", "giữa các cơ quan"
        INSIDE = "inside", "trong một cơ quan"

    code = models.CharField(max_length=40, unique=True)
    is_national = models.BooleanField(default=True)  # False: a local id, no national code is known
    name = models.CharField(max_length=1000)
    field = models.CharField(max_length=200, blank=True)  # "": not known
    kind = models.CharField(max_length=10, choices=Kind, blank=True)
    internal_scope = models.CharField(max_length=10, choices=Scope, blank=True)  # only of internal ones
    competent = models.CharField(max_length=10, choices=Competent, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.IN_FORCE)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")
    aliases = models.JSONField(default=list)  # everyday names, from data/catalogue/words.json
    search_key = models.TextField()
    repealed_on = models.DateField(null=True, blank=True)  # its first day without effect; may lie ahead
    repeal_decision = models.CharField(max_length=200, blank=True)
    repealed_for = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")  # on that day
    stream_version = models.PositiveIntegerField(default=0)  # of the stream ("procedure", code)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "code"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="procedure_has_a_name"),
            models.CheckConstraint(condition=~Q(successor=F("id")), name="procedure_does_not_follow_itself"),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | Q(state="repealed"), name="procedure_with_successor_is_repealed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def is_repealed(self) -> bool:
        return self.state == self.State.REPEALED


class ProcedureVersion(models.Model):
    """One text of a procedure, frozen when it is written: a dossier keeps its version for ever.

    `number` counts in the order of recording; `era` says which period the text belongs to.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "bản nháp"
        IN_FORCE = "in_force", "đang áp dụng"
        REPLACED = "replaced", "đã có bản mới hơn"
        REPEALED = "repealed", "không còn áp dụng"

    class Origin(models.TextChoices):
        REFERENCE = "reference", "dữ liệu tham khảo"
        AGENCY = "agency", "cơ quan cập nhật"

    FROZEN = ("procedure_id", "number", "era", "content", "content_hash", "origin", "recorded_at")
    _as_stored: Mapping[str, Any] = MappingProxyType({})  # the frozen columns as they were read

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    era = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State)
    effective_from = models.DateField(null=True, blank=True)
    effective_to = models.DateField(null=True, blank=True)
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    completeness = models.CharField(max_length=10)
    missing = models.JSONField()  # keys of rules.PARTS
    origin = models.CharField(max_length=10, choices=Origin)
    loaded_from = models.CharField(max_length=200)  # "starter", or the name of the imported file
    source = models.JSONField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["procedure", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["procedure"], condition=Q(state="in_force"), name="version_one_in_force_per_procedure"
            ),
            models.CheckConstraint(
                condition=Q(effective_from__isnull=True)
                | Q(effective_to__isnull=True)
                | Q(effective_to__gte=F("effective_from")),
                name="version_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure.code} phiên bản {self.number}"

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> "ProcedureVersion":
        version = super().from_db(*args, **kwargs)
        version._as_stored = {name: version.__dict__[name] for name in cls.FROZEN if name in version.__dict__}
        return version

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse to change what is frozen; the database refuses it too (migration 0002)."""
        changed = [name for name, value in self._as_stored.items() if getattr(self, name) != value]
        if changed:
            raise TypeError(f"a version of a procedure is frozen: {', '.join(changed)}")
        super().save(*args, **kwargs)

    @cached_property
    def parsed(self) -> rules.ProcedureContent:
        """The content as values; read once for each text in this process, because texts are frozen."""
        known = _READ.get(self.content_hash)
        if known is None:
            known = rules.ProcedureContent.from_json(self.content)
            if len(_READ) >= READ_TEXTS:
                _READ.clear()
            _READ[self.content_hash] = known
        return known

    def holds_by_date(self, on: date) -> bool:
        """Whether the known dates of effect say that the version holds on `on`; False when they are not known."""
        if self.effective_from is None or self.effective_from > on:
            return False
        return self.effective_to is None or self.effective_to >= on

    @property
    def is_reference(self) -> bool:
        return self.origin == self.Origin.REFERENCE

    @property
    def missing_labels(self) -> list[str]:
        return [rules.LABELS[key] for key in self.missing]

    @property
    def era_label(self) -> str:
        return rules.era_label(self.era)
