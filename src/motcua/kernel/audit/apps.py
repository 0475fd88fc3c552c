from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "motcua.kernel.audit"
    label = "audit"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from motcua.kernel.audit import triggers

        connection_created.connect(triggers.guard)
