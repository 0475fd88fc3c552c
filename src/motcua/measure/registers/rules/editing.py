"""Who brings in what: the focal point of procedure control everything, the inspectorate the feedback (II.5)."""

from collections.abc import Collection, Mapping
from typing import Final

ALL_KINDS: Final = ""
EDITORS: Final[Mapping[str, str]] = {"control_officer": ALL_KINDS, "inspector": "feedback"}
"""Role → the one kind it may edit; empty: all kinds."""


def may_edit(roles: Collection[str], kind: str) -> str:
    """The role among `roles` that may bring in or declare `kind`; empty when none may."""
    return next((role for role, only in EDITORS.items() if role in roles and only in (ALL_KINDS, kind)), "")
