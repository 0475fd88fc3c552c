from django.apps import AppConfig


class ProcessesConfig(AppConfig):
    name = "motcua.operate.processes"
    label = "processes"
