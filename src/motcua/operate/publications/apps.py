from datetime import timedelta

from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    name = "motcua.operate.publications"
    label = "publications"

    def ready(self) -> None:
        from motcua.kernel.plugins import navigation, schedule
        from motcua.operate.publications.queries.standing import counter
        from motcua.operate.publications.rules import READERS

        roles = {role.value for role in READERS}
        navigation.add("publications", "Công bố thủ tục", "publications:desk", roles, order=52, counter=counter)
        schedule.recurring("publications.remind", timedelta(hours=6), "motcua.operate.publications.jobs.remind")
