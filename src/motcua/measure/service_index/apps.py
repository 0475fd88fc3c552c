from django.apps import AppConfig


class ServiceIndexConfig(AppConfig):
    name = "motcua.measure.service_index"
    label = "service_index"

    def ready(self) -> None:
        from motcua.kernel.plugins import navigation
        from motcua.measure.service_index.rules import VIEWERS

        navigation.add("service-index", "Chỉ số 766", "service_index:desk", VIEWERS, order=61)
