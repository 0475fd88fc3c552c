"""The fact row of a dossier and of a payment: projections of events, rebuilt from events alone; and their cells."""

from django.db import models
from django.db.models import Q


class DossierFact(models.Model):
    """One row per dossier with everything the indicators count. Written only by the projector of this module.

    `in_received`, `in_done` and `marks` say what it adds to the cells (`rules.marks`). Whoever writes a row leaves it
    `dirty`; only the fold of the cells (`cells.py`) clears that and writes what the cells hold of it: the `was_…`.
    `confirmed` is told from outside and no event says it (`confirming.py`): whether the national portal has confirmed
    the whole end of the dossier; None: not looked up.
    """

    dossier_id = models.UUIDField(primary_key=True)
    code = models.CharField(max_length=60, blank=True)
    procedure = models.CharField(max_length=60)
    version_id = models.BigIntegerField(null=True)
    agency = models.CharField(max_length=60)
    unit = models.CharField(max_length=60)
    receipt_unit = models.CharField(max_length=60, blank=True)
    parent = models.CharField(max_length=36, blank=True)
    channel = models.PositiveSmallIntegerField(null=True)
    origin = models.CharField(max_length=20, blank=True)
    assisted = models.BooleanField()
    observed = models.BooleanField()
    state = models.PositiveSmallIntegerField()
    submitted_on = models.DateField(null=True)
    accepted_on = models.DateField(null=True)
    legal_due = models.DateTimeField(null=True)
    original_due = models.DateTimeField(null=True)
    promised_due = models.DateTimeField(null=True)
    apology_late = models.BooleanField(null=True)
    extended = models.BooleanField()
    portal_due = models.DateTimeField(null=True)
    limit_unit = models.CharField(max_length=20, blank=True)
    finished_at = models.DateTimeField(null=True)
    finished_on = models.DateField(null=True)
    returned_on = models.DateField(null=True)
    closed_by = models.CharField(max_length=12, blank=True)
    paper_result = models.BooleanField(null=True)
    result_kind = models.CharField(max_length=12, blank=True)
    result_electronic = models.BooleanField()
    result_signed = models.BooleanField()
    supplement_requests = models.PositiveSmallIntegerField()
    rating = models.PositiveSmallIntegerField(null=True)
    papers = models.JSONField()
    papers_total = models.PositiveSmallIntegerField()
    papers_reused = models.PositiveSmallIntegerField()
    papers_digital = models.PositiveSmallIntegerField()
    fully_digitised = models.BooleanField()
    intake_digitised = models.BooleanField()
    on_time_legal = models.BooleanField(null=True)
    on_time_portal = models.BooleanField(null=True)
    events = models.PositiveIntegerField()
    in_received = models.DateField(null=True)
    in_done = models.DateField(null=True)
    marks = models.PositiveIntegerField()
    dirty = models.BooleanField(default=True)
    was_agency = models.CharField(max_length=60, blank=True, default="")
    was_unit = models.CharField(max_length=60, blank=True, default="")
    was_procedure = models.CharField(max_length=60, blank=True, default="")
    was_received = models.DateField(null=True, default=None)
    was_done = models.DateField(null=True, default=None)
    was_marks = models.PositiveIntegerField(default=0)
    confirmed = models.BooleanField(null=True, default=None)

    class Meta:
        indexes = [
            models.Index(fields=["accepted_on", "unit"], name="fact_received"),
            models.Index(fields=["finished_on", "unit"], name="fact_finished"),
            models.Index(fields=["state", "legal_due"], name="fact_open_due"),
            models.Index(fields=["code"], name="fact_code"),
            models.Index(fields=["dossier_id"], name="fact_dirty", condition=Q(dirty=True)),
            models.Index(
                fields=["unit", "finished_on"],
                name="fact_late",
                condition=Q(parent="", on_time_legal=False) | Q(parent="", finished_on=None),
                include=["legal_due", "accepted_on", "limit_unit", "rating", "agency", "procedure"],
            ),
            models.Index(
                fields=["finished_on", "unit"],
                name="fact_unconfirmed",
                condition=Q(parent="", closed_by="result") & (Q(confirmed=None) | Q(confirmed=False)),
                include=["confirmed", "agency", "procedure"],
            ),
        ]

    def __str__(self) -> str:
        return self.code or str(self.dossier_id)


class PaymentFact(models.Model):
    """One confirmed payment of a dossier, as its event says."""

    position = models.BigIntegerField(primary_key=True)
    dossier_id = models.UUIDField(db_index=True)
    amount = models.BigIntegerField(null=True)
    channel = models.CharField(max_length=20)
    paid_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["paid_on", "channel", "amount"], name="payment_paid")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.amount}"


class FactCell(models.Model):
    """What the dossiers of a half month, unit and procedure add up to. Never written by a command, only by the fold.

    `span`: the 1st or the 15th. The counts are those of `rules.MARKS`, by the names there.
    """

    agency = models.CharField(max_length=60)
    unit = models.CharField(max_length=60)
    procedure = models.CharField(max_length=60)
    span = models.DateField()
    received = models.IntegerField()
    online = models.IntegerField()
    assisted = models.IntegerField()
    online_result = models.IntegerField()
    reused = models.IntegerField()
    digital = models.IntegerField()
    digital_reused = models.IntegerField()
    done = models.IntegerField()
    full_digital = models.IntegerField()
    intake_digital = models.IntegerField()
    result_digital = models.IntegerField()
    result_unknown = models.IntegerField()
    document = models.IntegerField()
    document_electronic = models.IntegerField()
    document_signed = models.IntegerField()
    digital_result = models.IntegerField()
    legal_judged = models.IntegerField()
    legal_on_time = models.IntegerField()
    portal_judged = models.IntegerField()
    portal_on_time = models.IntegerField()
    rated = models.IntegerField()
    satisfied = models.IntegerField()
    pleased = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "span", "procedure", "agency"], name="fact_cell_once"),
        ]
        indexes = [
            models.Index(fields=["procedure", "span"], name="fact_cell_procedure"),
            models.Index(fields=["span"], name="fact_cell_span"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.procedure} {self.span}"
