from datetime import timedelta

from django.apps import AppConfig

from motcua.kernel.plugins import schedule


class JobsConfig(AppConfig):
    name = "motcua.kernel.jobs"
    label = "jobs"

    def ready(self) -> None:
        recurring = "motcua.kernel.jobs.recurring."
        schedule.recurring("outbox.relay", timedelta(seconds=10), recurring + "relay_outbox")
        schedule.recurring("audit.seal", timedelta(hours=1), recurring + "seal_yesterday")
        schedule.recurring("sessions.sweep", timedelta(days=1), recurring + "sweep_sessions")
        schedule.recurring("outbox.prune", timedelta(days=1), recurring + "prune")
        schedule.recurring("tasks.rescue", timedelta(minutes=1), recurring + "rescue_tasks")
