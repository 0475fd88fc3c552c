from datetime import timedelta

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "motcua.measure.indicators"
    label = "indicators"

    def ready(self) -> None:
        from motcua.kernel.plugins import navigation, schedule
        from motcua.measure.indicators import jobs, queries
        from motcua.measure.registers import queries as registers
        from motcua.measure.registers import services as lists

        navigation.add("indicators", "Chỉ tiêu", "indicators:desk", order=60)
        registers.declarable.fill(queries.declarable)
        lists.taken_in.fill(jobs.taken_in)
        schedule.recurring("indicators.confirm", timedelta(minutes=1), "motcua.measure.indicators.jobs.confirm")
