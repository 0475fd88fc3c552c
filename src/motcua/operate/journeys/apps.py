from django.apps import AppConfig


class JourneysConfig(AppConfig):
    name = "motcua.operate.journeys"
    label = "journeys"

    def ready(self) -> None:
        from django.utils import timezone

        from motcua.kernel.plugins import GUEST, navigation
        from motcua.operate.catalogue import queries as catalogue
        from motcua.operate.journeys.queries import desk, desk_intake, draft
        from motcua.operate.journeys.queries.partners import partners
        from motcua.operate.paperwork.services import ports
        from motcua.people.rules import Role
        from motcua.people.rules.roles import HANDLING

        catalogue.form_exists.fill(lambda code: draft.can_file(code, timezone.localdate()))
        ports.partners.fill(partners)
        seen = {role.value for role in desk.DESK_ROLES}
        with_guests = seen | {GUEST}  # officials of other agencies handle the parts sent to them
        navigation.add("inbox", "Việc của tôi", "journeys:inbox", with_guests, order=10, counter=desk.waiting_for_me)
        navigation.add("counter", "Tiếp nhận", "journeys:counter", {"reception"}, order=20)
        answering = {Role.RECEPTION.value, Role.CASE_OFFICER.value, Role.UNIT_HEAD.value}
        navigation.add("talks", "Trao đổi", "journeys:talks", answering, order=15, counter=desk.waiting_for_word)
        navigation.add("queue", "Hàng chờ", "journeys:queue", {"reception"}, order=18)
        navigation.add("blocks", "Dải số ngoại tuyến", "journeys:blocks", {"reception"}, order=45)
        navigation.add(
            "proposals", "Bổ sung lại", "journeys:proposals", {"unit_head"}, order=16, counter=desk_intake.to_decide
        )
        navigation.add(
            "consultations", "Xin ý kiến", "journeys:consultations", seen, order=17, counter=desk.waiting_for_opinion
        )
        handling = {role.value for role in HANDLING}
        navigation.add("bulk", "Làm nhiều hồ sơ", "journeys:bulk-runs", handling, order=31)
        navigation.add("assigning", "Quy tắc phân công", "journeys:assigning", {"unit_head"}, order=32)
        navigation.add("dossiers", "Hồ sơ", "journeys:list", with_guests, order=30)
        navigation.add(
            "returns", "Trả kết quả", "journeys:returns", {"reception"}, order=40, counter=desk.waiting_to_return
        )
        warned = {Role.CASE_OFFICER.value, Role.UNIT_HEAD.value, Role.SIGNATORY.value, Role.CONTROL_OFFICER.value}
        navigation.add("warnings", "Cảnh báo thời hạn", "journeys:warnings", warned, order=12, counter=desk.warned_of)
        _add_overview()


def _add_overview() -> None:
    """The entries behind the day's work: groups, calendars, readings."""
    from motcua.kernel.plugins import navigation
    from motcua.people.rules import Role

    officials = {role.value for role in Role if role is not Role.APPLICANT}
    navigation.add("groups", "Nhóm thủ tục", "journeys:desk-groups", {"control_officer"}, order=53)
    navigation.add("calendar", "Lịch làm việc", "journeys:calendar", officials, order=60)
    keepers = {Role.CONTROL_OFFICER.value, Role.ADMINISTRATOR.value}
    navigation.add("separation", "Quy tắc hai người", "journeys:separation", keepers, order=62)
    navigation.add("readings", "Ai đã xem hồ sơ", "journeys:readings", {"inspector", "auditor"}, order=64)
    navigation.add("moved", "Hạn phải dời", "journeys:moved", {Role.CONTROL_OFFICER.value}, order=61)
