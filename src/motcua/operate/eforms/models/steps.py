"""What was done to a draft of a form, step by step, so that it can be undone and everybody sees who did what."""

from django.db import models


class FormDraftStep(models.Model):
    """One save of a draft. `number` is the draft's version after it; `definition` the text it left.

    `state`: the number of the step that first made this text (another one when this step undid or redid something).
    `parent`: the state before that one; 0: nothing to go back to. The newest child of a state is what is redone.
    """

    draft = models.ForeignKey("eforms.FormDraft", models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField()
    state = models.PositiveIntegerField()
    parent = models.PositiveIntegerField(default=0)
    definition = models.JSONField()
    said = models.CharField(max_length=300)
    by = models.CharField(max_length=64)  # id of the account
    at = models.DateTimeField()

    class Meta:
        ordering = ["draft", "-number"]
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="formdraftstep_number_once")]

    def __str__(self) -> str:
        return f"{self.number}: {self.said}"
