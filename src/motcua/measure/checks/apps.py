from datetime import timedelta

from django.apps import AppConfig


class ChecksConfig(AppConfig):
    name = "motcua.measure.checks"
    label = "checks"

    def ready(self) -> None:
        from motcua.kernel.plugins import navigation, projectors, schedule, subcommands
        from motcua.measure.checks import services
        from motcua.measure.checks.desk import VIEWERS, counter

        projectors.register(services.STREAM, services.project)
        schedule.recurring("checks.look", timedelta(hours=24), "motcua.measure.checks.jobs.look")
        subcommands.add(
            "audit", "checks", "check the figures of a period for being made to look good",
            "motcua.measure.checks.management.checking.Checking",
        )  # fmt: skip
        viewers = {role.value for role in VIEWERS}
        navigation.add("checks", "Kiểm tra số liệu", "checks:list", viewers, order=65, counter=counter)
