"""Versions and levels: frozen texts, one in force, nothing of a person's overwritten."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from motcua.kernel.actors import SYSTEM, Actor
from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef
from motcua.operate.catalogue import queries, services
from motcua.operate.catalogue.models import Procedure, ProcedureVersion, ServiceLevel
from motcua.operate.catalogue.tests.building import NOW, keep
from motcua.people.rules import Refusal

pytestmark = pytest.mark.django_db
KIEM = Actor("official", "10", "control_officer", "sgddt-vp")
HOA = Actor("official", "5", "case_officer", "sgddt-qlcl")


def states(code):
    return {row.era: row.state for row in queries.versions(code)}


def types(code):
    return [event.type for event in log.events(StreamRef("procedure", code))]


def test_the_newer_period_comes_into_force_and_the_older_stays_readable():
    keep("1.005095", "2021")
    keep("1.005095", "2026", name="Phúc khảo bài thi tốt nghiệp")
    assert states("1.005095") == {"2026": "in_force", "2021": "replaced"}
    assert queries.procedure("1.005095").name == "Phúc khảo bài thi tốt nghiệp"
    assert types("1.005095") == ["procedure.version_recorded"] * 2


def test_an_older_period_that_comes_later_changes_nothing_in_force():
    keep("1.005095", "2026", name="Mới")
    keep("1.005095", "2021", name="Cũ")
    assert states("1.005095") == {"2026": "in_force", "2021": "replaced"}
    assert queries.procedure("1.005095").name == "Mới"


def test_the_same_text_twice_is_kept_once():
    keep("1.005095", "2021")
    keep("1.005095", "2021")
    assert len(queries.versions("1.005095")) == 1
    assert len(types("1.005095")) == 1


def test_what_the_agency_wrote_is_not_replaced_by_an_import_which_waits_as_a_draft():
    keep("1.005095", "2026", name="Của cơ quan", origin="agency")
    keep("1.005095", "2026", name="Từ ngoài vào")
    keep("1.005095", "2026", name="Từ ngoài vào")
    assert queries.version_in_force("1.005095").content["name"] == "Của cơ quan"
    assert [row.state for row in queries.versions("1.005095")] == ["in_force", "draft"]


def test_a_repealed_procedure_has_no_version_in_force_and_tells_its_successor():
    keep("1.005092", "2021")
    keep("3.000465", "2026")
    assert services.repeal(code="1.005092", successor="3.000465", by=SYSTEM, now=NOW)
    assert not services.repeal(code="1.005092", successor="3.000465", by=SYSTEM, now=NOW)
    assert queries.version_in_force("1.005092") is None
    assert queries.procedure("1.005092").successor.code == "3.000465"
    assert types("1.005092")[-1] == "procedure.repealed"


def test_an_older_text_does_not_bring_a_repealed_procedure_back():
    keep("1.005092", "2021")
    services.repeal(code="1.005092", by=SYSTEM, now=NOW)
    keep("1.005092", "2018", name="Cũ hơn")
    assert queries.procedure("1.005092").is_repealed
    assert queries.version_in_force("1.005092") is None


def test_dates_of_effect_decide_when_they_are_known():
    keep("1.005095", "2021")
    keep("1.005095", "2026")
    old = ProcedureVersion.objects.filter(era="2021")
    old.update(effective_from=date(2020, 1, 1), effective_to=date(2025, 12, 31))
    assert queries.version_in_force("1.005095", date(2024, 2, 6)).era == "2021"
    assert queries.version_in_force("1.005095", date(2026, 2, 6)).era == "2026"
    assert queries.version_in_force("1.005095").era == "2026"
    assert queries.version_in_force("9.999999") is None


def test_a_version_is_frozen_for_the_program_and_for_the_database():
    keep("1.005095", "2026")
    row = ProcedureVersion.objects.get()
    row.content = {"name": "Sửa lén"}
    with pytest.raises(TypeError, match="frozen: content"):
        row.save()
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        ProcedureVersion.objects.update(content={"name": "Sửa lén"})


def test_two_versions_in_force_at_once_are_refused_by_the_database():
    keep("1.005095", "2021")
    keep("1.005095", "2026")
    with pytest.raises(IntegrityError), transaction.atomic():
        ProcedureVersion.objects.filter(state="replaced").update(state="in_force")


def set_level(by=KIEM, **changes):
    facts = {
        "code": "1.005095", "agency_key": "sgddt", "level": "full", "eligible_full_online": True,
        "since": date(2024, 1, 15), "source": "12/QĐ-UBND",
    }  # fmt: skip
    return services.set_level(**{**facts, **changes}, by=by, now=NOW)


def test_a_level_is_a_fact_of_its_day_with_its_source():
    keep("1.005095", "2026")
    assert queries.level("1.005095", "sgddt") is None
    set_level(level="partial", since=date(2023, 5, 1))
    set_level()
    set_level()
    assert ServiceLevel.objects.count() == 2
    assert queries.level("1.005095", "sgddt", date(2023, 12, 31)).level == "partial"
    procedure = Procedure.objects.get()
    assert queries.levels("sgddt")[procedure.pk].level == "full"
    assert queries.levels("sgddt", date(2022, 1, 1)) == {}
    assert types("1.005095")[-1] == "procedure.level_set"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"by": HOA}, "wrong_role"),
        ({"code": "9.999999"}, "unknown_procedure"),
        ({"level": "so-so"}, "unknown_level"),
        ({"source": "  "}, "no_source"),
        ({"since": date(2024, 2, 7)}, "future"),
        ({"eligible_full_online": False}, "not_eligible"),
    ],
)
def test_a_level_that_cannot_be_is_refused_with_a_reason(changes, code):
    keep("1.005095", "2026")
    outcome = set_level(**changes)
    assert isinstance(outcome, Refusal)
    assert outcome.code == code
    assert not ServiceLevel.objects.exists()


def test_a_repealed_procedure_takes_no_new_level():
    keep("1.005095", "2026")
    services.repeal(code="1.005095", by=SYSTEM, now=NOW)
    assert set_level().code == "repealed"
