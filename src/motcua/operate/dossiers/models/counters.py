"""Numbers that must never be given twice: dossier codes of a day, result numbers of a year."""

from django.db import models


class CodeCounter(models.Model):
    """Last running number given by an agency on a local day (TT 01/2018/TT-VPCP điều 19)."""

    agency_key = models.CharField(max_length=60)
    day = models.DateField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency_key", "day"], name="code_counter_once")]

    def __str__(self) -> str:
        return f"{self.agency_key} {self.day} {self.last}"


class IssueCounter(models.Model):
    """Last number given to an outgoing result of an agency in a year, from 01 on 1 January (NĐ 30/2020/NĐ-CP)."""

    agency_key = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency_key", "year"], name="issue_counter_once")]

    def __str__(self) -> str:
        return f"{self.agency_key} {self.year} {self.last}"
