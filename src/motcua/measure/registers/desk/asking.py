"""Who may read and edit registers, as views need it."""

from collections.abc import Iterable

from django.http import HttpRequest

from motcua.measure.registers.models import DeclaredFigure, RegisterFile
from motcua.measure.registers.rules import EDITORS, may_edit
from motcua.people import queries as people
from motcua.people.rules import Role

READERS = (Role.CONTROL_OFFICER, Role.INSPECTOR, Role.AUDITOR)
WRITERS = tuple(Role(role) for role in EDITORS)


def editing_role(request: HttpRequest, kind: str) -> str:
    """The role in which the person may edit `kind`; empty when none."""
    return may_edit([grant.role for grant in people.grants(request.user)], kind)


def names(rows: Iterable[RegisterFile | DeclaredFigure]) -> dict[str, str]:
    """Account id → full name of who brought in files or declared figures; one query for each person."""
    ids = {row.imported_by if isinstance(row, RegisterFile) else row.declared_by for row in rows}
    return {who: people.account_name(who) or "Hệ thống" for who in ids}
