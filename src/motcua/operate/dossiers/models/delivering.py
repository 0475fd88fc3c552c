"""Handing results over: at the counter to whom, by post under which waybill, and whether it arrived."""

from django.db import models

from motcua.kernel.ids import new_id


class Handover(models.Model):
    """One try to bring the result to the applicant. What names a person stays here, out of events.

    The delivery axis of a dossier is the `standing` of its newest row: "posted" (with the post), "delivered",
    "came_back", "collected" (at the counter), "sent" (electronically).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="handovers")
    number = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=12)
    standing = models.CharField(max_length=12)
    waybill = models.CharField(max_length=30, blank=True)
    receiver = models.CharField(max_length=10, blank=True)
    receiver_name = models.CharField(max_length=200, blank=True)
    receiver_paper = models.CharField(max_length=120, blank=True)
    receiver_ground = models.CharField(max_length=300, blank=True)
    signed_for = models.BooleanField(default=False)
    why = models.CharField(max_length=300, blank=True)
    began_at = models.DateTimeField()
    began_by = models.ForeignKey("people.Account", models.PROTECT, null=True, related_name="+", db_index=False)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="handover_once"),
            models.CheckConstraint(
                condition=models.Q(standing__in=["posted", "delivered", "came_back", "collected", "sent"]),
                name="handover_standing_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(way="post") | ~models.Q(waybill=""), name="handover_by_post_has_waybill"
            ),
        ]
        indexes = [
            models.Index(
                fields=["standing", "began_at"],
                condition=models.Q(standing__in=["posted", "came_back"]),
                name="handover_on_the_way",
            )
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.standing} {self.dossier_id}"
