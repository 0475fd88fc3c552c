"""What is being done and waited for: open steps, clock spans, holds, notes."""

from django.db import models

from motcua.kernel.ids import new_id


class Task(models.Model):
    """One step of a dossier's process, opened and closed. An open task is owned by a person or by a unit's queue."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="tasks")
    step = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=30)
    unit = models.ForeignKey(
        "people.Unit", models.PROTECT, to_field="key", db_column="unit_key", null=True, related_name="+", db_index=False
    )
    assignee = models.ForeignKey("people.Account", models.PROTECT, null=True, related_name="+", db_index=False)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("people.Account", models.PROTECT, null=True, related_name="+", db_index=False)
    outcome = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "step"], condition=models.Q(closed_at=None), name="task_open_once"
            ),
        ]
        indexes = [
            models.Index(fields=["role", "unit", "due_at"], condition=models.Q(closed_at=None), name="task_open_queue"),
            models.Index(fields=["assignee", "due_at"], condition=models.Q(closed_at=None), name="task_open_mine"),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.dossier_id}"


class ClockSpan(models.Model):
    """A stretch in which the applicant or a third party is waited for. Due dates are computed from these.

    kind "supplement" restarts the legal clock at its end (NĐ 61/2018/NĐ-CP điều 19 khoản 4) and pauses the portal
    clock; kind "hold" pauses a clock only when the hold says so. "payment" touches no clock, nor does "unanswered":
    the dossier ended while a supplement was waited for.
    """

    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="spans")
    kind = models.CharField(max_length=20)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    pauses_legal = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(ended_at__gte=models.F("started_at")), name="span_forward"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.started_at:%Y-%m-%d}"


class Hold(models.Model):
    """Something a dossier waits for, placed by a module or a person: it blocks the verbs it names.

    `pauses_clock` touches the legal clock only under the sector rule named in `basis`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="holds")
    code = models.CharField(max_length=60)
    words = models.CharField(max_length=200)
    blocks = models.JSONField()
    pauses_clock = models.BooleanField(default=False)
    basis = models.CharField(max_length=300, blank=True)
    placed_by = models.CharField(max_length=60)
    placed_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
    released_by = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "code"], condition=models.Q(released_at=None), name="hold_open_once"
            ),
            models.CheckConstraint(
                condition=models.Q(pauses_clock=False) | ~models.Q(basis=""), name="hold_pause_needs_basis"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.dossier_id}"


class Note(models.Model):
    """Free text written with a step (reason of a refusal, instruction, opinion). Erasable; events refer to its id."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="notes")
    verb = models.CharField(max_length=30)
    text = models.TextField()
    shown_to_applicant = models.BooleanField(default=False)
    written_by = models.ForeignKey("people.Account", models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.verb} {self.dossier_id}"
