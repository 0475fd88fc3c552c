from datetime import timedelta

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "motcua.operate.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        from motcua.kernel.plugins import navigation, schedule

        navigation.add("procedures", "Thủ tục", "catalogue:desk", order=50)
        schedule.recurring("catalogue.enter_due", timedelta(minutes=5), "motcua.operate.catalogue.jobs.enter_due")
