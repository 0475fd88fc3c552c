from datetime import timedelta

from django.apps import AppConfig

from motcua.kernel.plugins import schedule


class EformsConfig(AppConfig):
    name = "motcua.operate.eforms"
    label = "eforms"

    def ready(self) -> None:
        schedule.recurring("eforms.expire_drafts", timedelta(hours=6), "motcua.operate.eforms.jobs.expire_drafts")
        schedule.recurring("eforms.expire_cosigners", timedelta(hours=1), "motcua.operate.eforms.jobs.expire_cosigners")
