from datetime import timedelta

from django.apps import AppConfig


class ReadingsConfig(AppConfig):
    name = "motcua.kernel.readings"
    label = "readings"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from motcua.kernel.plugins import schedule
        from motcua.kernel.readings import triggers

        connection_created.connect(triggers.guard)
        schedule.recurring("readings.prune", timedelta(days=1), "motcua.kernel.readings.jobs.prune")
