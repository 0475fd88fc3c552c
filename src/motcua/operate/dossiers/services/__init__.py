"""Writes of dossiers: `submit` makes one, `act` is every later change; drafting, signing, issuing."""

from motcua.operate.dossiers.services.acts import act
from motcua.operate.dossiers.services.context import Stale
from motcua.operate.dossiers.services.drafting import write_draft
from motcua.operate.dossiers.services.intake import submit
from motcua.operate.dossiers.services.parts import send_part
from motcua.operate.dossiers.services.signing import (
    complete_signature,
    issue,
    prepare_signature,
    sign_now,
    signature_reports,
)

__all__ = [
    "Stale",
    "act",
    "complete_signature",
    "issue",
    "prepare_signature",
    "send_part",
    "sign_now",
    "signature_reports",
    "submit",
    "write_draft",
]
