"""Persons and organisations named in dossiers: the only rows that identify them, correctable and erasable."""

from django.db import models
from django.db.models import Q

from motcua.kernel.ids import new_id


class Applicant(models.Model):
    """One person or organisation as named in a dossier: owner, filer or subject.

    Not an account: parents file for pupils, proxies for owners, and most people never sign in. `identity_index` is a
    keyed fingerprint of the number, so that look-up needs no readable number. Erasing empties everything personal
    and leaves the row, because dossiers point at it.
    """

    class Kind(models.TextChoices):
        PERSON = "person", "Cá nhân"
        ORGANISATION = "organisation", "Tổ chức"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(
        "people.Account", null=True, blank=True, on_delete=models.PROTECT, related_name="applicants"
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    full_name = models.CharField(max_length=300, blank=True)
    date_of_birth = models.DateField(null=True, blank=True)
    identity_kind = models.CharField(max_length=10, blank=True, default="")
    identity_number = models.CharField(max_length=40, blank=True, default="")
    identity_index = models.CharField(max_length=64, blank=True, default="")
    tax_code = models.CharField(max_length=20, blank=True, default="")
    address = models.CharField(max_length=500, blank=True, default="")
    phone = models.CharField(max_length=20, blank=True, default="")
    email = models.EmailField(blank=True, default="")
    search_key = models.TextField(blank=True, default="")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-updated_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(identity_number="", identity_index="", identity_kind="")
                | (~Q(identity_number="") & ~Q(identity_index="") & ~Q(identity_kind="")),
                name="applicant_identity_complete_or_absent",
            ),
            models.CheckConstraint(
                condition=(Q(erased_at__isnull=True) & ~Q(full_name=""))
                | Q(
                    erased_at__isnull=False,
                    full_name="",
                    identity_number="",
                    tax_code="",
                    address="",
                    phone="",
                    email="",
                    search_key="",
                    date_of_birth__isnull=True,
                ),
                name="applicant_erased_is_empty",
            ),
            models.CheckConstraint(
                condition=Q(kind="person") | Q(date_of_birth__isnull=True), name="applicant_organisation_has_no_birth"
            ),
        ]
        indexes = [
            models.Index(fields=["identity_index"], name="applicant_identity"),
            models.Index(fields=["phone"], name="applicant_phone"),
        ]

    def __str__(self) -> str:
        return self.full_name or "(đã xoá)"
