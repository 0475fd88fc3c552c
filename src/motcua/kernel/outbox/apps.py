from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "motcua.kernel.outbox"
    label = "outbox"
