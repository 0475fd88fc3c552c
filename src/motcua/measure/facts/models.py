"""The fact row of a dossier and of a payment: projections of events, rebuilt from events alone."""

from django.db import models


class DossierFact(models.Model):
    """One row per dossier with everything the indicators count. Written only by the projector of this module."""

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
    fully_digitised = models.BooleanField()
    intake_digitised = models.BooleanField()
    on_time_legal = models.BooleanField(null=True)
    on_time_portal = models.BooleanField(null=True)
    events = models.PositiveIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["accepted_on", "unit"], name="fact_received"),
            models.Index(fields=["finished_on", "unit"], name="fact_finished"),
            models.Index(fields=["state", "legal_due"], name="fact_open_due"),
            models.Index(fields=["code"], name="fact_code"),
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
        indexes = [models.Index(fields=["paid_on", "channel"], name="payment_paid")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.amount}"
