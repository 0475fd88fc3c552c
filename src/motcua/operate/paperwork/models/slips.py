"""Slips that were given, and the numbers they carry."""

from django.db import models

from motcua.kernel.ids import new_id


class Slip(models.Model):
    """One printed form as it was given: never changed, printed again from the kept file.

    `occasion` names what it is about ("accepted", "request:2"): one slip per dossier, purpose, occasion and edition.
    A later `edition` replaces an earlier one that said something wrong; `reason` tells what, `given_by` who gave it
    ("" when it was first printed by the applicant).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="slips", db_index=False)
    purpose = models.CharField(max_length=30)
    occasion = models.CharField(max_length=60)
    edition = models.PositiveSmallIntegerField(default=1)
    form_set = models.CharField(max_length=60)
    form_number = models.CharField(max_length=4)
    number = models.CharField(max_length=40, blank=True)
    pdf = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    docx = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "purpose", "occasion", "edition"], name="slip_given_once"),
            models.CheckConstraint(
                condition=models.Q(edition=1) | ~models.Q(reason=""), name="slip_later_edition_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.number or self.occasion}"


class SlipCounter(models.Model):
    """Last number given to slips of one purpose in a year, from 01 on 1 January."""

    agency_key = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    purpose = models.CharField(max_length=30)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency_key", "year", "purpose"], name="slip_counter_once")]

    def __str__(self) -> str:
        return f"{self.agency_key} {self.year} {self.purpose} {self.last}"
