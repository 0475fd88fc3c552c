"""What has no clause, what a law touches, what a name suggests, what stands in the way of review."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from motcua.operate.catalogue import rules
from motcua.operate.catalogue.rules import readiness
from motcua.operate.catalogue.tests.building import content
from motcua.operate.catalogue.tests.random_texts import contents

RULES = rules.LegalBasis("10/2026/TT-BGDĐT", "Quy chế văn bằng", effective_from="2026-03-01")
TEXT = content(
    components=(
        rules.Component("TP1", "Phiếu đề nghị", clause="khoản 1 Điều 5 Thông tư số 10/2026/TT-BGDĐT"),
        rules.Component("TP2", "Giấy ủy quyền"),
    ),
    steps=(rules.Step("Nộp hồ sơ", clause="Điều 6"), rules.Step("Nhận bản sao")),
    channels=(rules.Channel("direct", fees=(rules.Fee("charge", 9000, clause="226/2016/TT-BTC"),)),),
    legal_bases=(RULES,),
)


def test_components_and_steps_without_a_clause_are_listed():
    assert [(row.part, row.place, row.code) for row in rules.orphans(TEXT)] == [
        ("components", "components[1]", "TP2"),
        ("steps", "steps[1]", "2"),
    ]


@given(contents)
def test_every_paper_and_step_has_a_clause_or_is_an_orphan(text):
    known = [*(text.components or ()), *(text.steps or ())]
    assert len(rules.orphans(text)) == sum(not (row.clause or "").strip() for row in known)


def test_a_change_of_a_law_lists_what_rests_on_it_and_a_bare_article_belongs_to_the_only_basis():
    found = [(row.part, row.place) for row in rules.touched(TEXT, "Thông tư số 10 /2026/tt-bgdđt")]
    assert found == [("legal_bases", "legal_bases[0]"), ("components", "components[0]"), ("steps", "steps[0]")]
    assert [row.place for row in rules.touched(TEXT, "226/2016/TT-BTC")] == ["channels[0].fees[0]"]
    two = replace(TEXT, legal_bases=(RULES, rules.LegalBasis("63/2010/NĐ-CP")))
    assert "steps[0]" not in [row.place for row in rules.touched(two, "10/2026/TT-BGDĐT")]
    assert rules.touched(TEXT, "63/2010/NĐ-CP") == ()


@pytest.mark.parametrize(
    ("name", "held_by"),
    [
        ("Bản sao Giấy khai sinh", "population"),
        ("Sổ hộ khẩu hoặc giấy xác nhận cư trú", "population"),
        ("CMND/CCCD của người đề nghị", "population"),
        ("Giấy chứng nhận đăng ký doanh nghiệp", "business_register"),
        ("Bằng tốt nghiệp trung học phổ thông do Sở Giáo dục và Đào tạo cấp", "earlier_result"),
        ("Quyết định cho phép thành lập trường", "earlier_result"),
        ("Đơn đề nghị cấp lại giấy khai sinh", None),
        ("Đề án thành lập trường", None),
        ("Danh sách giáo viên", None),
    ],
)
def test_a_name_suggests_who_holds_the_paper(name, held_by):
    found = rules.suggestion(rules.Component("TP1", name))
    assert (found.held_by if found else None) == held_by


def test_decree_63_art_8_2_stands_in_the_way_of_review_a_missing_clause_does_not():
    found = rules.review(TEXT)
    wrong = {finding.part for finding in found if finding.severity == "error"}
    assert wrong == {"sets", "time_limit", "subjects", "agencies", "kind"}
    clauses = [finding for finding in found if "căn cứ (điều, khoản)" in finding.message]
    assert {finding.severity for finding in clauses} == {"warning"}


def test_places_that_do_not_fit_are_named():
    wrong = replace(
        TEXT,
        kind="internal",
        fees=(rules.Fee("fee", 1, valid_from="2026-02-01", valid_to="2026-01-01"),),
        forms=(rules.FormRef("Mẫu 1", "TP9"),),
    )
    places = {finding.place for finding in readiness.errors(wrong)}
    assert {"fees[0]", "forms[0]", "internal_scope"} <= places


def test_an_internal_scope_is_only_of_internal_procedures():
    with pytest.raises(rules.BadContent, match="internal_scope"):
        rules.ProcedureContent.from_json({"name": "A", "kind": "central", "internal_scope": "inside"})


@pytest.mark.parametrize(
    ("facts", "progress"),
    [
        ({}, "approved"),
        ({"started_on": date(2026, 1, 5)}, "executing"),
        ({"started_on": date(2026, 1, 5), "due_on": date(2026, 6, 14)}, "late"),
        ({"due_on": date(2026, 6, 15)}, "approved"),
        ({"due_on": date(2026, 1, 1), "executed_on": date(2026, 3, 1)}, "done"),
    ],
)
def test_an_option_is_late_only_until_it_is_carried_out(facts, progress):
    days = {"started_on": None, "executed_on": None, "due_on": None, **facts}
    assert rules.progress(**days, today=date(2026, 6, 15)) == progress
