from django.apps import AppConfig


class InstanceConfig(AppConfig):
    name = "motcua.instance"
    label = "instance"
