"""Code lists, their editions and the codes of each edition. Editions are only added, never changed."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from motcua.operate.codelists import rules


class CodeList(models.Model):
    """One list under its key; `stream_version` is the length of its stream ("codelist", key)."""

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    parent_list = models.CharField(max_length=40, blank=True)  # key of the list that `parent` codes belong to
    note = models.TextField(blank=True)
    stream_version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["name", "key"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="codelist_has_a_name")]

    def __str__(self) -> str:
        return self.name


class CodeEdition(models.Model):
    """The codes that hold from `starts_on` until the next edition starts. The same day again corrects the earlier one.

    `exact`: the day is that of a decision; otherwise it is only the day at which somebody looked.
    """

    list = models.ForeignKey(CodeList, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)  # last day, where the list itself ended (district level)
    exact = models.BooleanField(default=True)
    source = models.CharField(max_length=500)
    shipped = models.BooleanField(default=False)
    digest = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["list", "-starts_on", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["list", "number"], name="code_edition_number_once"),
            models.CheckConstraint(condition=~Q(source=""), name="code_edition_has_a_source"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="code_edition_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.list.name}, từ {self.starts_on:%d/%m/%Y}"


class Code(models.Model):
    """One code of one edition."""

    edition = models.ForeignKey(CodeEdition, models.PROTECT, related_name="codes")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=300)
    parent = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=60, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    order = models.PositiveIntegerField()
    search_key = models.CharField(max_length=400)

    class Meta:
        ordering = ["edition", "order"]
        constraints = [models.UniqueConstraint(fields=["edition", "code"], name="code_once_per_edition")]
        indexes = [models.Index(fields=["edition", "parent"], name="code_by_parent")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def value(self) -> rules.Entry:
        """The row as the pure entry that rules use."""
        return rules.Entry(self.code, self.name, self.parent, self.kind, self.valid_from, self.valid_to)

    def holds(self, on: date) -> bool:
        return self.value.holds(on)
