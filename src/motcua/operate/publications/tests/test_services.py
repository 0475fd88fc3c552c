"""Decisions through the chain: what is taken, what is refused with place and reason, and what runs out when."""

from datetime import date, timedelta

import pytest

from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef
from motcua.kernel.outbox.models import Message
from motcua.operate.publications import queries, services
from motcua.operate.publications.models import Decision, Entry, Showing, StepFact
from motcua.operate.publications.rules import Refused, Step
from motcua.operate.publications.tests.office import (
    FIRST,
    SECOND,
    at,
    drafted,
    entry,
    head,
    pdf,
    procedures,
    signed,
    walk,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def kiem(cast):
    procedures()
    return cast.actor("kiem")


def reasons(refused: object) -> list[str]:
    assert isinstance(refused, Refused), refused
    return [str(problem) for problem in refused.problems]


def test_the_whole_chain_leaves_a_dated_fact_for_each_step(kiem):
    decision = drafted(kiem, entry(effective_on=date(2024, 4, 15)), on=date(2024, 4, 1))
    days = [(Step.CONTROL, date(2024, 4, 3)), (Step.DECIDE, date(2024, 4, 9)), (Step.ENTER, date(2024, 4, 11)),
            (Step.POST, date(2024, 4, 12))]  # fmt: skip
    assert isinstance(walk(decision, kiem, *days), Decision)
    assert [(fact.step, fact.on) for fact in queries.steps(decision.pk)] == [
        ("draft", date(2024, 4, 1)), *((step.value, on) for step, on in days),
    ]  # fmt: skip
    events = log.events(StreamRef("publication", str(decision.pk)))
    assert [event.payload["state"] for event in events] == ["drafted", "controlled", "decided", "entered", "posted"]
    assert Decision.objects.get(pk=decision.pk).version == len(events) == 5


def test_a_decision_dated_after_its_effect_is_refused_whole(kiem):
    refused = signed(kiem, on=date(2024, 3, 21), effect=date(2024, 3, 20), now=at(date(2024, 4, 1)))
    assert any(said.startswith("ngày hiệu lực: quyết định ký ngày 21/03/2024 sau") for said in reasons(refused))
    assert not Decision.objects.exists()
    assert not Entry.objects.exists()


def test_a_number_is_used_once_a_year_by_the_same_issuer(kiem):
    assert isinstance(signed(kiem), Decision)
    refused = signed(kiem, number="125 / qđ-ubnd")
    assert "số quyết định" in reasons(refused)[0]
    assert Decision.objects.count() == 1
    assert isinstance(signed(kiem, level="ministry"), Decision)
    assert isinstance(signed(kiem, on=date(2025, 3, 4), effect=date(2025, 3, 20)), Decision)


def test_the_number_is_refused_at_the_decision_too_and_the_draft_stays(kiem):
    signed(kiem)
    decision = drafted(kiem, on=date(2024, 3, 1))
    walk(decision, kiem, (Step.CONTROL, date(2024, 3, 2)))
    refused = walk(decision, kiem, (Step.DECIDE, date(2024, 3, 6)))
    assert "125/QĐ-UBND" in reasons(refused)[0]
    decision.refresh_from_db()
    assert (decision.state, decision.number, decision.content_file) == ("controlled", "", None)
    assert StepFact.objects.filter(decision=decision).count() == 2


@pytest.mark.parametrize(
    ("lines", "place", "why"),
    [
        ((), "danh mục", "ít nhất một"),
        ((entry("9.999999"),), "dòng 1", "không có thủ tục mã 9.999999"),
        ((entry(), entry()), "dòng 2", "đã có ở dòng 1"),
        ((entry(), entry(SECOND, "replaced")), "dòng 2", "ghi mã thủ tục thay thế"),
        ((entry(change="replaced", successor=FIRST),), "dòng 1", "chính nó"),
        ((entry(change="replaced", successor="9.999999"),), "dòng 1", "thủ tục thay thế mã 9.999999"),
        ((entry(change="new", successor=SECOND),), "dòng 1", "chỉ thủ tục bị thay thế"),
        ((entry(change="lạ"),), "dòng 1", "không hiểu"),
        ((entry(""),), "dòng 1", "chưa có mã"),
        ((entry(effective_on=date(1990, 1, 1)),), "dòng 1", "ngoài khoảng"),
    ],
)
def test_a_wrong_line_is_refused_with_its_place(kiem, lines, place, why):
    now = at(date(2024, 3, 1))
    said = reasons(services.draft(head=head(), entries=lines, by=kiem, now=now))
    assert any(item.startswith(place) and why in item for item in said), said
    assert not Decision.objects.exists()


def test_only_a_readable_pdf_is_a_decision(kiem):
    given = {"head": head(number="1/QĐ", signed_on=date(2024, 3, 1), effective_on=date(2024, 3, 1)),
             "entries": (entry(),), "by": kiem, "now": at(date(2024, 3, 2))}  # fmt: skip
    assert "tệp quyết định" in reasons(services.draft(**given))[0]
    assert "tệp quyết định" in reasons(services.draft(**given, data=b"hello", name="qd.pdf"))[0]


def test_steps_follow_the_chain_and_time(kiem):
    decision = drafted(kiem, on=date(2024, 3, 5))
    assert "không làm được bước" in reasons(walk(decision, kiem, (Step.DECIDE, date(2024, 3, 6))))[0]
    assert "trước bước liền trước" in reasons(walk(decision, kiem, (Step.CONTROL, date(2024, 3, 4))))[0]
    early = services.take_step(
        decision=decision, step=Step.CONTROL, on=date(2024, 3, 9), by=kiem, now=at(date(2024, 3, 6)), reference="x"
    )
    assert "chưa tới" in reasons(early)[0]
    bare = services.take_step(
        decision=decision, step=Step.CONTROL, on=date(2024, 3, 6), by=kiem, now=at(date(2024, 3, 6))
    )
    assert "minh chứng" in reasons(bare)[0]
    walk(decision, kiem, (Step.CONTROL, date(2024, 3, 6)), (Step.SEND_BACK, date(2024, 3, 7)))
    assert (decision.state, decision.controlled_on) == ("drafted", None)


def test_who_looked_at_an_older_page_overwrites_nothing_and_a_repeated_command_changes_nothing(kiem):
    decision = drafted(kiem, on=date(2024, 3, 5))
    step = {"decision": decision, "step": Step.CONTROL, "on": date(2024, 3, 6), "by": kiem, "reference": "12/VP"}
    now = at(date(2024, 3, 6))
    assert services.take_step(**step, now=now, seen=0).code == "changed_meanwhile"
    assert isinstance(services.take_step(**step, now=now, seen=1, command_id="one"), Decision)
    stale = Decision.objects.get(pk=decision.pk)
    stale.state, stale.version = "drafted", 1
    again = services.take_step(**{**step, "decision": stale}, now=now, command_id="one")
    assert (again.state, again.version) == ("controlled", 2)


@pytest.mark.parametrize("name", ["hoa", "dung", "an", "quan", "lan"])
def test_others_may_not_write(cast, name):
    procedures()
    refused = services.draft(head=head(), entries=(entry(),), by=cast.actor(name), now=at(date(2024, 3, 1)))
    assert refused.code == "wrong_role"


def test_what_a_ministry_published_waits_on_the_watch_list_until_the_province_decides(kiem):
    ministry = signed(kiem, number="77/QĐ-BGDĐT", level="ministry", seen_on=date(2024, 3, 6),
                      entries=(entry(effective_on=date(2024, 4, 15)), entry(SECOND, "new")))  # fmt: skip
    assert {item.entry.code for item in queries.watch_list()} == {FIRST, SECOND}
    today = date(2024, 3, 20)
    due = [(item.clock.code, item.clock.variant, item.clock.due_on, item.watch) for item in queries.running(today)]
    assert due == [
        (FIRST, "portal", date(2024, 4, 8), True),
        (FIRST, "law", date(2024, 4, 10), True),
        ("", "plan", date(2024, 5, 31), False),
    ]
    decision = drafted(kiem, entry(effective_on=date(2024, 4, 15)), on=date(2024, 4, 1))
    watched = {item.entry.code: item for item in queries.watch_list()}
    assert watched[FIRST].draft == decision
    assert watched[FIRST].days_waiting(today) == 14
    walk(decision, kiem, (Step.CONTROL, date(2024, 4, 3)), (Step.DECIDE, date(2024, 4, 9)))
    assert {item.entry.code for item in queries.watch_list()} == {SECOND}
    assert ministry.is_ministry


def test_posting_runs_until_it_is_posted(kiem):
    decision = signed(kiem, on=date(2024, 4, 18), effect=date(2024, 5, 20), now=at(date(2024, 5, 20)))
    posting = [item.clock for item in queries.running(date(2024, 4, 20)) if item.clock.step == "posting"]
    assert {(clock.variant, clock.due_on) for clock in posting} == {
        ("law", date(2024, 4, 25)), ("portal", date(2024, 4, 25)),
    }  # fmt: skip
    assert posting[0].proof()["skipped"]
    walk(decision, kiem, (Step.ENTER, date(2024, 5, 21)), (Step.POST, date(2024, 5, 21)))
    assert not [item for item in queries.running(date(2024, 5, 22)) if item.clock.code]


def test_a_period_counts_a_procedure_once_and_late_when_any_instance_was(kiem):
    good = signed(kiem, number="1/QĐ", on=date(2024, 3, 4), effect=date(2024, 3, 20))
    walk(good, kiem, (Step.ENTER, date(2024, 3, 21)), (Step.POST, date(2024, 3, 21)))
    for n, posted in ((2, date(2024, 6, 5)), (3, date(2024, 6, 20))):
        row = signed(kiem, number=f"{n}/QĐ", on=date(2024, 6, 3), effect=date(2024, 6, 10 + n),
                     entries=(entry(SECOND if n == 2 else FIRST, effective_on=date(2024, 6, 10 + n)),))  # fmt: skip
        walk(row, kiem, (Step.ENTER, posted), (Step.POST, posted + timedelta(days=10)))
    spans = [(date(2024, 1, 1), date(2024, 12, 31)), (date(2024, 4, 1), date(2024, 4, 30))]
    year, april = queries.counted(spans, date(2025, 1, 1))
    assert year.tallies["law"].due == {FIRST, SECOND}
    assert FIRST in year.tallies["law"].late
    assert len(year.tallies["law"].decisions[FIRST]) == 2
    assert april.tallies["law"].due == frozenset()


def test_the_provinces_own_rule_counts_only_once_somebody_entered_it(kiem):
    assert "local" not in queries.timings().variants
    given = {"decide": (10, "working_day"), "post": (3, "working_day"), "effective_from": date(2024, 1, 1),
             "by": kiem, "now": at(date(2024, 1, 2))}  # fmt: skip
    assert "nguồn" in reasons(services.set_own_rule(**given, source=" ", enabled=True))[0]
    assert "ra quyết định" in reasons(
        services.set_own_rule(**{**given, "decide": (0, "day")}, source="8377", enabled=True)
    )[0]  # fmt: skip
    services.set_own_rule(**given, source="8377/UBND-KSTT", enabled=True)
    drafted(kiem, entry(effective_on=date(2024, 4, 15)))
    local = [item.clock.due_on for item in queries.running(date(2024, 3, 2)) if item.clock.variant == "local"]
    assert local == [date(2024, 4, 1)]
    services.set_own_rule(**given, source="8377/UBND-KSTT", enabled=False)
    assert "local" not in queries.timings().variants


def test_a_reminder_is_written_once_for_each_stage(kiem):
    drafted(kiem, entry(effective_on=date(2024, 4, 15)))
    first = services.remind(now=at(date(2024, 4, 5)))
    assert first == 2
    assert services.remind(now=at(date(2024, 4, 5), 16)) == 0
    assert services.remind(now=at(date(2024, 4, 11))) == 2
    topics = Message.objects.filter(topic="publication.reminded").order_by("id")
    assert topics.count() == 4
    assert {row.payload["stage"] for row in topics} == {"5", "late"}


def test_proofs_of_publicity_name_what_is_missing(kiem):
    decision = signed(kiem)
    walk(decision, kiem, (Step.ENTER, date(2024, 3, 21)), (Step.POST, date(2024, 3, 21)))
    missing = [[place.key for place in item.missing] for item in queries.proofs(missing_only=True)]
    assert missing == [["csdlqg", "bang-niem-yet", "cong-tinh"]]
    given = {"decision": decision, "by": kiem, "now": at(date(2024, 3, 22))}
    on = date(2024, 3, 21)
    for place, url, why in (("đâu-đó", "https://a.vn/x", "không có nơi"), ("csdlqg", "", "minh chứng"),
                            ("csdlqg", "javascript:x", "đường dẫn")):  # fmt: skip
        assert any(why in said for said in reasons(services.show(**given, place=place, on=on, url=url)))
    assert isinstance(services.show(**given, place="csdlqg", on=on, url="https://csdl.example.vn/1"), Showing)
    assert isinstance(services.show(**given, place="bang-niem-yet", on=on, data=pdf(), name="anh.pdf"), Showing)
    assert [place.key for place in queries.proofs()[0].missing] == ["cong-tinh"]


def test_an_internal_list_meets_the_date_of_the_plan(kiem):
    assert [duty.due_on for duty in queries.open_duties(date(2024, 3, 1))] == [date(2024, 5, 31)]
    signed(kiem, scope="internal", on=date(2024, 5, 20), effect=date(2024, 5, 20),
           entries=(entry("NB.01", "new", name="Thủ tục nội bộ thử"),))  # fmt: skip
    assert queries.open_duties(date(2024, 6, 1)) == []
    assert queries.internal_standing(date(2024, 6, 1))[0][1].number == "125/QĐ-UBND"
    assert queries.counted([(date(2024, 1, 1), date(2024, 12, 31))], date(2025, 1, 1))[0].tallies["law"].due == set()


def test_a_draft_is_revised_before_control_and_not_after(kiem):
    decision = drafted(kiem)
    given = {"decision": decision, "summary": "Sửa", "shortened": False, "by": kiem, "now": at(date(2024, 3, 2))}
    assert isinstance(services.revise(**given, entries=(entry(SECOND, "abolished"),)), Decision)
    assert [row.code for row in queries.entries(decision.pk)] == [SECOND]
    assert "dòng 1" in reasons(services.revise(**given, entries=(entry("9.999999"),)))[0]
    assert [row.code for row in queries.entries(decision.pk)] == [SECOND]
    walk(decision, kiem, (Step.CONTROL, date(2024, 3, 3)))
    assert services.revise(**given, entries=(entry(),)).code == "wrong_step"
