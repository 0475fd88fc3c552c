"""Accounts that sign in, and the roles officials hold in units over time."""

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from motcua.kernel.ids import new_id
from motcua.people.rules import OFFICIAL_ROLES, Role


class Account(AbstractBaseUser):
    """Somebody who signs in: an official, a person, or an organisation. Rights come from grants, never from flags."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", "Công chức, viên chức"
        PERSON = "person", "Cá nhân"
        ORGANISATION = "organisation", "Tổ chức"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(max_length=60, unique=True)
    full_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    title = models.CharField(max_length=100, blank=True, default="")
    phone = models.CharField(max_length=20, blank=True, default="")
    email = models.EmailField(blank=True, default="")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    objects = BaseUserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        ordering = ["full_name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["phone"], condition=~Q(phone=""), name="account_phone_unique"),
            models.CheckConstraint(
                condition=Q(kind__in=["official", "person", "organisation"]), name="account_kind_known"
            ),
        ]
        indexes = [models.Index(fields=["is_demo"], condition=Q(is_demo=True), name="account_demo")]

    def __str__(self) -> str:
        return self.full_name

    @property
    def is_official(self) -> bool:
        return self.kind == self.Kind.OFFICIAL


class RoleGrant(models.Model):
    """`account` holds `role` in `unit` from `valid_from` until `valid_to` (null: still). `granted_by` is a text
    snapshot (who, in which office) because the one who granted may leave. `on_behalf_of`: the role is that of an absent
    official, delegated to `account` until `valid_to`."""

    account = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="role_grants")
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="role_grants")
    role = models.CharField(max_length=20, choices=[(role.value, role.label) for role in Role])
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True, blank=True)
    granted_by = models.CharField(max_length=200)
    reason = models.CharField(max_length=300, blank=True, default="")
    on_behalf_of = models.ForeignKey(
        "people.Account", on_delete=models.PROTECT, null=True, related_name="delegated_grants", db_index=False
    )

    class Meta:
        ordering = ["valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "unit", "role"], condition=Q(valid_to__isnull=True), name="role_grant_open_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="role_grant_period_in_order"
            ),
            models.CheckConstraint(
                condition=Q(role__in=sorted(role.value for role in OFFICIAL_ROLES)), name="role_grant_role_known"
            ),
            models.CheckConstraint(
                condition=Q(on_behalf_of=None) | Q(valid_to__isnull=False), name="role_grant_delegated_ends"
            ),
        ]
        indexes = [models.Index(fields=["unit", "role"], name="role_grant_unit_role")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.role} {self.unit_id}"

    def held(self, at: datetime) -> bool:
        """Whether the grant is in force at the instant `at`."""
        return self.valid_from <= at and (self.valid_to is None or at < self.valid_to)
