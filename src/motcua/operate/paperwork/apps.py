from datetime import timedelta

from django.apps import AppConfig


class PaperworkConfig(AppConfig):
    name = "motcua.operate.paperwork"
    label = "paperwork"

    def ready(self) -> None:
        from motcua.kernel.plugins import navigation, schedule
        from motcua.operate.paperwork.desk.seat import READERS
        from motcua.operate.paperwork.desk.templates import KEEPERS

        roles = {role.value for role in READERS}
        navigation.add("register-book", "Sổ theo dõi hồ sơ", "paperwork:book", roles, order=45)
        keepers = {role.value for role in KEEPERS}
        schedule.recurring("paperwork.erase_books", timedelta(hours=1), "motcua.operate.paperwork.jobs.erase_books")
        navigation.add("decision-templates", "Mẫu văn bản", "paperwork:templates", keepers, order=58)
