"""Forms, their versions (frozen once somebody has used one) and which procedure uses which form."""

from collections.abc import Collection
from functools import lru_cache
from typing import Any

from django.db import models
from django.db.models import F, Q

from motcua.operate.eforms import rules


class Form(models.Model):
    """A form under its key; what it asks stands in its versions.

    `stream_version`: the length of its stream ("form", key). `retired_at`: no longer offered for new applications.
    """

    key = models.SlugField(max_length=80, unique=True)
    stream_version = models.PositiveIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.key


class FormDraft(models.Model):
    """The text of a form that is being worked on, beside the live version. One per form; `version` counts saves.

    It may be unfinished or wrong: only publishing judges it. `base_number`: the version it was begun from (0: none).
    """

    form = models.OneToOneField(Form, models.CASCADE, related_name="draft")
    definition = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    base_number = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=64)  # id of the account

    def __str__(self) -> str:
        return f"{self.form.key} (bản nháp)"


class FormVersion(models.Model):
    """One text of a form. From `first_used_at` on the definition never changes; migration 0002 guards it too.

    `withdrawn_at`: taken back after publishing; dossiers that used it keep it.
    """

    class Origin(models.TextChoices):
        STARTER = "starter", "bộ mẫu ban đầu"
        AGENCY = "agency", "đơn vị soạn"

    FROZEN = ("form_id", "number", "definition", "sha256")

    form = models.ForeignKey(Form, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=600)
    definition = models.JSONField()
    sha256 = models.CharField(max_length=64)
    source = models.JSONField(default=list)
    completeness = models.CharField(max_length=10)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.STARTER)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64, blank=True)  # id of the account; "" for what was loaded
    accepted = models.CharField(max_length=500, blank=True)  # why it was published although the review had warnings
    first_used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["form", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["form", "number"], name="formversion_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="formversion_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.form.key} phiên bản {self.number}"

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **how: Any
    ) -> "FormVersion":
        version = super().from_db(db, field_names, values, **how)
        version.__dict__["_stored"] = {name: version.__dict__[name] for name in cls.FROZEN if name in version.__dict__}
        return version

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse to change a version that was used."""
        stored: dict[str, Any] = self.__dict__.get("_stored", {})
        changed = [name for name, value in stored.items() if getattr(self, name) != value]
        if self.first_used_at is not None and changed:
            raise TypeError(f"a used version of a form is frozen: {', '.join(changed)}")
        super().save(*args, **kwargs)

    @property
    def parsed(self) -> rules.Definition:
        """The definition ready for the evaluator."""
        return _parsed(self.sha256, _Held(self.definition))

    @property
    def is_generic(self) -> bool:
        """Whether this is the plain request used where a procedure has no form of its own."""
        return self.completeness == "generic"


class _Held:
    """Carries a definition past the cache: the hash alone says which one it is."""

    def __init__(self, definition: dict[str, Any]) -> None:
        self.definition = definition

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=256)
def _parsed(sha256: str, held: _Held) -> rules.Definition:
    return rules.parse(held.definition)


class FormUse(models.Model):
    """`procedure_code` is applied for with `form` from `effective_from` to `effective_to` (null: no known bound)."""

    procedure_code = models.CharField(max_length=40)
    form = models.ForeignKey(Form, models.PROTECT, related_name="uses")
    effective_from = models.DateField(null=True, blank=True)
    effective_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["procedure_code", "effective_from"]
        constraints = [
            models.UniqueConstraint(fields=["procedure_code", "form", "effective_from"], name="formuse_once"),
            models.UniqueConstraint(
                fields=["procedure_code", "form"], condition=Q(effective_from__isnull=True), name="formuse_open_once"
            ),
            models.CheckConstraint(
                condition=Q(effective_from__isnull=True)
                | Q(effective_to__isnull=True)
                | Q(effective_to__gte=F("effective_from")),
                name="formuse_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_code} → {self.form.key}"
