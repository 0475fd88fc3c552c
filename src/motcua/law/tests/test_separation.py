"""Who may not do two things to one dossier, as data."""

from datetime import date

import pytest

from motcua.law import queries, services
from motcua.law.rules import Refusal, RuleSet, pairs_of
from motcua.law.tests.desk import KIEM, MINH, NOW

pytestmark = pytest.mark.django_db
ON = date(2024, 3, 1)


@pytest.fixture(autouse=True)
def loaded():
    services.load(now=NOW)


def rule(**content):
    known = {"procedures": ["1.000001"], "pairs": [["review", "sign"]], "article": "Điều 3"}
    return RuleSet(
        id="separation:x", kind="separation", effective_from=date(2024, 1, 1), effective_to=None, source="Quy chế",
        status="recalled", content=known | content,
    )  # fmt: skip


def held(procedure):
    return queries.separation(procedure=procedure, field="Kiểm định", on=ON)


def test_the_shipped_rule_keeps_appraising_apart_from_reviewing_and_signing_and_says_that_it_is_not_checked():
    general = held("1.000001")
    assert pairs_of(general.content) == {("appraise", "review"), ("appraise", "sign")}
    assert general.status == "recalled"


def test_a_rule_of_the_procedure_takes_its_place_there_and_nowhere_else():
    assert not isinstance(services.set_rule(rule=rule(), by=KIEM, now=NOW), Refusal)
    assert pairs_of(held("1.000001").content) == {("review", "sign")}
    assert ("appraise", "sign") in pairs_of(held("9.999999").content)


@pytest.mark.parametrize(
    ("content", "by", "code"),
    [
        ({"pairs": [["sign", "appraise"]]}, KIEM, "wrong_rule"),
        ({"pairs": [["sign", "dance"]]}, KIEM, "wrong_rule"),
        ({"article": " "}, KIEM, "wrong_rule"),
        ({"procedures": []}, KIEM, "wrong_rule"),
        ({}, MINH, "wrong_role"),
    ],
)
def test_what_is_no_such_rule_is_refused(content, by, code):
    assert services.set_rule(rule=rule(**content), by=by, now=NOW).code == code
