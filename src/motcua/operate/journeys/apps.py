from django.apps import AppConfig


class JourneysConfig(AppConfig):
    name = "motcua.operate.journeys"
    label = "journeys"
