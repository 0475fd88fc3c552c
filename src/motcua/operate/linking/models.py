"""Plans of parts with the child dossier that stands for each, and groups of procedures applied for at once."""

from django.db import models

from motcua.kernel.ids import new_id
from motcua.operate.linking import rules


class Plan(models.Model):
    """The parts a dossier was cut into at one time. `version` is that of its event stream; `hold` holds the parent."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.PositiveIntegerField(default=0)
    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    order = models.CharField(max_length=10)
    standing = models.CharField(max_length=10, default=rules.Standing.OPEN)
    hold = models.CharField(max_length=60)
    unit = models.ForeignKey("people.Unit", models.PROTECT, to_field="key", db_column="unit_key", related_name="+")
    made_by = models.ForeignKey("people.Account", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="linking_plan_once"),
            models.CheckConstraint(
                condition=models.Q(order__in=[one.value for one in rules.Order]), name="linking_order_known"
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at=None, standing=rules.Standing.OPEN)
                | (models.Q(closed_at__isnull=False) & ~models.Q(standing=rules.Standing.OPEN)),
                name="linking_closed_with_date",
            ),
        ]
        indexes = [models.Index(fields=["standing"], name="linking_open")]

    def __str__(self) -> str:
        return f"{self.dossier_id} liên thông {self.number}"

    @property
    def is_open(self) -> bool:
        return self.standing == rules.Standing.OPEN


class Leg(models.Model):
    """One part: whom it goes to, what is asked, how long, and the child dossier once it was sent."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="legs")
    place = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, default=rules.Leg.PLANNED)
    unit = models.ForeignKey("people.Unit", models.PROTECT, to_field="key", db_column="unit_key", related_name="+")
    procedure_code = models.CharField(max_length=60, blank=True)
    what = models.TextField()
    days = models.PositiveSmallIntegerField()
    papers = models.ManyToManyField("dossiers.Paper", related_name="+")
    child = models.OneToOneField("dossiers.Dossier", models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    proof = models.JSONField(null=True)
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "place"], name="linking_leg_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=[one.value for one in rules.Leg]), name="linking_leg_known"
            ),
            models.CheckConstraint(
                condition=models.Q(child=None, sent_at=None, due_at=None)
                | models.Q(child__isnull=False, sent_at__isnull=False, due_at__isnull=False),
                name="linking_sent_with_child",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} phần {self.place}"

    @property
    def words(self) -> str:
        return rules.LEG_WORDS[rules.Leg(self.state)]


class ServiceGroup(models.Model):
    """Several procedures that are applied for at once (nhóm dịch vụ công liên thông). `version` of its event stream.

    `origin` "reference": a group the State published, as data says; "agency": defined here by the control officer.
    """

    key = models.SlugField(max_length=60, primary_key=True)
    version = models.PositiveIntegerField(default=0)
    name = models.CharField(max_length=300)
    procedures = models.JSONField(default=list)
    note = models.TextField(blank=True)
    source = models.TextField(blank=True)
    verified = models.BooleanField(default=False)
    origin = models.CharField(max_length=10)
    state = models.CharField(max_length=10, default="draft")
    effective_from = models.DateField(null=True)
    effective_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "in_force", "ended"]), name="service_group_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(effective_from__isnull=False) & ~models.Q(source=""),
                name="service_group_in_force_has_source",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class GroupFiling(models.Model):
    """One application for a whole group; its members become dossiers when it is sent."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group = models.ForeignKey(ServiceGroup, models.PROTECT, related_name="+")
    account = models.ForeignKey("people.Account", models.CASCADE, related_name="+")
    begun_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["account", "-begun_at"], name="group_filing_of")]

    def __str__(self) -> str:
        return f"{self.group_id} {self.id}"


class GroupMember(models.Model):
    """One procedure of an application for a group: the draft it is filled in with, then the dossier it became."""

    filing = models.ForeignKey(GroupFiling, models.CASCADE, related_name="members")
    place = models.PositiveSmallIntegerField()
    procedure_code = models.CharField(max_length=60)
    draft = models.UUIDField()
    dossier = models.OneToOneField("dossiers.Dossier", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["filing", "place"], name="group_member_once")]

    def __str__(self) -> str:
        return f"{self.filing_id} {self.procedure_code}"
