from datetime import timedelta

from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "motcua.operate.consultations"
    label = "consultations"

    def ready(self) -> None:
        from motcua.kernel.plugins import schedule

        schedule.recurring("consultations.watch", timedelta(minutes=30), "motcua.operate.consultations.jobs.watch")
