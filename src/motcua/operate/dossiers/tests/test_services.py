"""The write path: what each verb leaves behind, who may not, and that nothing is done twice."""

from uuid import uuid4

import pytest

from motcua.kernel import audit
from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef
from motcua.operate.dossiers import queries, services
from motcua.operate.dossiers.models import Dossier, Task
from motcua.operate.dossiers.rules import Refusal, State
from motcua.people import queries as people

pytestmark = pytest.mark.django_db


def events_of(dossier):
    return [event.type for event in log.events(StreamRef("dossier", str(dossier.pk)))]


def test_a_submission_waits_at_the_counter_with_a_tracking_reference(submitted):
    assert submitted.state == State.SUBMITTED
    assert submitted.code is None
    assert len(submitted.tracking_code) >= 10
    assert submitted.next_due is not None
    assert [task.step for task in Task.objects.filter(dossier=submitted)] == ["receive"]
    assert queries.orphans() == []


def test_submitting_twice_makes_one_dossier(ground, application, now):
    command = str(uuid4())
    first = services.submit(application=application(), by=ground.actor("lan"), now=now, command_id=command)
    second = services.submit(application=application(), by=ground.actor("lan"), now=now, command_id=command)
    assert first.pk == second.pk
    assert Dossier.objects.count() == 1


def test_an_unknown_procedure_is_refused_in_words(ground, application, now):
    answer = services.submit(
        application=application(procedure_code="9.999999"), by=ground.actor("lan"), now=now, command_id=str(uuid4())
    )
    assert isinstance(answer, Refusal)
    assert "9.999999" in answer.message
    assert Dossier.objects.count() == 0


def test_acceptance_gives_code_dates_and_the_first_step(play):
    dossier = play("minh", "accept")
    assert dossier.state == State.ACCEPTED
    assert dossier.code.endswith(f"-{play.now:%y%m%d}-0001")
    assert dossier.legal_due == dossier.portal_due
    assert dossier.legal_due > play.now
    assert [task.step for task in Task.objects.filter(dossier=dossier, closed_at=None)] == ["assign"]


def test_only_the_one_stop_unit_accepts(play):
    for name in ("hoa", "dung", "son", "van", "quang"):
        answer = play(name, "accept")
        assert isinstance(answer, Refusal), name
    assert events_of(play.dossier) == ["dossier.submitted"]


def test_a_stranger_cannot_withdraw(play):
    assert play("tu", "withdraw").code == "not_yours"
    assert play("lan", "withdraw").state == State.WITHDRAWN
    assert queries.orphans() == []


def test_a_repeated_command_changes_nothing(play, ground, now):
    command = str(uuid4())
    one = services.act(dossier_id=play.dossier.pk, verb="accept", by=ground.actor("minh"), now=now, command_id=command)
    two = services.act(dossier_id=play.dossier.pk, verb="accept", by=ground.actor("minh"), now=now, command_id=command)
    # The second time the state no longer allows it; either way nothing was written twice.
    assert one.state == State.ACCEPTED
    assert isinstance(two, Refusal) or two.version == one.version
    assert events_of(one) == ["dossier.submitted", "dossier.accepted"]


def test_a_stale_page_is_told_so(play, ground, now):
    version = play.dossier.version
    play("minh", "accept")
    with pytest.raises(services.Stale):
        services.act(
            dossier_id=play.dossier.pk,
            verb="assign",
            by=ground.actor("hoa"),
            now=now,
            command_id=str(uuid4()),
            expected_version=version,
        )


def test_the_loser_of_a_race_gets_a_conflict_and_leaves_nothing(play, ground, now, monkeypatch):
    """Two officers read the same version; the second write finds the stream moved on."""
    play("minh", "accept")
    stale = queries.for_work(play.dossier.pk)
    play("hoa", "assign")
    monkeypatch.setattr("motcua.operate.dossiers.services.acts.queries.for_work", lambda pk: stale)
    with pytest.raises(audit.Conflict):
        services.act(dossier_id=stale.pk, verb="assign", by=ground.actor("hoa"), now=now, command_id=str(uuid4()))
    assert events_of(stale) == ["dossier.submitted", "dossier.accepted", "dossier.assigned"]


def test_a_supplement_restarts_the_legal_clock_and_pauses_the_portal_clock(play):
    """NĐ 61/2018/NĐ-CP điều 19 khoản 4 against QĐ 766/QĐ-TTg."""
    play("minh", "accept")
    before = play.dossier.legal_due
    play("hoa", "assign")
    waiting = play(
        "hoa", "request_supplement", items=[{"component_code": "TP1", "what": "Thiếu chữ ký"}], reason="Thiếu"
    )
    assert waiting.state == State.SUPPLEMENT_REQUESTED
    from datetime import timedelta

    play.now += timedelta(days=7)
    again = play("lan", "supplement", answer="Đã ký lại")
    assert again.state == State.IN_PROGRESS
    assert again.legal_due > before + timedelta(days=6)
    assert again.portal_due >= before
    assert queries.orphans() == []


def test_a_hold_stops_what_it_names(play):
    play("minh", "accept")
    play("hoa", "assign")
    play("hoa", "place_hold", code="opinion", words="Ý kiến phòng khác", blocks=["draft_result"])
    answer = play("hoa", "draft_result", kind="approval", title="x", body=["y"])
    assert answer.code == "held"
    play("hoa", "release_hold", code="opinion")
    assert play.dossier.holds.filter(released_at=None).count() == 0


def test_a_hold_that_pauses_the_legal_clock_needs_a_basis(play):
    play("minh", "accept")
    play("hoa", "assign")
    answer = play("hoa", "place_hold", code="x", words="Chờ", blocks=["forward"], pauses_clock=True)
    assert answer.code == "no_basis"


def test_codes_are_unique_and_without_gaps(ground, application, now):
    codes = []
    for _ in range(5):
        made = services.submit(application=application(), by=ground.actor("lan"), now=now, command_id=str(uuid4()))
        done = services.act(
            dossier_id=made.pk, verb="accept", by=ground.actor("minh"), now=now, command_id=str(uuid4())
        )
        codes.append(done.code[-4:])
    assert codes == ["0001", "0002", "0003", "0004", "0005"]


def test_a_draft_that_went_on_is_not_rewritten_behind_the_back_of_who_reviews_it(play):
    play("minh", "accept")
    play("hoa", "assign")
    services.write_draft(
        dossier_id=play.dossier.pk,
        kind="approval",
        title="Cấp bản sao",
        body=["Điều 1."],
        by=play.cast.actor("hoa"),
        now=play.now,
        command_id=str(uuid4()),
    )
    play("hoa", "forward")
    assert play("hoa", "draft_result", kind="approval", title="Khác", body=["Khác"]).code == "step_not_open"
    play("dung", "send_back", reason="Thiếu căn cứ")
    assert "draft_result" in queries.verbs_for(queries.for_work(play.dossier.pk), play.cast.actor("hoa"))


def test_waiting_work_and_the_dossiers_of_a_person_stay_within_the_scope(play):
    grants = {name: people.grants(getattr(play.cast, name)) for name in ("minh", "hoa", "quang")}
    held = {name: queries.waiting(account=getattr(play.cast, name), grants=grants[name]) for name in grants}
    assert held == {"minh": 1, "hoa": 0, "quang": 0}
    assert queries.waiting(account=play.cast.minh, grants=grants["minh"], states=[State.PROCESSED]) == 0
    owner = play.dossier.owner
    assert [row.pk for row in queries.of_person(person=owner, grants=grants["hoa"])] == [play.dossier.pk]
    assert queries.of_person(person=owner, grants=grants["quang"]) == []
