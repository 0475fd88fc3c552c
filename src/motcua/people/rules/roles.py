"""Roles, which of them exclude each other, and which dossiers each may see.

| role            | sees                                                              |
|-----------------|-------------------------------------------------------------------|
| applicant       | own: dossiers whose owner or filer is linked to the account       |
| reception       | dossiers received at, or handled by, the units of the grant       |
| case_officer    | the same, for the handling unit                                   |
| unit_head       | the same                                                          |
| signatory       | every dossier of the agency: decides for all units                |
| clerk           | every dossier of the agency: numbers and seals for all units      |
| control_officer | every dossier of the agency: focal point of procedure control     |
| inspector       | every dossier of the agency: handles complaints about any of them |
| auditor         | every dossier of the agency, reading only                         |
| administrator   | none: keeps accounts and settings, never personal data of dossiers|

Roles are added up: who is clerk and case officer sees what both see.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from motcua.kernel.actors import Actor


class Role(StrEnum):
    """What an account may be; all but `applicant` are granted per unit (NĐ 61/2018, articles 7, 8 and 11)."""

    APPLICANT = "applicant"
    RECEPTION = "reception"
    CASE_OFFICER = "case_officer"
    UNIT_HEAD = "unit_head"
    SIGNATORY = "signatory"
    CLERK = "clerk"
    CONTROL_OFFICER = "control_officer"
    INSPECTOR = "inspector"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"

    @property
    def label(self) -> str:
        """The role in Vietnamese."""
        return ROLE_LABELS[self]


ROLE_LABELS: dict[Role, str] = {
    Role.APPLICANT: "Người nộp hồ sơ",
    Role.RECEPTION: "Công chức tiếp nhận",
    Role.CASE_OFFICER: "Chuyên viên thụ lý",
    Role.UNIT_HEAD: "Trưởng phòng",
    Role.SIGNATORY: "Người ký",
    Role.CLERK: "Văn thư",
    Role.CONTROL_OFFICER: "Đầu mối kiểm soát thủ tục hành chính",
    Role.INSPECTOR: "Thanh tra",
    Role.ADMINISTRATOR: "Quản trị hệ thống",
    Role.AUDITOR: "Kiểm toán dữ liệu",
}
OFFICIAL_ROLES: frozenset[Role] = frozenset(Role) - {Role.APPLICANT}
AGENCY_WIDE: frozenset[Role] = frozenset(
    {Role.SIGNATORY, Role.CLERK, Role.CONTROL_OFFICER, Role.INSPECTOR, Role.AUDITOR}
)
OWN_UNIT: frozenset[Role] = frozenset({Role.RECEPTION, Role.CASE_OFFICER, Role.UNIT_HEAD})
HANDLING: frozenset[Role] = OWN_UNIT | {Role.SIGNATORY, Role.CLERK}

# Four eyes: who prepares does not decide, who decides does not number and seal.
SAME_UNIT_PAIRS: frozenset[frozenset[Role]] = frozenset(
    {
        frozenset({Role.CASE_OFFICER, Role.SIGNATORY}),
        frozenset({Role.CASE_OFFICER, Role.UNIT_HEAD}),
        frozenset({Role.SIGNATORY, Role.CLERK}),
    }
)
# Who watches or keeps the keys does not handle, in whatever unit.
WATCHERS: frozenset[Role] = frozenset({Role.ADMINISTRATOR, Role.AUDITOR, Role.INSPECTOR})


@dataclass(frozen=True, slots=True)
class Refusal:
    """An expected no. `message` is Vietnamese and for people; `rule` is the reason's key; `who` could do it instead."""

    code: str
    message: str
    rule: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class Grant:
    """One role held in one unit at the instant that was asked about.

    `on_behalf_of`: the id of the absent official who delegated it; empty for a role of one's own.
    """

    role: Role
    unit_key: str
    unit_id: int
    unit_name: str = ""
    agency_key: str = ""
    on_behalf_of: str = ""

    def actor(self, account_id: object) -> Actor:
        """The account as it acts by this grant."""
        return Actor("official", str(account_id), self.role.value, self.unit_key, self.on_behalf_of)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which dossiers an account may see: all of the agency, those of some units, its own. The three add up."""

    all: bool
    unit_ids: frozenset[int]
    own: bool

    @property
    def nothing(self) -> bool:
        return not (self.all or self.unit_ids or self.own)


def scope_of(grants: Iterable[Grant], *, official: bool) -> Scope:
    """What the holder of `grants` sees; see the table at the top. Accounts of people see their own dossiers."""
    held = list(grants) if official else []
    return Scope(
        all=any(grant.role in AGENCY_WIDE for grant in held),
        unit_ids=frozenset(grant.unit_id for grant in held if grant.role in OWN_UNIT),
        own=not official,
    )


def visible(scope: Scope, *, unit_ids: Collection[int], account_ids: Collection[object], viewer: object) -> bool:
    """Whether a dossier may be seen: `unit_ids` are its handling and receipt units, `account_ids` those of its people.

    The plain twin of the database predicate of dossier lists: both must agree on every dossier.
    """
    if scope.all or not scope.unit_ids.isdisjoint(unit_ids):
        return True
    return scope.own and viewer is not None and viewer in account_ids


def conflict(held: Iterable[tuple[Role, str]], role: Role, unit_key: str) -> Role | None:
    """The role already held, as (role, unit key), that forbids also holding `role` in `unit_key`; None when none does.

    Four eyes: what one official prepares another decides and a third issues. Small units may depart from it with a
    written reason.
    """
    for other, other_unit in held:
        if other_unit == unit_key and frozenset({other, role}) in SAME_UNIT_PAIRS:
            return other
        if (other in WATCHERS and role in HANDLING) or (role in WATCHERS and other in HANDLING):
            return other
    return None
