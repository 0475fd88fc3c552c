from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "motcua.measure.indicators"
    label = "indicators"

    def ready(self) -> None:
        from motcua.kernel.plugins import navigation
        from motcua.measure.indicators import queries
        from motcua.measure.registers import queries as registers

        navigation.add("indicators", "Chỉ tiêu", "indicators:desk", order=60)
        registers.declarable.fill(queries.declarable)
