from django.apps import AppConfig


class SatisfactionConfig(AppConfig):
    name = "motcua.measure.satisfaction"
    label = "satisfaction"

    def ready(self) -> None:
        from motcua.kernel.plugins import navigation
        from motcua.measure.satisfaction import services
        from motcua.measure.satisfaction.rules import INVITERS, VIEWERS
        from motcua.operate.dossiers.services import ports

        ports.rating_links.fill(services.holds)
        navigation.add("satisfaction", "Mức độ hài lòng", "satisfaction:desk", VIEWERS, order=62)
        navigation.add("satisfaction-invite", "Mời đánh giá", "satisfaction:waiting", INVITERS, order=47)
