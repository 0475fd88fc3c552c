"""Giving out by rule, taking, handing over, standing in, and keeping two duties apart."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.actors import SYSTEM
from motcua.kernel.audit import Conflict
from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef
from motcua.law import services as law
from motcua.law.rules import RuleSet
from motcua.operate.dossiers import queries, services
from motcua.operate.dossiers.queries.assigning import suggestion
from motcua.operate.dossiers.queries.orphans import orphans
from motcua.operate.dossiers.rules import Refusal, State
from motcua.operate.dossiers.rules.assigning import Candidate, choose, fits
from motcua.operate.dossiers.services import assigning
from motcua.people import queries as people
from motcua.people import services as people_services
from motcua.people.models import Unit
from motcua.people.rules import Role
from motcua.people.rules.delegating import Wish

DAY = timedelta(days=1)
UNIT = "sgddt-qlcl"


@pytest.fixture
def second(ground, now):
    """A second officer beside hoa."""
    made = people_services.create_account(
        username="hai", full_name="An Thị Hai", kind="official", password="một mật khẩu dài", by=SYSTEM, now=now - DAY
    )
    unit = Unit.objects.get(key=UNIT)
    people_services.grant_role(account=made, unit=unit, role=Role.CASE_OFFICER, by=SYSTEM, now=now - DAY)
    return made


@pytest.fixture
def rule(ground, now):
    def make(method="round_robin", **more):
        more.setdefault("automatic", True)
        return assigning.make_rule(unit=UNIT, method=method, by=ground.actor("dung"), now=now, **more)

    return make


def away(ground, who, now, delegate=None, role=Role.CASE_OFFICER, unit=UNIT):
    wishes = [Wish(role, unit, str(delegate.pk))] if delegate else []
    asked = people_services.ask_absence(
        account=who, kind="leave", starts=now - DAY, ends=now + 9 * DAY, wishes=wishes, by=people.actor_of(who), now=now
    )
    assert not isinstance(asked, Refusal), asked
    done = people_services.decide_absence(absence_id=asked.pk, granted=True, by=ground.actor("quan"), now=now)
    assert done.standing == "granted", done


def last(dossier):
    return log.events(StreamRef("dossier", str(dossier.pk)))[-1]


def accepted(begin):
    play = begin()
    play("minh", "accept")
    return play


def test_by_turn_everybody_gets_one_and_the_event_says_by_which_rule(begin, rule, second, ground, now):
    made = rule()
    plays = [accepted(begin) for _ in range(4)]
    assert assigning.give_out(now + DAY) == 4
    leads = [str(queries.for_work(play.dossier.pk).lead_id) for play in plays]
    assert sorted(leads) == sorted([str(second.pk), str(ground.hoa.pk)] * 2)
    event = last(plays[0].dossier)
    assert (event.actor_kind, event.payload["rule"], event.payload["method"]) == ("system", str(made.pk), "round_robin")
    assert "theo quy tắc" in queries.timeline(plays[0].dossier, official=True)[-1].title
    assert assigning.give_out(now + DAY) == 0
    assert orphans(now=now + DAY) == []


def test_the_one_with_least_in_hand_is_chosen_and_the_reason_is_told(begin, rule, second, ground, now):
    rule("least_open", automatic=False)
    first = accepted(begin)
    first("hoa", "assign")
    found = suggestion(accepted(begin).dossier, now)
    assert found.choice.officer == str(second.pk)
    assert "0 hồ sơ" in found.choice.why
    assert assigning.give_out(now + DAY) == 0  # only a suggestion


def test_when_nobody_is_there_it_stays_in_the_queue_with_a_clear_word(begin, rule, ground, now):
    rule("fixed", officers=[str(ground.hoa.pk)])
    away(ground, ground.hoa, now)
    play = accepted(begin)
    assert assigning.give_out(play.now) == 0
    found = suggestion(queries.for_work(play.dossier.pk), play.now)
    assert found.choice.officer == ""
    assert "hàng việc của phòng" in found.choice.why
    assert orphans(now=play.now) == []


def test_rules_are_the_heads_own(rule, ground, now):
    assert rule("fixed").code == "nobody_named"
    assert rule("fixed", officers=[str(ground.quang.pk)]).code == "not_an_officer"
    made = rule()
    for name in ("hoa", "kiem"):
        refusal = assigning.end_rule(rule_id=made.pk, by=ground.actor(name), now=now)
        assert refusal.code == "wrong_role"
    assert assigning.end_rule(rule_id=made.pk, by=ground.actor("dung"), now=now).ended_at == now


def test_the_second_to_take_a_dossier_is_told_who_was_first(begin, second, ground, now):
    play = accepted(begin)
    seen = play.dossier.version
    play("hoa", "assign")
    by = people.actor_of(second)
    refused = services.act(dossier_id=play.dossier.pk, verb="assign", by=by, now=play.now, command_id=str(uuid4()))
    answer = assigning.taken(play.dossier.pk, refused)
    assert answer.code == "taken"
    assert "Phạm Thu Hoa" in answer.message
    with pytest.raises((Conflict, services.Stale)):
        services.act(
            dossier_id=play.dossier.pk, verb="assign", by=by, now=play.now, command_id=str(uuid4()),
            expected_version=seen,
        )  # fmt: skip


def test_an_officer_hands_over_with_a_reason_and_the_steps_go_along(begin, second, ground):
    play = accepted(begin)
    play("hoa", "assign")
    assert play("hoa", "hand_over", officer=str(second.pk)).code == "reason_missing"
    assert play("hoa", "hand_over", officer=str(ground.quang.pk), reason="Nghỉ phép").code == "not_an_officer"
    done = play("hoa", "hand_over", officer=str(second.pk), reason="Nghỉ phép")
    assert (str(done.lead_id), done.state) == (str(second.pk), State.IN_PROGRESS)
    assert {str(task.assignee_id) for task in done.tasks.filter(closed_at=None)} == {str(second.pk)}
    assert last(done).payload["from"] == str(ground.hoa.pk)
    assert play("hoa", "hand_over", officer=str(ground.hoa.pk), reason="Lấy lại").code == "not_yours"
    assert str(play("dung", "hand_over", officer=str(ground.hoa.pk), reason="Trở lại").lead_id) == str(ground.hoa.pk)


def test_a_dossier_waiting_for_the_applicant_is_handed_over_too(begin, second):
    play = accepted(begin)
    play("hoa", "assign")
    play("hoa", "request_supplement", items=[{"component_code": "TP1", "what": "Thiếu"}], reason="Chưa đủ")
    done = play("dung", "hand_over", officer=str(second.pk), reason="Chuyển công tác")
    assert done.state == State.SUPPLEMENT_REQUESTED


def test_who_stands_in_works_on_and_the_log_says_for_whom(begin, second, ground, now):
    play = accepted(begin)
    play("hoa", "assign")
    away(ground, ground.hoa, now, delegate=second)
    grants = people.grants(people_account(second), now + DAY / 24)
    mine = queries.inbox(account=second, grants=grants, tab="all", now=now)
    assert [task.dossier_id for task in mine] == [play.dossier.pk]
    by = queries.acting(second, grants, play.dossier, "draft_result")
    assert by.on_behalf_of == str(ground.hoa.pk)
    done = services.write_draft(
        dossier_id=play.dossier.pk, kind="approval", title="Cấp", body=["Điều 1."], by=by, now=play.now + DAY / 24,
        command_id=str(uuid4()),
    )  # fmt: skip
    assert not isinstance(done, Refusal), done
    assert last(done).payload["on_behalf_of"] == str(ground.hoa.pk)
    assert "thay Phạm Thu Hoa" in queries.timeline(done, official=True)[-1].actor
    assert (
        queries.inbox(account=second, grants=people.grants(people_account(second), now + 30 * DAY), tab="all", now=now)
        == []
    )


def people_account(account):
    return type(account).objects.get(pk=account.pk)


def test_who_appraised_neither_reviews_nor_signs_even_standing_in_for_the_head(begin, ground, now):
    play = accepted(begin)
    play("hoa", "assign")
    play.dossier = services.write_draft(
        dossier_id=play.dossier.pk, kind="approval", title="Cấp", body=["Điều 1."], by=ground.actor("hoa"),
        now=play.now, command_id=str(uuid4()),
    )  # fmt: skip
    play("hoa", "forward")
    away(ground, ground.dung, now, delegate=ground.hoa, role=Role.UNIT_HEAD)
    hoa = people_account(ground.hoa)
    by = queries.acting(hoa, people.grants(hoa, play.now), play.dossier, "forward")
    assert (by.role, by.on_behalf_of) == ("unit_head", str(ground.dung.pk))
    refusal = services.act(dossier_id=play.dossier.pk, verb="forward", by=by, now=play.now, command_id=str(uuid4()))
    assert refusal.code == "four_eyes"
    assert "chưa đối chiếu" in refusal.rule
    free = RuleSet(
        id="separation:own", kind="separation", effective_from=None, effective_to=None, source="Quy chế",
        status="verified",
        content={"procedures": ["3.000465"], "pairs": [["appraise", "sign"]], "article": "Điều 2"},
    )  # fmt: skip
    law.set_rule(rule=free, by=ground.actor("kiem"), now=now)
    done = services.act(dossier_id=play.dossier.pk, verb="forward", by=by, now=play.now, command_id=str(uuid4()))
    assert not isinstance(done, Refusal), done
    assert last(done).payload["initialled"] == done.result.draft_file_id


candidates = st.lists(
    st.builds(
        Candidate, id=st.sampled_from("abcdef"), name=st.sampled_from(["An", "Bê"]), open=st.integers(0, 9),
        away=st.booleans(), own=st.booleans(),
    ),
    unique_by=lambda one: one.id,
)  # fmt: skip


@given(
    method=st.sampled_from(["round_robin", "least_open", "fixed"]),
    officers=st.lists(st.sampled_from("abcdefg"), unique=True),
    turn=st.integers(0, 10**6),
    found=candidates,
)
def test_nobody_away_nobody_unnamed_and_nobody_in_his_own_matter_is_ever_chosen(method, officers, turn, found):
    choice = choose(method=method, officers=officers, turn=turn, candidates=found)
    there = {one.id for one in found if not one.away and not one.own and (not officers or one.id in officers)}
    assert (choice.officer in there) if there else (choice.officer == "" and choice.why)


@pytest.mark.parametrize(
    ("rule", "fitting"),
    [
        ({}, True),
        ({"procedure": "1"}, True),
        ({"procedure": "2"}, False),
        ({"field": "van bang"}, True),
        ({"place": "Xã Diên Điền"}, True),
        ({"place": "Diên"}, True),
        ({"place": "iên"}, False),
    ],
)
def test_a_rule_is_for_a_procedure_a_field_or_a_place(rule, fitting):
    wanted = {"procedure": "", "field": "", "place": ""} | rule
    assert (
        fits(**wanted, of_procedure="1", of_field="Văn bằng", address="Thôn 3, xã Diên Điền, huyện Minh Hoạ") is fitting
    )
