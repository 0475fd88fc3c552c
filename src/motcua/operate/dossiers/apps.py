from datetime import timedelta

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "motcua.operate.dossiers"
    label = "dossiers"

    def ready(self) -> None:
        from motcua.kernel.plugins import schedule

        schedule.recurring("dossiers.warn", timedelta(minutes=15), "motcua.operate.dossiers.jobs.warn")
        schedule.recurring("dossiers.bulk", timedelta(minutes=1), "motcua.operate.dossiers.jobs.go_on")
        schedule.recurring("dossiers.give_out", timedelta(minutes=1), "motcua.operate.dossiers.jobs.give_out")
        schedule.recurring("dossiers.timers", timedelta(minutes=1), "motcua.operate.dossiers.services.timers.fire_due")

        from motcua.operate.dossiers.services import migrating
        from motcua.operate.processes.services import ports

        ports.carrier.fill(migrating.carry_out)
        ports.undoer.fill(migrating.take_back)
