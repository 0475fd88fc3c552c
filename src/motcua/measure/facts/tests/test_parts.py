"""A dossier that several agencies handle counts once (NĐ 61/2018/NĐ-CP điều 19 khoản 6, 7; ADR 17)."""

import pytest

from motcua.measure.facts import queries as facts
from motcua.measure.facts import services
from motcua.measure.indicators import queries as indicators
from motcua.measure.indicators.rules import parse_period
from motcua.operate.linking.models import Leg
from motcua.operate.linking.rules import LegIn
from motcua.operate.linking.tests.conftest import CODE, ELSEWHERE, Linking

COUNTED = ("I.3", "I.4", "II.2", "II.3", "II.6")


@pytest.fixture
def linking(db, cast, now):
    return Linking(cast, now)


def sent(linking):
    parts = [LegIn(unit=ELSEWHERE, what=f"Việc {number}", days=2) for number in (1, 2)]
    linking.plan(*parts, order="at_once")
    return [leg.child for leg in Leg.objects.order_by("place").select_related("child")]


def figures(now):
    found = {code: indicators.compute(code, parse_period("2024"), now=now) for code in COUNTED}
    return {code: (figure.numerator, figure.denominator) for code, figure in found.items()}


def test_parts_change_no_figure_and_facts_agree_with_events(linking):
    before = figures(linking.now)
    for child in sent(linking):
        linking.handle(child)
        linking.follow(child)
    assert figures(linking.now) == before
    assert [row.pk for row in facts.dossiers()] == [linking.dossier.pk]
    assert facts.with_parts().count() == 3
    assert facts.most_used_procedures(3) == [CODE]
    assert facts.by_procedure(CODE, linking.now.date(), linking.now.date())["received"] == 1
    assert list(services.check()) == []
    assert services.rebuild() == 3
    assert facts.dossiers().count() == 1


def test_the_work_on_a_part_is_work_of_the_agency_that_did_it(linking):
    from motcua.measure.assessment import queries as assessment

    for child in sent(linking):
        linking.handle(child)
        linking.follow(child)
    year = parse_period("2024")
    assert assessment.works(year) == []  # the whole is not finished, and parts are no dossiers of this agency
    mine = assessment.works(year, assessment.Whose(officer=str(linking.cast.phuc.pk)))
    assert len(mine) == 2
