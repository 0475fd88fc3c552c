from datetime import timedelta

from django.apps import AppConfig


class SignalsConfig(AppConfig):
    name = "motcua.measure.signals"
    label = "signals"

    def ready(self) -> None:
        from motcua.kernel.plugins import navigation, projectors, schedule
        from motcua.measure.signals import services
        from motcua.measure.signals.desk.orphans import READERS
        from motcua.measure.signals.desk.seat import ASKED, WATCHERS, counter, mine_counter
        from motcua.people.rules import Role

        projectors.register(services.STREAM, services.project)
        schedule.recurring("signals.look", timedelta(hours=1), "motcua.measure.signals.jobs.look")
        asked = {role.value for role in ASKED}
        watchers = {role.value for role in (*WATCHERS, Role.UNIT_HEAD)}
        readers = {role.value for role in READERS}
        navigation.add("signals-mine", "Câu hỏi cho tôi", "signals:mine", asked, order=46, counter=mine_counter)
        navigation.add("signals", "Dấu hiệu cần xem", "signals:list", watchers, order=64, counter=counter)
        navigation.add("orphans", "Hồ sơ không ai giữ", "signals:orphans", readers, order=66)
