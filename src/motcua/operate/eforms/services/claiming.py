"""A draft that was begun without an account becomes the draft of whoever signs in to go on with it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.operate.eforms.models import Draft


def claim_draft(*, draft_id: UUID | str, account: Any, now: datetime) -> bool:
    """Give an unfinished draft without an owner to `account`; False when it has one already, or is gone."""
    free = Draft.objects.filter(pk=draft_id, account=None, submitted_at=None, expires_at__gt=now)
    return free.update(account=account) > 0
