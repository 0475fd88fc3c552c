from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "motcua.measure.indicators"
    label = "indicators"
