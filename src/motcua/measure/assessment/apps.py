from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "motcua.measure.assessment"
    label = "assessment"

    def ready(self) -> None:
        from motcua.kernel.plugins import navigation
        from motcua.measure.assessment.rules import AGENCY_VIEWERS, JUDGED
        from motcua.people.rules import Role

        viewers = AGENCY_VIEWERS | {Role.UNIT_HEAD.value}
        navigation.add("my-results", "Kết quả của tôi", "assessment:mine", JUDGED, order=45)
        navigation.add("assessment", "Đánh giá giải quyết", "assessment:desk", viewers, order=62)
