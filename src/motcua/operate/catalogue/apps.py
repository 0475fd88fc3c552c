from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "motcua.operate.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        from motcua.kernel.plugins import navigation

        navigation.add("procedures", "Thủ tục", "catalogue:desk", order=50)
