"""A text from draft to force: the live one stays untouched until its successor's day, and every step is told."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from motcua.kernel.actors import SYSTEM, Actor
from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef
from motcua.operate.catalogue import jobs, queries, rules, services
from motcua.operate.catalogue.models import Procedure, ProcedureVersion, TextDraft
from motcua.operate.catalogue.tests.building import NOW, keep
from motcua.people.rules import Refusal

pytestmark = pytest.mark.django_db
KIEM = Actor("official", "10", "control_officer", "sgddt-vp")
DUNG = Actor("official", "7", "unit_head", "sgddt-qlcl")
HOA = Actor("official", "5", "case_officer", "sgddt-qlcl")
CODE = "1.005095"
TODAY = date(2024, 2, 6)
FULL = {
    "kind": "central",
    "steps": (rules.Step("Nộp hồ sơ"),),
    "channels": (rules.Channel("direct"),),
    "components": (rules.Component("TP1", "Đơn phúc khảo"), rules.Component("TP2", "Bản sao giấy khai sinh")),
    "sets": 1,
    "time_limit": rules.TimeLimit(15, "day", "15 ngày"),
    "subjects": ("Công dân",),
    "agencies": (rules.AgencyPart("implement", "Sở Giáo dục và Đào tạo"),),
}
EFFECT = rules.Effect("12/QĐ-UBND", date(2024, 2, 1), date(2024, 3, 1))


@pytest.fixture(autouse=True)
def live():
    return keep(CODE, "2021", **FULL)


def ok(outcome):
    assert not isinstance(outcome, Refusal), outcome
    return outcome


def written(**changes):
    """A draft with one change, sent to review."""
    draft = ok(services.begin(code=CODE, by=KIEM, now=NOW))
    text = replace(draft.parsed, **(changes or {"sets": 2}))
    draft = ok(services.save(draft_id=draft.pk, content=text, edit=draft.edit, by=KIEM, now=NOW))
    return ok(services.send(draft_id=draft.pk, by=KIEM, now=NOW))


def approved(effect=EFFECT, **changes):
    return ok(services.approve(draft_id=written(**changes).pk, effect=effect, by=DUNG, now=NOW))


def types():
    return [event.type.removeprefix("procedure.") for event in log.events(StreamRef("procedure", CODE))]


def at(day):
    return datetime(day.year, day.month, day.day, 1, tzinfo=UTC)


def test_a_draft_stands_beside_the_live_text_until_its_day_comes():
    draft = approved()
    assert draft.life is rules.State.APPROVED
    assert queries.version_in_force(CODE).content["sets"] == 1
    jobs.enter_due(at(date(2024, 2, 28)))
    assert queries.version_in_force(CODE).content["sets"] == 1
    jobs.enter_due(at(date(2024, 3, 1)))
    jobs.enter_due(at(date(2024, 3, 1)))
    new = queries.version_in_force(CODE, date(2024, 3, 1))
    assert (new.content["sets"], new.number, new.origin, new.effective_from) == (2, 2, "agency", date(2024, 3, 1))
    old = ProcedureVersion.objects.get(number=1)
    assert (old.state, old.effective_to, old.content["sets"]) == ("replaced", date(2024, 2, 29), 1)
    assert TextDraft.objects.get().version == new
    assert types() == [
        "version_recorded", "draft_begun", "draft_saved", "draft_sent", "draft_approved", "version_ended",
        "version_entered",
    ]  # fmt: skip


def test_a_day_that_has_come_already_puts_the_text_in_force_at_once():
    draft = approved(replace(EFFECT, effective_from=TODAY))
    assert draft.life is rules.State.IN_FORCE
    assert queries.version_in_force(CODE).content["sets"] == 2


def test_who_wrote_a_text_does_not_approve_it_whatever_their_role():
    draft = written()
    both = Actor("official", KIEM.id, "unit_head", "sgddt-vp")
    assert services.approve(draft_id=draft.pk, effect=EFFECT, by=both, now=NOW).code == "four_eyes"
    assert services.approve(draft_id=draft.pk, effect=EFFECT, by=HOA, now=NOW).code == "wrong_role"
    assert queries.draft(draft.pk).life is rules.State.REVIEW


def test_a_text_goes_back_with_a_reason_and_may_be_changed_again():
    draft = written()
    assert services.send_back(draft_id=draft.pk, reason=" ", by=DUNG, now=NOW).code == "no_reason"
    back = ok(services.send_back(draft_id=draft.pk, reason="Thiếu căn cứ của TP2", by=DUNG, now=NOW))
    assert (back.life, back.remarks[0]["text"]) == (rules.State.DRAFT, "Thiếu căn cứ của TP2")
    assert ok(services.save(draft_id=back.pk, content=replace(back.parsed, sets=3), edit=back.edit, by=KIEM, now=NOW))


def test_an_approved_text_may_be_taken_back_before_its_day_and_not_after():
    draft = approved()
    back = ok(services.send_back(draft_id=draft.pk, reason="Sai ngày", by=DUNG, now=NOW))
    assert (back.life, back.effective_from) == (rules.State.DRAFT, None)
    jobs.enter_due(at(date(2024, 3, 2)))
    assert queries.version_in_force(CODE).number == 1
    ok(services.send(draft_id=back.pk, by=KIEM, now=NOW))
    ok(services.approve(draft_id=back.pk, effect=replace(EFFECT, effective_from=TODAY), by=DUNG, now=NOW))
    assert services.send_back(draft_id=back.pk, reason="Muộn", by=DUNG, now=NOW).code == "wrong_state"


@pytest.mark.parametrize(
    ("effect", "code"),
    [
        (replace(EFFECT, decided_on=TODAY, effective_from=date(2024, 2, 5)), "decided_after_effect"),
        (replace(EFFECT, decided_on=date(2024, 2, 7)), "future_decision"),
        (replace(EFFECT, effective_to=date(2024, 2, 29)), "ends_before_start"),
        (replace(EFFECT, decision=""), "no_decision"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_and_the_live_text_stays(effect, code):
    draft = written()
    assert services.approve(draft_id=draft.pk, effect=effect, by=DUNG, now=NOW).code == code
    assert queries.draft(draft.pk).life is rules.State.REVIEW
    assert queries.version_in_force(CODE).number == 1


def test_two_texts_for_one_day_are_refused_with_the_day():
    approved()
    second = written(sets=3)
    refusal = services.approve(draft_id=second.pk, effect=EFFECT, by=DUNG, now=NOW)
    assert refusal.code == "overlap"
    assert "01/03/2024" in refusal.message
    later = replace(EFFECT, effective_from=date(2024, 4, 1))
    ok(services.approve(draft_id=second.pk, effect=later, by=DUNG, now=NOW))
    jobs.enter_due(at(date(2024, 5, 1)))
    assert [(row.number, row.effective_to) for row in ProcedureVersion.objects.order_by("number")] == [
        (1, date(2024, 2, 29)), (2, date(2024, 3, 31)), (3, None),
    ]  # fmt: skip


def test_a_text_without_its_mandatory_parts_is_not_sent():
    draft = ok(services.begin(code=CODE, by=KIEM, now=NOW))
    ok(services.save(draft_id=draft.pk, content=replace(draft.parsed, sets=None), edit=0, by=KIEM, now=NOW))
    refusal = services.send(draft_id=draft.pk, by=KIEM, now=NOW)
    assert refusal.code == "not_ready"
    assert refusal.message.startswith("sets: ")


def test_a_save_over_somebody_elses_save_is_told():
    draft = ok(services.begin(code=CODE, by=KIEM, now=NOW))
    ok(services.save(draft_id=draft.pk, content=replace(draft.parsed, sets=2), edit=0, by=KIEM, now=NOW))
    late = services.save(draft_id=draft.pk, content=replace(draft.parsed, sets=3), edit=0, by=KIEM, now=NOW)
    assert late.code == "edited"
    assert queries.draft(draft.pk).content["sets"] == 2


def test_what_was_sent_to_review_is_frozen_for_the_database_too():
    draft = written()
    assert services.save(draft_id=draft.pk, content=draft.parsed, edit=draft.edit, by=KIEM, now=NOW).code
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        TextDraft.objects.update(content={"name": "Sửa lén"})


def test_one_draft_at_a_time_and_a_dropped_one_makes_place():
    draft = ok(services.begin(code=CODE, by=KIEM, now=NOW))
    assert services.begin(code=CODE, by=KIEM, now=NOW).code == "second_draft"
    ok(services.drop(draft_id=draft.pk, reason="Không cần nữa", by=KIEM, now=NOW))
    assert ok(services.begin(code=CODE, by=KIEM, now=NOW)).pk != draft.pk


def test_a_new_procedure_is_seen_by_nobody_before_its_day():
    content = rules.ProcedureContent("Thủ tục nội bộ mới", **{**FULL, "kind": "internal", "internal_scope": "inside"})
    draft = ok(services.begin_new(code="NB.001", content=content, by=KIEM, now=NOW, is_national=False))
    assert services.begin_new(code=CODE, content=content, by=KIEM, now=NOW).code == "known_code"
    assert services.begin_new(code="Có dấu", content=content, by=KIEM, now=NOW).code == "bad_code"
    ok(services.send(draft_id=draft.pk, by=KIEM, now=NOW))
    ok(services.approve(draft_id=draft.pk, effect=EFFECT, by=DUNG, now=NOW))
    assert queries.procedure("NB.001") is None
    jobs.enter_due(at(date(2024, 3, 1)))
    made = queries.procedure("NB.001")
    assert (made.kind, made.internal_scope, made.is_national) == ("internal", "inside", False)
    assert made.stream_version == log.version(StreamRef("procedure", "NB.001")) == 4


def test_an_import_of_a_drafted_procedure_finds_its_stream_longer_already():
    content = rules.ProcedureContent("Mới", **FULL)
    ok(services.begin_new(code="9.000009", content=content, by=KIEM, now=NOW))
    keep("9.000009", "2026", name="Từ ngoài vào")
    assert queries.version_in_force("9.000009") is not None


@pytest.fixture
def applicants():
    """Three unfinished applications use TP2."""
    kept = queries.drafts_using.get()
    queries.drafts_using.clear()
    queries.drafts_using.fill(lambda code, component: 3 if (code, component) == (CODE, "TP2") else 0)
    yield
    queries.drafts_using.clear()
    if kept is not None:
        queries.drafts_using.fill(kept)


def test_a_paper_that_applicants_are_filling_in_does_not_vanish_without_a_law(applicants):
    draft = written(components=FULL["components"][:1])
    refusal = services.approve(draft_id=draft.pk, effect=EFFECT, by=DUNG, now=NOW)
    assert refusal.code == "component_in_use"
    assert "TP2" in refusal.message
    assert "3 hồ sơ" in refusal.message
    assert queries.version_in_force(CODE).number == 1
    reasons = {"TP2": "khoản 3 Điều 1 NQ 66.18/2026/NQ-CP"}
    done = ok(services.approve(draft_id=draft.pk, effect=EFFECT, by=DUNG, now=NOW, dropped_by_law=reasons))
    assert done.dropped_by_law == reasons
    assert log.events(StreamRef("procedure", CODE))[-1].payload["dropped_in_use"] == ["TP2"]


def test_a_decided_repeal_takes_place_on_its_day_and_tells_the_successor():
    keep("3.000465", "2026", **FULL)
    decide = {"code": CODE, "effect": EFFECT, "successor": "3.000465", "now": NOW}
    assert services.decide_repeal(**decide, by=KIEM).code == "wrong_role"
    assert services.decide_repeal(**{**decide, "successor": CODE}, by=DUNG).code == "bad_successor"
    planned = ok(services.decide_repeal(**decide, by=DUNG))
    assert (planned.is_repealed, planned.repealed_on) == (False, date(2024, 3, 1))
    assert queries.version_in_force(CODE) is not None
    jobs.enter_due(at(date(2024, 3, 1)))
    gone = Procedure.objects.get(code=CODE)
    assert (gone.is_repealed, gone.successor.code) == (True, "3.000465")
    assert queries.version_in_force(CODE) is None
    assert services.decide_repeal(**decide, by=DUNG).code == "wrong_state"


def test_a_repealed_procedure_comes_back_by_a_new_text_only():
    ok(services.decide_repeal(code=CODE, effect=replace(EFFECT, effective_from=TODAY), by=DUNG, now=NOW))
    approved(replace(EFFECT, effective_from=date(2024, 3, 1)))
    assert queries.procedure(CODE).is_repealed
    jobs.enter_due(at(date(2024, 3, 1)))
    assert not queries.procedure(CODE).is_repealed
    assert queries.version_in_force(CODE).number == 2


def test_a_temporary_text_leaves_no_text_in_force_when_its_last_day_is_over():
    approved(replace(EFFECT, effective_to=date(2024, 3, 31)))
    jobs.enter_due(at(date(2024, 3, 15)))
    assert queries.version_in_force(CODE).number == 2
    jobs.enter_due(at(date(2024, 4, 1)))
    assert queries.version_in_force(CODE) is None
    assert queries.procedure(CODE).is_repealed


def test_a_worker_that_slept_for_weeks_catches_up_in_order():
    approved(replace(EFFECT, effective_to=date(2024, 3, 10)))
    ok(services.approve(draft_id=written(sets=4).pk, effect=replace(EFFECT, effective_from=date(2024, 3, 11)),
                        by=DUNG, now=NOW))  # fmt: skip
    jobs.enter_due(at(date(2024, 6, 1)) + timedelta(hours=3))
    assert [(row.number, row.state) for row in ProcedureVersion.objects.order_by("number")] == [
        (1, "replaced"), (2, "replaced"), (3, "in_force"),
    ]  # fmt: skip


def test_a_text_from_outside_that_waits_may_be_taken_as_a_draft():
    approved(replace(EFFECT, effective_from=TODAY))
    keep(CODE, "2026", **{**FULL, "sets": 9})
    (waiting,) = queries.waiting_imports(CODE)
    assert services.begin(code=CODE, by=KIEM, now=NOW, taken_from=10**6).code == "unknown_procedure"
    draft = ok(services.begin(code=CODE, by=KIEM, now=NOW, taken_from=waiting.pk))
    assert (draft.parsed.sets, draft.base.number) == (9, 2)
    assert queries.waiting_imports(CODE) == []
    assert queries.version_in_force(CODE).content["sets"] == 2


def test_the_system_does_not_skip_the_table_either():
    draft = ok(services.begin(code=CODE, by=SYSTEM, now=NOW))
    assert services.approve(draft_id=draft.pk, effect=EFFECT, by=SYSTEM, now=NOW).code == "wrong_state"
    assert services.send(draft_id=10**6, by=KIEM, now=NOW).code == "unknown_draft"


def test_who_is_slower_by_an_instant_is_told_and_nothing_of_theirs_is_written():
    """As when another process wrote to the stream between our reading and our writing."""
    Procedure.objects.filter(code=CODE).update(stream_version=0)
    assert services.begin(code=CODE, by=KIEM, now=NOW).code == "edited"
    assert services.decide_repeal(code=CODE, effect=EFFECT, by=DUNG, now=NOW).code == "edited"
    assert not TextDraft.objects.exists()
    assert queries.procedure(CODE).repealed_on is None
