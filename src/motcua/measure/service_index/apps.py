from django.apps import AppConfig


class ServiceIndexConfig(AppConfig):
    name = "motcua.measure.service_index"
    label = "service_index"
