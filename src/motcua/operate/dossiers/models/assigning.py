"""Rules by which a unit gives out its dossiers."""

from django.db import models

from motcua.kernel.ids import new_id


class AssignmentRule(models.Model):
    """One rule of one unit: which dossiers it is for, among whom it chooses and how. The first that fits decides.

    `procedure` null, `field` and `place` empty: for every dossier of the unit. `officers`: account ids; none: every
    officer of the unit. `automatic`: given out at once; else only suggested. `turn` counts what was given in turn.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey(
        "people.Unit", models.PROTECT, to_field="key", db_column="unit_key", related_name="+", db_index=False
    )
    procedure = models.ForeignKey("catalogue.Procedure", models.PROTECT, null=True, related_name="+", db_index=False)
    field = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=100, blank=True)
    method = models.CharField(max_length=12)
    officers = models.JSONField(default=list)
    automatic = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=100)
    reason = models.CharField(max_length=300, blank=True)
    turn = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey("people.Account", models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("people.Account", models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ["order", "made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(method__in=["round_robin", "least_open", "fixed"]), name="assignment_method_known"
            )
        ]
        indexes = [models.Index(fields=["unit", "ended_at"], name="assignment_by_unit")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.method}"
