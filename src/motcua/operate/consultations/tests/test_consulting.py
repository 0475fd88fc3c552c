"""Asking for opinions, answering, and what becomes of those that nobody answers."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from motcua.kernel.audit import queries as audit
from motcua.kernel.audit.services import StreamRef
from motcua.kernel.time import local_date
from motcua.law import services as law
from motcua.law.rules import RuleSet
from motcua.operate.consultations import queries, services
from motcua.operate.consultations.models import Consultation
from motcua.operate.consultations.rules import Standing
from motcua.operate.consultations.tests.conftest import CODE, INSPECTORS, TRAINING
from motcua.operate.dossiers import queries as dossiers
from motcua.people import queries as people

OUTSIDE = "ubnd-tinh"


def types(one):
    return [event.type.removeprefix("consultation.") for event in audit.events(StreamRef("consultation", str(one.pk)))]


def of_law(asking, kind, **content):
    given = {"procedures": [CODE], "article": "Điều 7 khoản 2"} | content
    rule = RuleSet(f"{kind}-thu", kind, date(2024, 1, 1), None, "Nghị định chuyên ngành", "recalled", given)
    done = law.set_rule(rule=rule, by=asking.cast.actor("kiem"), now=asking.now)
    assert not hasattr(done, "message_vi"), done


def test_the_dossier_waits_for_the_opinion_and_goes_on_with_it(asking):
    one = asking.ask()
    assert asking.holds() == ["Lấy ý kiến lần 1"]
    assert one.whom == people.unit(TRAINING).name
    refused = asking.try_act("hoa", "forward")
    assert refused.code == "held"
    answered = asking.answer(one, text="Khả thi")
    assert (answered.standing, answered.opinion, answered.answer) == (Standing.ANSWERED, "agree", "Khả thi")
    assert asking.holds() == []
    assert types(one) == ["asked", "answered"]


def test_the_legal_clock_runs_on_because_no_general_law_stops_it(asking):
    before = asking.dossier.legal_due
    one = asking.ask()
    assert one.pause_basis == ""
    asking.watch(days=2)
    asking.answer(one)
    assert dossiers.for_work(asking.dossier.pk).legal_due == before


def test_under_a_sector_rule_the_clock_stands_and_the_rule_is_named(asking):
    of_law(asking, "sector_pause", pauses=["consultation"])
    before = asking.dossier.legal_due
    one = asking.ask()
    assert one.pause_basis == "Nghị định chuyên ngành, Điều 7 khoản 2"
    asking.watch(days=2)  # a whole working day lies between
    asking.answer(one)
    assert dossiers.for_work(asking.dossier.pk).legal_due > before


def test_asked_units_find_it_in_their_list_and_others_do_not(asking):
    one = asking.ask()
    lists = {name: queries.to_answer(grants=people.grants(getattr(asking.cast, name))) for name in
             ("quang", "hoa", "van", "thanh", "quan")}  # fmt: skip
    assert {name for name, rows in lists.items() if rows == [one]} == {"quang"}
    assert queries.we_asked(account=asking.cast.hoa, grants=[]) == [one]


def test_the_head_sees_what_his_unit_asked(asking):
    one = asking.ask()
    dung = asking.cast.dung
    assert queries.we_asked(account=dung, grants=people.grants(dung)) == [one]


@pytest.mark.parametrize("who", ["minh", "quang", "kiem", "lan", "quan"])
def test_only_who_handles_the_dossier_asks(asking, who):
    assert asking.ask(who).code in {"wrong_role", "not_yours"}
    assert asking.holds() == []
    assert not Consultation.objects.exists()


@pytest.mark.parametrize("who", ["hoa", "minh", "son", "kiem", "quan", "lan"])
def test_only_the_unit_that_was_asked_answers(asking, who):
    one = asking.ask()
    assert asking.answer(one, who).code == "not_asked" if who != "lan" else "own_dossier"
    assert types(one) == ["asked"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"unit": ""}, "nobody_asked"),
        ({"unit": "khong-co"}, "nobody_asked"),
        ({"unit": "", "agency": "khong-co"}, "nobody_asked"),
        ({"agency": OUTSIDE}, "nobody_asked"),  # both at once
        ({"unit": "sgddt-qlcl"}, "asks_itself"),
        ({"question": " \n "}, "no_question"),
        ({"question": "a" * 3001}, "too_long"),
        ({"days": 0}, "bad_days"),
        ({"days": 31}, "bad_days"),
        ({"papers": (str(uuid4()),)}, "no_such_paper"),
    ],
)
def test_what_cannot_be_asked_is_refused_and_holds_nothing(asking, changes, code):
    assert asking.ask(**changes).code == code
    assert asking.holds() == []


def test_one_unit_is_asked_once_at_a_time_and_several_side_by_side(asking):
    first = asking.ask()
    assert asking.ask().code == "asked_already"
    second = asking.ask(unit=INSPECTORS)
    assert len(asking.holds()) == 2
    asking.answer(first)
    assert asking.holds() == ["Lấy ý kiến lần 2"]  # still waiting for the other
    asking.answer(second, "thanh", "disagree", "Thiếu căn cứ")
    assert asking.ask().number == 3


def test_the_letter_of_another_agency_is_entered_with_number_and_date(asking):
    one = asking.ask(unit="", agency=OUTSIDE)
    assert asking.answer(one, "quang").code == "not_asked"
    assert asking.answer(one, "van").code == "no_letter"
    done = asking.answer(one, "van", letter="12/UBND-VX", letter_on=date(2024, 3, 6))
    assert (done.letter, done.answered_role) == ("12/UBND-VX", "clerk")


def test_a_no_needs_its_reason(asking):
    one = asking.ask()
    assert asking.answer(one, opinion="disagree").code == "no_reason"
    assert asking.answer(one, opinion="perhaps").code == "no_opinion"


def test_two_answers_are_one_and_a_double_click_answers_once(asking):
    one = asking.ask()
    command = str(uuid4())
    first = asking.answer(one, command_id=command)
    assert asking.answer(one, command_id=command) == first
    assert asking.answer(one).code == "not_open"
    assert asking.answer(queries.find(one.pk)).code == "not_open"
    assert types(one) == ["asked", "answered"]


def test_an_answer_under_a_clock_set_back_is_refused_whole_and_given_again_later(asking):
    """Closed with its hold left behind, the dossier would wait for what has come."""
    one, right = asking.ask(), asking.now
    asking.now -= timedelta(days=2)
    assert asking.answer(one).code == "clock_set_back"
    assert queries.find(one.pk).standing == Standing.OPEN
    assert types(one) == ["asked"]
    asking.now = right
    assert asking.answer(queries.find(one.pk)).standing == Standing.ANSWERED
    assert not asking.dossier.holds.filter(released_at=None).exists()


def test_asking_twice_with_one_command_asks_once(asking):
    command = str(uuid4())
    assert asking.ask(command_id=command) == asking.ask(command_id=command)
    assert asking.ask("dung", command_id=command).code == "command_reused"
    assert Consultation.objects.count() == 1


def test_silence_is_reminded_of_then_told_to_the_head_and_never_agrees(asking):
    one = asking.ask(days=2)
    assert asking.watch(hours=1) == {}
    assert asking.watch(days=1) == {"reminded": 1}
    assert asking.watch(hours=1) == {}
    assert asking.watch(days=3) == {"overdue": 1}
    assert asking.watch(days=9) == {}
    event = audit.events(StreamRef("consultation", str(one.pk)))[-1]
    assert event.payload["escalated_to"] == "unit_head"
    assert asking.holds()
    told = {name: queries.told_count(people.grants(getattr(asking.cast, name))) for name in ("dung", "hoa", "quang")}
    assert told == {"dung": 1, "hoa": 0, "quang": 0}
    assert asking.answer(queries.find(one.pk)).standing == Standing.ANSWERED  # late, but it is an opinion
    assert audit.events(StreamRef("consultation", str(one.pk)))[-1].payload["late"]


def test_where_the_law_says_so_silence_counts_as_agreement_and_the_rule_is_named(asking):
    of_law(asking, "consultation_silence", counts_as="agreed")
    one = asking.ask(days=1)
    assert asking.watch(days=3) == {"overdue": 1, "agreed": 1}
    assert asking.watch(days=3) == {}
    found = queries.find(one.pk)
    assert (found.standing, found.silence_basis) == (Standing.AGREED, "Nghị định chuyên ngành, Điều 7 khoản 2")
    assert asking.holds() == []
    assert types(one)[-1] == "agreed_by_silence"
    assert asking.answer(found).code == "not_open"


def test_an_opinion_needed_no_longer_is_withdrawn_by_who_asked(asking):
    one = asking.ask()
    at = {"now": asking.now, "command_id": str(uuid4())}
    assert services.withdraw(consultation=one, by=asking.cast.actor("quang"), **at).code == "not_yours"
    assert services.withdraw(consultation=one, by=asking.cast.actor("dung"), **at).standing == Standing.WITHDRAWN
    assert asking.holds() == []


def test_when_the_dossier_ends_the_question_lapses(asking):
    one = asking.ask()
    asking.act("lan", "withdraw")
    assert asking.watch(minutes=1) == {"lapsed": 1}
    assert types(one) == ["asked", "lapsed"]


def test_the_officer_may_go_on_without_and_the_answer_still_counts(asking):
    one = asking.ask()
    asking.act("hoa", "release_hold", code="Lấy ý kiến lần 1")
    assert asking.answer(one).standing == Standing.ANSWERED


def test_events_say_who_was_asked_and_never_what(asking):
    one = asking.ask(question="Ông Nguyễn Văn A có án tích không?")
    asking.answer(one, opinion="comment", text="Ông A có bệnh")
    said = str([event.payload for event in audit.events(StreamRef("consultation", str(one.pk)))])
    assert "Ông" not in said
    assert TRAINING in said


def test_the_deadline_counts_working_days_and_carries_its_proof(asking):
    one = asking.ask(days=3)  # asked on Tuesday 5 March 2024
    assert local_date(one.due_at) == date(2024, 3, 8)
    assert one.proof["limit"]["text"] == "3 ngày làm việc"
