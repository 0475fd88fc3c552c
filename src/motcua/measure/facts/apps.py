from django.apps import AppConfig


class FactsConfig(AppConfig):
    name = "motcua.measure.facts"
    label = "facts"
