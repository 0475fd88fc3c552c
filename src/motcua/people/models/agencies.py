"""Agencies, their units, who succeeded whom, and which editions of the reference file were loaded."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q

PERIOD = Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from"))


class Dated(models.Model):
    """What agencies and units share. Null dates mean unknown. `loaded` keeps the values of the last file, so that a
    loader can tell a person's edit (differs from `loaded`) from an old value and never overwrites it."""

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=300)
    short_name = models.CharField(max_length=100, blank=True, default="")
    kind = models.CharField(max_length=40)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    verified = models.BooleanField(default=False)
    source = models.TextField(blank=True, default="")
    note = models.TextField(blank=True, default="")
    loaded = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The short name if there is one."""
        return self.short_name or self.name

    def existed(self, on: date) -> bool:
        """Whether it existed on the local date `on`; unknown dates count as open ends."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


class Agency(Dated):
    """A public agency. `identifier` is its electronic identifier (QĐ 20/2020/QĐ-TTg); null: nobody has told us."""

    parent = models.ForeignKey(
        "people.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    identifier = models.CharField(max_length=35, null=True, blank=True)  # null is "unknown", never ""
    identifier_demo = models.BooleanField(default=False)
    identifier_note = models.CharField(max_length=200, blank=True, default="")
    doc_symbol = models.CharField(max_length=30, blank=True, default="")
    admin_code = models.CharField(max_length=10, blank=True, default="")
    successors: Any = models.ManyToManyField(
        "people.Agency", through="people.Succession", symmetrical=False, related_name="predecessors"
    )

    class Meta:
        ordering = ["name", "key"]
        constraints = [
            models.CheckConstraint(condition=PERIOD, name="agency_period_in_order"),
            models.CheckConstraint(
                condition=Q(identifier__isnull=True) | ~Q(identifier=""), name="agency_identifier_null_not_empty"
            ),
            models.CheckConstraint(
                condition=Q(identifier_demo=False) | Q(identifier__isnull=False),
                name="agency_demo_mark_needs_identifier",
            ),
            models.UniqueConstraint(
                fields=["identifier"], condition=Q(valid_to__isnull=True), name="agency_identifier_unique_while_open"
            ),
        ]


class Unit(Dated):
    """A division, office, desk or post inside an agency: what roles are granted in and work is assigned to."""

    agency = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="units")
    duties = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["name", "key"]
        constraints = [models.CheckConstraint(condition=PERIOD, name="unit_period_in_order")]


class Succession(models.Model):
    """On the local date `on`, `successor` took over from `predecessor`; one may have several of the other."""

    predecessor = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="succeeded_by")
    successor = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="took_over_from")
    on = models.DateField()
    verified = models.BooleanField(default=False)
    source = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["on", "predecessor_id", "successor_id"]
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="succession_of_another"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}, {self.on}"


class Edition(models.Model):
    """One edition of a reference file as it was loaded: what we knew since `recorded_at`."""

    kind = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()
    counts = models.JSONField(default=dict)

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["kind", "sha256"], name="people_edition_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.sha256[:12]}"
