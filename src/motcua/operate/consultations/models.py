"""The consultation: whom, what, until when, and the answer. Its texts are erasable rows; events carry none of them."""

from django.db import models

from motcua.kernel.ids import new_id
from motcua.operate.consultations.rules import Opinion, Standing


class Consultation(models.Model):
    """One question to one unit or one other agency about one dossier. `version` is that of its event stream.

    `hold` is the code of the hold on the dossier; `silence_basis` the rule by which no answer is agreement, or empty.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.PositiveIntegerField(default=0)
    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    standing = models.CharField(max_length=12, default=Standing.OPEN)
    unit = models.ForeignKey(
        "people.Unit", models.PROTECT, to_field="key", db_column="unit_key", null=True, related_name="+"
    )
    agency = models.ForeignKey(
        "people.Agency", models.PROTECT, to_field="key", db_column="agency_key", null=True, related_name="+"
    )
    question = models.TextField()
    papers = models.ManyToManyField("dossiers.Paper", related_name="+")
    asked_by = models.ForeignKey("people.Account", models.PROTECT, related_name="+")
    asking_unit = models.ForeignKey(
        "people.Unit", models.PROTECT, to_field="key", db_column="asking_unit_key", related_name="+"
    )
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    proof = models.JSONField()
    hold = models.CharField(max_length=60)
    pause_basis = models.CharField(max_length=300, blank=True)
    silence_basis = models.CharField(max_length=300, blank=True)
    remind_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    overdue_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    opinion = models.CharField(max_length=12, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey("people.Account", models.PROTECT, null=True, related_name="+")
    answered_role = models.CharField(max_length=30, blank=True)
    letter = models.CharField(max_length=60, blank=True)
    letter_on = models.DateField(null=True)
    stored_file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=255, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="consultation_number_once"),
            models.CheckConstraint(
                condition=models.Q(unit=None, agency__isnull=False) | models.Q(unit__isnull=False, agency=None),
                name="consultation_asks_one",
            ),
            models.CheckConstraint(
                condition=models.Q(standing__in=[one.value for one in Standing]), name="consultation_standing_known"
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at=None, standing=Standing.OPEN)
                | (models.Q(closed_at__isnull=False) & ~models.Q(standing=Standing.OPEN)),
                name="consultation_closed_with_date",
            ),
            models.CheckConstraint(
                condition=models.Q(standing=Standing.ANSWERED, opinion__in=[one.value for one in Opinion])
                | (~models.Q(standing=Standing.ANSWERED) & models.Q(opinion="")),
                name="consultation_answer_has_opinion",
            ),
        ]
        indexes = [
            models.Index(fields=["standing", "due_at"], name="consultation_due"),
            models.Index(fields=["unit", "standing", "due_at"], name="consultation_of_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} ý kiến {self.number}"

    @property
    def whom(self) -> str:
        """The unit or agency asked, by name."""
        asked = self.unit or self.agency
        return asked.name if asked is not None else ""

    @property
    def is_open(self) -> bool:
        return self.standing == Standing.OPEN
