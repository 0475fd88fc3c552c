"""What goes with a dossier at intake: by what right somebody files for another, and how it came by post."""

from django.db import models


class Authority(models.Model):
    """By what right the filer acts for the owner. Days are local dates and both count; None: no end was told."""

    dossier = models.OneToOneField("dossiers.Dossier", models.CASCADE, primary_key=True, related_name="authority")
    ground = models.CharField(max_length=20)
    paper = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    scope = models.JSONField(default=list)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_from=None)
                | models.Q(valid_to=None)
                | models.Q(valid_from__lte=models.F("valid_to")),
                name="intake_authority_forward",
            )
        ]

    def __str__(self) -> str:
        return f"{self.ground} {self.dossier_id}"


class Posting(models.Model):
    """A dossier that came by public post (NĐ 61/2018/NĐ-CP điều 16): one waybill brings one dossier or several."""

    dossier = models.OneToOneField("dossiers.Dossier", models.CASCADE, primary_key=True, related_name="posting")
    waybill = models.CharField(max_length=40)
    posted_on = models.DateField()
    received_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(posted_on__lte=models.F("received_on")), name="intake_posted_before_received"
            )
        ]
        indexes = [models.Index(fields=["waybill"], name="intake_posting_waybill")]

    def __str__(self) -> str:
        return self.waybill
