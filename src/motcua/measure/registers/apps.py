from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "motcua.measure.registers"
    label = "registers"
