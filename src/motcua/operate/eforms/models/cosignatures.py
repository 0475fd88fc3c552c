"""A second person's signature on a form: asked for, given or declined. Personal rows; the facts are in the log."""

from django.db import models
from django.db.models import Q

from motcua.kernel.ids import new_id
from motcua.operate.eforms import rules


class Cosignature(models.Model):
    """One request that a second person signs a draft.

    `answers_hash` fixes what they were asked to agree to: an agreement to other answers does not count. The code of
    the invitation is not kept, only its keyed hash. `answers`: the submission the agreement went into.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    draft = models.ForeignKey("eforms.Draft", models.SET_NULL, null=True, related_name="cosignatures")
    answers = models.ForeignKey("eforms.Answers", models.PROTECT, null=True, related_name="cosignatures")
    who = models.CharField(max_length=600)  # in what capacity, as the form says it
    state = models.CharField(max_length=10, choices=rules.COSIGN_STATES, default=rules.ASKED)
    version = models.PositiveIntegerField(default=1)  # the length of the stream ("cosignature", id)
    code_index = models.CharField(max_length=64, unique=True)
    answers_hash = models.CharField(max_length=64)
    asked_by = models.ForeignKey("people.Account", models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    signer = models.ForeignKey("people.Account", models.SET_NULL, null=True, blank=True, related_name="+")
    signer_name = models.CharField(max_length=200, blank=True)
    identity_level = models.PositiveSmallIntegerField(null=True, blank=True)
    decline_reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(fields=["draft"], condition=Q(state="asked"), name="cosignature_asked_once"),
            models.CheckConstraint(
                condition=Q(state="asked", decided_at__isnull=True) | (~Q(state="asked") & Q(decided_at__isnull=False)),
                name="cosignature_decided_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="agreed") | Q(identity_level__isnull=False), name="cosignature_agreed_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.who}: {self.get_state_display()}"
