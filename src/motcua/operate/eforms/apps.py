from django.apps import AppConfig


class EformsConfig(AppConfig):
    name = "motcua.operate.eforms"
    label = "eforms"
