"""The dossier row: the projection of its events that lists and pages read. Only services write it."""

from django.db import models

from motcua.kernel.ids import new_id
from motcua.operate.dossiers.rules import FINAL, LABELS, Channel, State


class Dossier(models.Model):
    """One dossier. `version` is that of its event stream; `moves` is the history of its process.

    Persons stand in rows of people that can be corrected or erased: owner (chủ hồ sơ), filer (người nộp),
    subject (whom the matter concerns). Places are three: where help was given and papers received (`receipt_unit`),
    who handles (`unit`), who is competent (`agency`).

    `parent`: the dossier of which this is a part that another agency handles (liên thông). The applicant filed the
    parent; a part is between the agencies. `observed`: handled in another system, whose history is kept here; nobody
    acts on it here, and `lead` is who follows it (docs/adr/0019).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.PositiveIntegerField(default=0)
    state = models.PositiveSmallIntegerField()
    tracking_code = models.CharField(max_length=16)
    code = models.CharField(max_length=60, null=True)

    # Every index is paid for at each act: references without one are never searched by, or begin an index below.
    procedure = models.ForeignKey("catalogue.Procedure", models.PROTECT, related_name="+", db_index=False)
    procedure_version = models.ForeignKey(
        "catalogue.ProcedureVersion", models.PROTECT, related_name="+", db_index=False
    )
    process_version = models.ForeignKey(
        "processes.ProcessVersion", models.PROTECT, null=True, related_name="+", db_index=False
    )
    answers = models.ForeignKey("eforms.Answers", models.PROTECT, null=True, related_name="+", db_index=False)

    owner = models.ForeignKey("people.Applicant", models.PROTECT, related_name="+")
    filer = models.ForeignKey("people.Applicant", models.PROTECT, related_name="+")
    subject = models.ForeignKey("people.Applicant", models.PROTECT, null=True, related_name="+", db_index=False)
    authority_ground = models.TextField(blank=True)
    matter = models.TextField(blank=True)

    agency = models.ForeignKey(
        "people.Agency", models.PROTECT, to_field="key", db_column="agency_key", related_name="+", db_index=False
    )
    receipt_unit = models.ForeignKey(
        "people.Unit", models.PROTECT, to_field="key", db_column="receipt_unit_key", related_name="+", db_index=False
    )
    unit = models.ForeignKey(
        "people.Unit", models.PROTECT, to_field="key", db_column="unit_key", related_name="+", db_index=False
    )
    lead = models.ForeignKey("people.Account", models.PROTECT, null=True, related_name="+", db_index=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts", db_index=False)

    observed = models.BooleanField(default=False)
    channel = models.PositiveSmallIntegerField()
    delivery = models.CharField(max_length=12)
    delivery_address = models.TextField(blank=True)
    moves = models.JSONField(default=list)

    submitted_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    rule_set = models.CharField(max_length=60, blank=True)
    limit_text = models.CharField(max_length=80, blank=True)
    limit_basis = models.CharField(max_length=300, blank=True)
    legal_due = models.DateTimeField(null=True)
    portal_due = models.DateTimeField(null=True)
    next_due = models.DateTimeField(null=True)
    rating = models.PositiveSmallIntegerField(null=True)
    search_key = models.TextField()

    class Meta:
        indexes = [
            # In the order of the list, so that a page is read and not sorted, however many dossiers there are.
            models.Index(fields=["-submitted_at", "-id"], name="dossier_by_filing"),
            models.Index(fields=["unit", "state", "-submitted_at", "-id"], name="dossier_by_unit"),
            models.Index(fields=["state", "-submitted_at", "-id"], name="dossier_by_state"),
            models.Index(fields=["procedure", "-submitted_at", "-id"], name="dossier_by_procedure"),
            models.Index(fields=["lead", "state"], name="dossier_by_lead"),
            # The register book: a period out of many years.
            models.Index(
                fields=["accepted_at"], name="dossier_by_acceptance", condition=models.Q(accepted_at__isnull=False)
            ),
            # Asked only from the other end, when a person or answers are to be deleted: a dossier without pays nothing.
            models.Index(fields=["answers"], name="dossier_by_answers", condition=models.Q(answers__isnull=False)),
            models.Index(fields=["subject"], name="dossier_by_subject", condition=models.Q(subject__isnull=False)),
            models.Index(fields=["parent"], name="dossier_by_parent", condition=models.Q(parent__isnull=False)),
        ]
        constraints = [
            # Not `unique=True`: that makes a second index each on PostgreSQL, for searches by how a code begins.
            models.UniqueConstraint(fields=["tracking_code"], name="dossier_tracking_code_once"),
            models.UniqueConstraint(fields=["code"], name="dossier_code_once"),
            models.CheckConstraint(condition=models.Q(state__gte=1, state__lte=10), name="dossier_state_known"),
            models.CheckConstraint(
                condition=models.Q(observed=True)
                | models.Q(accepted_at=None, code=None)
                | models.Q(accepted_at__isnull=False, code__isnull=False),
                name="dossier_code_from_acceptance",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[3, 7, 8, 9, 10]) | models.Q(next_due__isnull=False),
                name="dossier_open_has_next_due",
            ),
            models.CheckConstraint(
                condition=models.Q(rating=None) | models.Q(rating__gte=1, rating__lte=5), name="dossier_rating_range"
            ),
        ]

    def __str__(self) -> str:
        return self.code or self.tracking_code

    @property
    def current_state(self) -> State:
        return State(self.state)

    @property
    def state_label(self) -> str:
        return LABELS[State(self.state)]

    @property
    def is_final(self) -> bool:
        return State(self.state) in FINAL

    @property
    def channel_kind(self) -> Channel:
        return Channel(self.channel)
