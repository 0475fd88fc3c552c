from datetime import timedelta

from django.apps import AppConfig


class FactsConfig(AppConfig):
    name = "motcua.measure.facts"
    label = "facts"

    def ready(self) -> None:
        from motcua.kernel.plugins import projectors, schedule
        from motcua.measure.facts import many, services

        projectors.register(services.STREAM, services.project, many=many.project)
        schedule.recurring("facts.fold", timedelta(minutes=1), "motcua.measure.facts.jobs.fold")
