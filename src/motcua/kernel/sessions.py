"""Sessions live in the database alone, so that signing out in one server process signs out in all of them.

A cache of each process would go on believing in a session that another process has ended.
"""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField
from django.utils import timezone

from motcua.kernel.fixed import Fixed

_open = Fixed(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now).order_by(),
    CharField(),
    DateTimeField(),
)


class SessionStore(db.SessionStore):
    """Django's sessions, read by a query compiled once: every request of somebody signed in asks."""

    def _get_session_from_db(self) -> Session | None:
        found = _open.first(self.session_key, timezone.now())
        if found is None:
            self._session_key = None
        return found
