"""Drafts of people without an account: this browser's session says which it may open, a code opens them elsewhere."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from motcua.operate.eforms import queries as eforms
from motcua.operate.eforms.queries import Draft
from motcua.operate.journeys.services import applying

OPEN = "open_drafts"
FRESH_CODE = "fresh_code"
MOST_OPEN = 10


def remember(request: HttpRequest, draft: Draft) -> None:
    """Let this browser open a draft that belongs to no account."""
    others = [one for one in request.session.get(OPEN, []) if one != str(draft.pk)]
    request.session[OPEN] = [str(draft.pk), *others][:MOST_OPEN]


def forget(request: HttpRequest, draft_id: UUID) -> None:
    """This browser opens it no longer."""
    request.session[OPEN] = [one for one in request.session.get(OPEN, []) if one != str(draft_id)]


def held(request: HttpRequest, draft_id: UUID) -> bool:
    """Whether this browser may open it."""
    return str(draft_id) in request.session.get(OPEN, [])


def drafts(request: HttpRequest) -> list[Draft]:
    """The drafts without an account that this browser may open."""
    found = (eforms.draft(one) for one in request.session.get(OPEN, []))
    return [draft for draft in found if draft is not None and draft.submitted_at is None]


def draft_for(request: HttpRequest, draft_id: UUID, now: Any) -> Draft | None:
    """The draft when whoever asks may open it: their own, or one without an account that this browser holds.

    A person who signs in takes the draft along: from then on it is theirs alone.
    """
    user: Any = request.user
    if not user.is_authenticated:
        return eforms.draft(draft_id) if held(request, draft_id) else None
    own = eforms.draft(draft_id, user)
    if own is None and held(request, draft_id):
        applying.claim(draft_id=draft_id, account=user, now=now)
        forget(request, draft_id)
        own = eforms.draft(draft_id, user)
    return own


def show_code(request: HttpRequest, draft: Draft, code: str) -> None:
    """Keep a fresh code for the next page alone: it is shown once."""
    request.session[FRESH_CODE] = [str(draft.pk), code]


def code_to_show(request: HttpRequest, draft: Draft) -> str:
    """The fresh code of this draft, the first time it is asked for."""
    told = request.session.pop(FRESH_CODE, None)
    return str(told[1]) if told and told[0] == str(draft.pk) else ""


def address(request: HttpRequest) -> str:
    """Where a request comes from, for brakes."""
    return str(request.META.get("REMOTE_ADDR", ""))
