"""Parts of a dossier at another agency: sent, handled, refused, recalled; counted once."""

from uuid import uuid4

import pytest

from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.models import Dossier
from motcua.operate.dossiers.rules import State
from motcua.operate.linking import queries as found
from motcua.operate.linking import services
from motcua.operate.linking.models import Leg, Plan
from motcua.operate.linking.rules import LegIn
from motcua.operate.linking.tests.conftest import ELSEWHERE, Linking


def legs(plan):
    return list(Leg.objects.filter(plan=plan.pk).order_by("place"))


def two(days=2):
    return [LegIn(unit=ELSEWHERE, what=f"Việc {number}", days=days) for number in (1, 2)]


def test_a_part_is_a_dossier_of_the_other_agency_and_the_parent_waits(linking):
    paper = linking.dossier.papers.get(component_code="TP1")
    before = linking.dossier.legal_due
    plan = linking.plan(papers=(str(paper.pk),))
    leg = legs(plan)[0]
    child = leg.child
    assert (child.agency_id, child.unit_id, child.parent_id) == ("ubnd-tinh", ELSEWHERE, linking.dossier.pk)
    assert [one.name for one in child.papers.all()] == ["Đề án"]  # what was chosen, and no more
    assert linking.holds() == ["Liên thông lần 1"]
    assert linking.refresh().legal_due == before  # no decree pauses the clock of the whole
    assert leg.due_at < before
    assert linking.try_act(linking.dossier, "hoa", "forward").code == "held"
    handled = linking.handle(child)
    assert ".H32-" in handled.code
    assert handled.code != linking.dossier.code
    assert linking.follow(child) == 1
    assert (legs(plan)[0].state, legs(plan)[0].outcome) == ("done", "approval")
    assert queries.for_work(child.pk).current_state is State.RETURNED  # the result is with the sender at once
    assert linking.holds() == []
    assert linking.refresh().legal_due == before
    assert queries.orphans(now=linking.now) == []


def test_in_order_the_next_part_goes_out_when_the_one_before_is_done(linking):
    plan = linking.plan(*two())
    assert [leg.state for leg in legs(plan)] == ["sent", "planned"]
    child = legs(plan)[0].child
    linking.handle(child)
    linking.follow(child)
    assert [leg.state for leg in legs(plan)] == ["done", "sent"]
    assert linking.holds() == ["Liên thông lần 1"]
    linking.handle(legs(plan)[1].child)
    linking.follow(legs(plan)[1].child)
    assert linking.holds() == []
    assert Plan.objects.get().standing == "done"


def test_at_once_all_parts_go_out_together(linking):
    plan = linking.plan(*two(days=9), order="at_once")
    assert [leg.state for leg in legs(plan)] == ["sent", "sent"]
    linking.handle(legs(plan)[1].child)
    assert services.watch(now=linking.tick()) == 1
    assert linking.holds() == ["Liên thông lần 1"]


def test_parts_that_would_end_after_the_whole_are_refused(linking):
    assert linking.plan(*two(days=6)).code == "too_long"
    assert not Plan.objects.exists()
    assert linking.holds() == []


def test_a_part_that_is_refused_waits_for_a_decision_of_the_sender(linking):
    plan = linking.plan(*two())
    child = legs(plan)[0].child
    linking.act(child, "phuc", "reject", reason="Không thuộc thẩm quyền")
    assert linking.follow(child) == 1
    assert [leg.state for leg in legs(plan)] == ["refused", "planned"]
    assert found.told([linking.dossier.pk]) == {linking.dossier.pk}
    again = linking.deed(services.resend, legs(plan)[0])
    assert not hasattr(again, "message"), again
    assert [leg.state for leg in legs(plan)] == ["waived", "planned", "sent"]
    linking.act(legs(plan)[2].child, "phuc", "reject", reason="Vẫn không thuộc thẩm quyền")
    linking.follow(legs(plan)[2].child)
    linking.deed(services.waive, legs(plan)[2])
    assert [leg.state for leg in legs(plan)] == ["waived", "sent", "waived"]


def test_a_part_is_recalled_and_withdrawn_at_the_other_agency(linking):
    plan = linking.plan()
    leg = legs(plan)[0]
    assert linking.deed(services.recall, leg, who="quang").code == "not_yours"
    command = str(uuid4())
    done = linking.deed(services.recall, leg, command_id=command)
    assert done.standing == "done"
    assert queries.for_work(leg.child_id).current_state is State.WITHDRAWN
    assert linking.holds() == []
    assert linking.deed(services.recall, leg, command_id=command) == done  # the same again changes nothing
    assert linking.deed(services.recall, legs(plan)[0]).code == "leg_settled"


