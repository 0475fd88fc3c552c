"""Tables of the law. Rows are only ever added: an edition is one change, and the newest row of a thing holds."""

from django.db import models

from motcua.law.rules import CalendarHead, Day
from motcua.law.rules import RuleSet as Rule


class Edition(models.Model):
    """One change of the law as we know it. `number` has no gaps; `token` is never used twice: caches trust it."""

    number = models.PositiveIntegerField(unique=True)
    token = models.CharField(max_length=32, unique=True)
    recorded_at = models.DateTimeField()
    by = models.TextField(help_text="id of the account or system")
    what = models.TextField()

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}: {self.what}"


class RuleSet(models.Model):
    """The wording of a rule set from one edition on; `key` is its id, for example one_stop_2018."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="rule_sets")
    key = models.TextField()
    kind = models.TextField()
    effective_from = models.DateField(null=True)
    effective_to = models.DateField(null=True)
    source = models.TextField()
    status = models.TextField()
    note = models.TextField(blank=True)
    content = models.JSONField()

    class Meta:
        ordering = ["key", "edition"]
        constraints = [models.UniqueConstraint(fields=["key", "edition"], name="one_wording_per_edition")]

    def __str__(self) -> str:
        return self.key

    def value(self, edition: int) -> Rule:
        """The row as the pure rule set that rules and callers use."""
        return Rule(
            id=self.key,
            kind=self.kind,
            effective_from=self.effective_from,
            effective_to=self.effective_to,
            source=self.source,
            status="verified" if self.status == "verified" else "recalled",
            content=self.content,
            note=self.note,
            edition=edition,
        )


class CalendarEdition(models.Model):
    """The head of a calendar from one edition on: its name and how far its decisions reach."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="calendars")
    key = models.TextField()
    name = models.TextField()
    known_from = models.DateField()
    known_to = models.DateField()
    source = models.TextField()
    status = models.TextField()
    note = models.TextField(blank=True)
    edited_by = models.TextField(blank=True, help_text="id of the account of the person; empty: from a file")
    parent = models.TextField(blank=True, help_text="key of the calendar whose days hold too")

    class Meta:
        ordering = ["key", "edition"]
        constraints = [
            models.UniqueConstraint(fields=["key", "edition"], name="one_head_per_edition"),
            models.CheckConstraint(
                condition=models.Q(known_to__gte=models.F("known_from")), name="known_range_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.key

    def value(self) -> CalendarHead:
        return CalendarHead(
            key=self.key,
            name=self.name,
            known_from=self.known_from,
            known_to=self.known_to,
            source=self.source,
            status=self.status,
            note=self.note,
            edited_by=self.edited_by,
            parent=self.parent,
        )


class CalendarDay(models.Model):
    """What a day of a calendar is from one edition on; kind "thuong" takes an earlier row back."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="days")
    calendar = models.TextField()
    date = models.DateField()
    kind = models.TextField()
    name = models.TextField()
    decision = models.TextField(blank=True)
    source = models.TextField(blank=True)
    hours = models.JSONField(default=list, blank=True)
    edited_by = models.TextField(blank=True, help_text="id of the account of the person; empty: from a file")

    class Meta:
        ordering = ["calendar", "date", "edition"]
        constraints = [models.UniqueConstraint(fields=["calendar", "date", "edition"], name="one_day_per_edition")]

    def __str__(self) -> str:
        return f"{self.calendar} {self.date}"

    def value(self) -> Day:
        hours = tuple((since, to) for since, to in self.hours)
        return Day(self.date, self.kind, self.name, self.decision, self.source, hours, self.edited_by)
