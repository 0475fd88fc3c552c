"""Texts that are being written: they stand beside the live version and become one when they come into force."""

from functools import cached_property

from django.db import models
from django.db.models import F, Q

from motcua.operate.catalogue import rules

STATES = [(state.value, rules.STATE_LABELS[state]) for state in rules.State]


class TextDraft(models.Model):
    """A text of the procedure `code` before it is a version. The procedure itself may not exist yet.

    `edit` counts the saves: whoever saves over another person's save is told. `version` is the frozen version it
    became when it came into force.
    """

    code = models.CharField(max_length=40)
    is_national = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=STATES, default=rules.State.DRAFT.value)
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    edit = models.PositiveIntegerField(default=0)
    base = models.ForeignKey("catalogue.ProcedureVersion", models.PROTECT, null=True, blank=True, related_name="+")
    taken_from = models.ForeignKey(  # the imported text that waited beside the agency's own
        "catalogue.ProcedureVersion", models.PROTECT, null=True, blank=True, related_name="adopted_by"
    )
    version = models.OneToOneField(
        "catalogue.ProcedureVersion", models.PROTECT, null=True, blank=True, related_name="draft"
    )
    authors = models.JSONField(default=list)  # ids of the accounts that wrote or sent it
    remarks = models.JSONField(default=list)  # {at, by, verb, text}: reasons, for people
    dropped_by_law = models.JSONField(default=dict)  # component code → why it goes although applicants' drafts use it
    decision = models.CharField(max_length=200, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    effective_from = models.DateField(null=True, blank=True)
    effective_to = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-changed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(state__in=("draft", "review")), name="textdraft_one_open_per_procedure"
            ),
            models.UniqueConstraint(
                fields=["code", "effective_from"], condition=Q(state="approved"), name="textdraft_one_text_for_a_day"
            ),
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
                name="textdraft_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | Q(decided_on__lte=F("effective_from")),
                name="textdraft_decided_before_effect",
            ),
        ]
        indexes = [models.Index(fields=["state", "effective_from"], name="textdraft_by_state")]

    def __str__(self) -> str:
        return f"{self.code}, {self.get_state_display()}"

    @cached_property
    def parsed(self) -> rules.ProcedureContent:
        return rules.ProcedureContent.from_json(self.content)

    @property
    def life(self) -> rules.State:
        return rules.State(self.state)

    @property
    def is_open(self) -> bool:
        return self.life in rules.OPEN
