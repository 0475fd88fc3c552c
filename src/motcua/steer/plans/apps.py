"""Starts the module: its entry in the officials' rail."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "motcua.steer.plans"
    label = "plans"

    def ready(self) -> None:
        from motcua.kernel.plugins import navigation

        navigation.add("plans", "Kế hoạch", "plans:plan", order=700)
