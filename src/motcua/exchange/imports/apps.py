from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "motcua.exchange.imports"
    label = "imports"

    def ready(self) -> None:
        from datetime import timedelta

        from motcua.exchange.imports.desk.seat import READERS
        from motcua.kernel.plugins import navigation, schedule

        roles = {role.value for role in READERS}
        navigation.add("imports", "Nhập hồ sơ", "imports:list", roles, order=61)
        schedule.recurring("imports.go_on", timedelta(minutes=1), "motcua.exchange.imports.jobs.go_on")
        schedule.recurring("imports.erase_sent", timedelta(hours=1), "motcua.exchange.imports.jobs.erase_sent")
