"""Starts the module: its entry in the officials' rail."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "motcua.steer.reports"
    label = "reports"

    def ready(self) -> None:
        from motcua.kernel.plugins import navigation

        navigation.add("reports", "Báo cáo định kỳ", "reports:list", order=710)
