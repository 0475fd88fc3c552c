"""Starts the module: tells the page frame who is signed in, whose instance this is, whether this is a demo."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "motcua.people"
    label = "people"

    def ready(self) -> None:
        from motcua.kernel.plugins import navigation
        from motcua.kernel.ui import ports
        from motcua.people.queries.demo import demo_mode
        from motcua.people.queries.shell import agency_card, person
        from motcua.people.rules import OFFICIAL_ROLES

        ports.person.fill(person)
        ports.agency.fill(agency_card)
        ports.demo.fill(demo_mode)
        officials = {role.value for role in OFFICIAL_ROLES}
        navigation.add("absences", "Vắng mặt", "people:absences", roles=officials, order=65)
        navigation.add("administration", "Quản trị", "people:agency", roles={"administrator"}, order=900)
