from django.apps import AppConfig


class LawConfig(AppConfig):
    name = "motcua.law"
    label = "law"
