"""Decisions that publish procedures, the facts of their chain, the places where they are shown, the province's rule."""

from django.db import models
from django.db.models import F, Q

from motcua.kernel.ids import new_id
from motcua.operate.publications import rules


class Decision(models.Model):
    """One decision of publication; a draft has neither number nor dates of its own yet.

    `version` is the length of its stream ("publication", id). `follows`: the decision of a ministry it carries out.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    level = models.CharField(max_length=10, choices=list(rules.LEVELS.items()))
    scope = models.CharField(max_length=10, choices=list(rules.SCOPES.items()))
    state = models.CharField(max_length=12, choices=list(rules.STATES.items()))
    issuer = models.CharField(max_length=300)
    issuer_key = models.CharField(max_length=300)
    number = models.CharField(max_length=80, blank=True)
    number_key = models.CharField(max_length=80, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)  # of signing: numbers begin anew every year
    summary = models.CharField(max_length=600)
    shortened = models.BooleanField(default=False)
    unit = models.CharField(max_length=60, blank=True)  # key of the drafting unit; "": not told
    drafted_on = models.DateField(null=True, blank=True)
    controlled_on = models.DateField(null=True, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    effective_on = models.DateField(null=True, blank=True)
    entered_on = models.DateField(null=True, blank=True)
    posted_on = models.DateField(null=True, blank=True)
    seen_on = models.DateField(null=True, blank=True)  # when a ministry's decision was seen on the national database
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followers")
    content_file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    content_name = models.CharField(max_length=255, blank=True)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-signed_on", "-changed_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer_key", "number_key", "year"],
                condition=~Q(number_key=""),
                name="publication_number_once_per_issuer_and_year",
            ),
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True) | Q(effective_on__gte=F("signed_on")),
                name="publication_not_signed_after_its_effect",
            ),
            models.CheckConstraint(
                condition=Q(number="", signed_on__isnull=True, effective_on__isnull=True, content_file__isnull=True)
                | ~Q(number="")
                & Q(
                    signed_on__isnull=False, effective_on__isnull=False, content_file__isnull=False, year__isnull=False
                ),
                name="publication_signed_as_a_whole",
            ),
            models.CheckConstraint(
                condition=Q(posted_on__isnull=True) | Q(signed_on__isnull=False), name="publication_posted_once_signed"
            ),
        ]
        indexes = [models.Index(fields=["level", "state"], name="publication_by_state")]

    def __str__(self) -> str:
        return self.number or f"dự thảo {self.summary[:60]}"

    @property
    def is_ministry(self) -> bool:
        return self.level == rules.Level.MINISTRY.value

    @property
    def is_signed(self) -> bool:
        return self.signed_on is not None

    @property
    def last_on(self) -> object:
        """The date of the last fact of the chain."""
        dates = (self.drafted_on, self.controlled_on, self.signed_on, self.entered_on, self.posted_on)
        return max((on for on in dates if on is not None), default=None)


class Entry(models.Model):
    """One procedure in a decision. Internal procedures may stand here without being in the catalogue."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="entries")
    line = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=1000)
    procedure = models.ForeignKey("catalogue.Procedure", models.PROTECT, null=True, blank=True, related_name="+")
    change = models.CharField(max_length=10, choices=list(rules.CHANGES.items()))
    successor = models.ForeignKey("catalogue.Procedure", models.PROTECT, null=True, blank=True, related_name="+")
    texts = models.JSONField(default=list)  # numbers of the legal texts
    effective_on = models.DateField(null=True, blank=True)  # the newest date of effect among them
    text_signed_on = models.DateField(null=True, blank=True)
    needs_province = models.BooleanField(default=True)  # handled in the province: a ministry's decision calls for one

    class Meta:
        ordering = ["decision", "line"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "code"], name="publication_procedure_once"),
            models.UniqueConstraint(fields=["decision", "line"], name="publication_line_once"),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | Q(change="replaced"), name="publication_successor_replaces"
            ),
        ]
        indexes = [models.Index(fields=["code"], name="publication_by_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.get_change_display()}"


class StepFact(models.Model):
    """A step of the chain: the day it happened, who recorded it, and its evidence. Rows are only added."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="steps")
    step = models.CharField(max_length=10, choices=list(rules.STEPS.items()))
    on = models.DateField()
    reference = models.CharField(max_length=300, blank=True)  # number of a document, address of a page, a reason
    evidence = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    evidence_name = models.CharField(max_length=255, blank=True)
    recorded_by = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["decision", "id"]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.on:%d/%m/%Y}"


class Showing(models.Model):
    """A proof that a decision's procedures are shown at a place: an address or a file. The newest of a place holds."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="showings")
    place = models.CharField(max_length=40)  # key of data/publications/publicity.json
    on = models.DateField()
    url = models.CharField(max_length=500, blank=True)
    evidence = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    evidence_name = models.CharField(max_length=255, blank=True)
    recorded_by = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["decision", "place", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(url="") | Q(evidence__isnull=False), name="publication_shown_with_proof"
            )
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.on:%d/%m/%Y}"


class OwnRule(models.Model):
    """The province's own limits, entered by an official with their source. The newest row holds; none is changed.

    With `enabled` False the rule is put aside. Nothing is shipped: the content of such a rule is not known to us.
    """

    effective_from = models.DateField()
    decide_days = models.PositiveSmallIntegerField()
    decide_unit = models.CharField(max_length=12, choices=list(rules.UNITS.items()))
    post_days = models.PositiveSmallIntegerField()
    post_unit = models.CharField(max_length=12, choices=list(rules.UNITS.items()))
    source = models.CharField(max_length=500)
    enabled = models.BooleanField(default=True)
    recorded_by = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=~Q(source=""), name="publication_own_rule_has_a_source")]

    def __str__(self) -> str:
        return f"{self.source} từ {self.effective_from:%d/%m/%Y}"
