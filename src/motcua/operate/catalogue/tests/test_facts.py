"""Facts beside the text: papers the State holds, decentralisation, and lists of what rests on a law."""

from datetime import date

import pytest

from motcua.kernel.actors import Actor
from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef
from motcua.operate.catalogue import queries, rules, services
from motcua.operate.catalogue.models import Decentralisation, HeldMark
from motcua.operate.catalogue.tests.building import NOW, keep

pytestmark = pytest.mark.django_db
KIEM = Actor("official", "10", "control_officer", "sgddt-vp")
HOA = Actor("official", "5", "case_officer", "sgddt-qlcl")
CODE = "1.005095"
PAPERS = (
    rules.Component("TP1", "Đơn phúc khảo", clause="Điều 5 Thông tư 10/2026/TT-BGDĐT"),
    rules.Component("TP2", "Bản sao giấy khai sinh"),
    rules.Component("TP3", "Thẻ dự thi", held_by="earlier_result", held_note="hệ thống thi"),
)


@pytest.fixture(autouse=True)
def live():
    basis = rules.LegalBasis("10/2026/TT-BGDĐT", "Quy chế")
    return keep(CODE, "2026", components=PAPERS, steps=(rules.Step("Nộp"),), legal_bases=(basis,))


def mark(by=KIEM, **changes):
    facts = {"code": CODE, "component": "TP2", "held_by": "population", **changes}
    return services.mark_held(**facts, by=by, now=NOW)


def findings():
    return {paper.component.code: (paper.finding, paper.held_by) for paper in queries.papers()}


def test_a_suggestion_is_no_fact_until_a_person_confirms_it():
    assert findings() == {"TP2": ("suggested", "population"), "TP3": ("held", "earlier_result")}
    assert set(queries.held(CODE)) == {"TP3"}
    mark()
    mark()
    assert set(queries.held(CODE)) == {"TP2", "TP3"}
    events = log.events(StreamRef("procedure", CODE))
    assert [event.type for event in events][1:] == ["procedure.component_marked"]


def test_a_person_may_reject_what_the_name_suggests_and_what_the_text_says():
    mark(held_by="nobody", note="Cần bản giấy để đối chiếu")
    mark(component="TP3", held_by="nobody")
    assert findings() == {"TP2": ("needed", ""), "TP3": ("needed", "")}
    assert queries.held(CODE) == {}


def test_a_new_draft_carries_what_people_found():
    mark(held_by="other", note="CSDL hộ tịch điện tử")
    draft = services.begin(code=CODE, by=KIEM, now=NOW)
    paper = draft.parsed.components[1]
    assert (paper.held_by, paper.held_note) == ("other", "CSDL hộ tịch điện tử")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"by": HOA}, "wrong_role"),
        ({"code": "9.999999"}, "unknown_procedure"),
        ({"component": "TP9"}, "unknown_component"),
        ({"held_by": "google"}, "unknown_holder"),
        ({"held_by": "other"}, "no_note"),
    ],
)
def test_a_mark_that_cannot_be_is_refused(changes, code):
    assert mark(**changes).code == code
    assert not HeldMark.objects.exists()


OPTION = services.Option("1015/QĐ-TTg", date(2022, 8, 30), "province", "commune", date(2024, 12, 31))


def record(by=KIEM, code=CODE, **changes):
    option = services.Option(**{**{key: getattr(OPTION, key) for key in OPTION.__dataclass_fields__}, **changes})
    return services.record_decentralisation(code=code, option=option, by=by, now=NOW)


def test_the_execution_of_an_option_is_followed_as_facts():
    record()
    record()
    record(started_on=date(2023, 5, 1))
    row = Decentralisation.objects.get()
    assert row.progress(date(2024, 2, 6)) == "executing"
    assert row.progress(date(2025, 1, 1)) == "late"
    record(started_on=date(2023, 5, 1), executed_on=date(2024, 2, 1), evidence="05/2024/QĐ-UBND")
    assert [(found.decision, state) for found, state in queries.decentralisations(date(2025, 1, 1))] == [
        ("1015/QĐ-TTg", "done")
    ]
    events = [event.type for event in log.events(StreamRef("procedure", CODE))]
    assert events.count("procedure.decentralisation_recorded") == 3


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"by": HOA}, "wrong_role"),
        ({"code": "9.999999"}, "unknown_procedure"),
        ({"decision": " "}, "no_decision"),
        ({"to_level": "province"}, "same_level"),
        ({"to_level": "thôn"}, "unknown_level"),
        ({"decided_on": date(2024, 2, 7)}, "future"),
        ({"started_on": date(2022, 8, 29)}, "before_decision"),
        ({"due_on": date(2022, 8, 29)}, "before_decision"),
        ({"executed_on": date(2024, 1, 1)}, "no_evidence"),
    ],
)
def test_an_option_that_cannot_be_is_refused(changes, code):
    assert record(**changes).code == code
    assert not Decentralisation.objects.exists()


@pytest.fixture
def form_fields():
    """A form whose second question has no clause."""
    kept = queries.form_fields.get()
    queries.form_fields.clear()
    made = [
        queries.FormField("phuc-khao", "ho_ten", "Họ tên", "muc-1", "Điều 5 Thông tư 10/2026/TT-BGDĐT", (CODE,)),
        queries.FormField("phuc-khao", "mon_thi", "Môn thi", "muc-2", "", (CODE,)),
    ]
    queries.form_fields.fill(lambda: made)
    yield
    queries.form_fields.clear()
    if kept is not None:
        queries.form_fields.fill(kept)


def test_orphans_are_listed_by_kind_with_code_place_and_name(form_fields):
    found = queries.orphans(CODE)
    assert {key: [(one.row.code, one.row.place) for one in rows] for key, rows in found.items()} == {
        "components": [("TP2", "components[1]"), ("TP3", "components[2]")],
        "fields": [("mon_thi", "phuc-khao: muc-2")],
        "steps": [("1", "steps[0]")],
    }


def test_a_change_of_a_law_lists_procedures_components_and_fields(form_fields):
    keep("9.000001", "2026", name="Không liên quan")
    ((procedure, rows),) = queries.touched("10/2026/TT-BGDĐT")
    assert procedure.code == CODE
    assert [row.part for row in rows] == ["legal_bases", "components", "fields"]
    assert queries.legal_documents() == [("10/2026/TT-BGDĐT", "Quy chế", 1)]
