from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "motcua.operate.dossiers"
    label = "dossiers"