def test_a_result_that_is_there_cannot_be_recalled(linking):
    plan = linking.plan()
    linking.handle(legs(plan)[0].child)
    assert linking.deed(services.recall, legs(plan)[0]).code == "child_done"
    assert legs(plan)[0].state == "sent"


@pytest.mark.parametrize("end", ["withdraw", "stop"])
def test_when_the_whole_ends_its_open_parts_end(linking, end):
    plan = linking.plan(*two())
    child = legs(plan)[0].child
    linking.act(child, "phuc", "accept")
    name = "lan" if end == "withdraw" else "dung"
    linking.act(linking.dossier, name, end, reason="Không cần nữa")
    assert linking.follow(linking.dossier) == 1
    assert queries.for_work(child.pk).current_state is State.WITHDRAWN
    assert Plan.objects.get(pk=plan.pk).standing == "ended"
    assert [leg.state for leg in legs(plan)] == ["recalled", "planned"]
    assert linking.follow(linking.dossier) == 0


def test_the_same_command_makes_one_plan(linking):
    command = str(uuid4())
    assert linking.plan(command_id=command) == linking.plan(command_id=command)
    assert (Plan.objects.count(), Dossier.objects.filter(parent__isnull=False).count()) == (1, 1)


def test_what_cannot_be_sent_is_refused_whole(linking):
    assert linking.plan(unit="sgddt-gdtrh").code == "no_such_unit"
    assert linking.plan(papers=("00000000-0000-7000-8000-000000000000",)).code == "no_such_paper"
    assert linking.plan(who="quang").code == "not_yours"
    assert not Plan.objects.exists()
    plan = linking.plan()
    child = linking.act(legs(plan)[0].child, "phuc", "accept")
    by = linking.cast.actor("phuc", "case_officer")
    wanted = [LegIn(unit=ELSEWHERE, what="x", days=1)]
    refused = services.plan(
        dossier_id=child.pk, order="at_once", legs=wanted, by=by, now=linking.tick(), command_id=str(uuid4())
    )
    assert refused.code == "part_of_another"


def test_the_other_agency_turns_to_no_applicant_and_the_applicant_to_no_part(linking):
    child = linking.act(legs(linking.plan())[0].child, "phuc", "accept")
    linking.act(child, "phuc", "assign")
    items = [{"component_code": "TP1", "what": "Thiếu"}]
    assert linking.try_act(child, "phuc", "request_supplement", items=items, reason="x").code == "part_of_another"
    lan = linking.cast.lan
    assert not queries.visible(queries.for_work(child.pk), lan, [])
    assert linking.try_act(child, "lan", "withdraw").code == "not_yours"
    assert [row.pk for row in queries.mine(account=lan).rows] == [linking.dossier.pk]
    assert queries.mine_one(child.pk, lan) is None
    assert queries.track(child.tracking_code, queries.pin_of(child.pk)) is None


def test_each_agency_sees_and_handles_its_own(linking):
    child = linking.act(legs(linking.plan())[0].child, "phuc", "accept")
    grants = linking.cast.grants
    for name in ("minh", "hoa", "son", "van", "kiem", "an"):
        assert not queries.visible(child, getattr(linking.cast, name), grants(name)), name
    for name in ("phuc", "thuy"):
        assert queries.visible(child, getattr(linking.cast, name), grants(name)), name
        assert not queries.visible(linking.dossier, getattr(linking.cast, name), grants(name)), name
    inbox = queries.inbox(account=linking.cast.phuc, grants=grants("phuc"), tab="all", now=linking.now)
    assert {task.dossier_id for task in inbox} == {child.pk}
    theirs = queries.inbox(account=linking.cast.son, grants=grants("son"), tab="all", now=linking.now)
    assert child.pk not in {task.dossier_id for task in theirs}


def test_events_name_no_person(linking):
    linking.plan(what="Xác minh bằng của bà Nguyễn Thị Lan")
    events = log.events(StreamRef("linking", str(Plan.objects.get().pk)))
    assert [event.type for event in events] == ["linking.planned", "linking.leg_sent"]
    assert "Lan" not in str([event.payload for event in events])
    assert isinstance(linking, Linking)
