from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "motcua.measure.disclosure"
    label = "disclosure"
