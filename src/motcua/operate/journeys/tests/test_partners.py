"""Whom the office asked stands on the control slip."""

from uuid import uuid4

import pytest

from motcua.operate.consultations import rules, services
from motcua.operate.journeys.queries.partners import partners
from motcua.operate.journeys.tests.desk_stage import Stage
from motcua.operate.paperwork import queries as paperwork
from motcua.operate.paperwork.services.filling import fill
from motcua.people import queries as people

pytestmark = pytest.mark.django_db


def test_units_that_were_asked_are_the_partners_of_the_control_slip(cast):
    stage = Stage(cast)
    dossier = stage.at("assigned")
    assert partners(dossier.pk) == []
    asked = rules.Asked(unit="sgddt-gdtrh", agency="", question="Xin ý kiến về hồ sơ này.", days=1, papers=())
    made = services.ask(
        dossier_id=dossier.pk, asked=asked, by=cast.actor("hoa"), now=stage._tick(), command_id=str(uuid4())
    )
    assert not hasattr(made, "message"), made
    name = people.unit("sgddt-gdtrh").name
    assert partners(dossier.pk) == [name]
    sheet = fill(dossier, paperwork.offer(dossier, purpose="control_slip"), number=None, origin="")
    assert [item.value for item in sheet.items() if item.label.startswith("Cơ quan phối hợp")] == [name]
