from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "motcua.measure.registers"
    label = "registers"

    def ready(self) -> None:
        from motcua.kernel.plugins import navigation

        roles = {"control_officer", "inspector", "auditor"}
        navigation.add("registers", "Số liệu nhập", "registers:desk", roles=roles, order=62)
