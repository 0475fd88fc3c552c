from django.apps import AppConfig


class ProcessesConfig(AppConfig):
    name = "motcua.operate.processes"
    label = "processes"

    def ready(self) -> None:
        from motcua.kernel.plugins import navigation

        roles = {"control_officer", "administrator", "unit_head", "inspector", "auditor"}
        navigation.add("processes", "Quy trình", "processes:desk", roles=roles, order=54)
