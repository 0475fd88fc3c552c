from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "motcua.measure.editions"
    label = "editions"

    def ready(self) -> None:
        from motcua.kernel.plugins import navigation

        navigation.add("editions", "Kỳ đã chốt", "editions:list", order=61)
