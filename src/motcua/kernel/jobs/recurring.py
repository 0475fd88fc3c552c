"""The kernel's own recurring work. Each function takes the instant and may be run again at any time."""

from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from motcua.kernel.audit import services as audit
from motcua.kernel.jobs import services as jobs
from motcua.kernel.outbox import services as outbox

TASKS_KEPT = timedelta(days=30)


def relay_outbox(now: datetime) -> None:
    """Tell subscribers what has happened."""
    outbox.relay(now=now)


def seal_yesterday(now: datetime) -> None:
    """Seal the local day that has ended; tried every hour, done once."""
    audit.seal_day(day=timezone.localdate(now, timezone.get_default_timezone()) - timedelta(days=1), now=now)


def sweep_sessions(now: datetime) -> None:
    """Delete the sessions that have run out."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def prune(now: datetime) -> None:
    """Forget delivered messages and finished tasks after their time."""
    outbox.prune(now=now)
    DBTaskResult.objects.filter(finished_at__lt=now - TASKS_KEPT).delete()


def rescue_tasks(now: datetime) -> None:
    """Take care of tasks whose worker was cut off."""
    jobs.rescue(now=now)
