from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "motcua.operate.intake"
    label = "intake"
