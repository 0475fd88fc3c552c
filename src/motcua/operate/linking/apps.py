from datetime import timedelta

from django.apps import AppConfig

ENDINGS = ("issued", "returned", "rejected", "stopped", "withdrawn")


class LinkingConfig(AppConfig):
    name = "motcua.operate.linking"
    label = "linking"

    def ready(self) -> None:
        from motcua.kernel.plugins import schedule, subscribers
        from motcua.operate.dossiers.services import ports
        from motcua.operate.linking import jobs, queries

        for what in ENDINGS:
            subscribers.deliver(f"dossier.{what}", jobs.hear, name=f"linking.{what}")
        schedule.recurring("linking.watch", timedelta(minutes=15), "motcua.operate.linking.jobs.watch")
        ports.links.fill(queries.links)
