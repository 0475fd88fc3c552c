from django.apps import AppConfig


class PaperworkConfig(AppConfig):
    name = "motcua.operate.paperwork"
    label = "paperwork"

    def ready(self) -> None:
        from motcua.kernel.plugins import navigation
        from motcua.operate.paperwork.desk.seat import READERS
        from motcua.operate.paperwork.desk.templates import KEEPERS

        roles = {role.value for role in READERS}
        navigation.add("register-book", "Sổ theo dõi hồ sơ", "paperwork:book", roles, order=45)
        keepers = {role.value for role in KEEPERS}
        navigation.add("decision-templates", "Mẫu văn bản", "paperwork:templates", keepers, order=58)
