"""Supplements, fees and holds: what the clocks make of a wait, and how it ends."""

from datetime import datetime, timedelta

import pytest

from motcua.kernel.time import TZ, local_date
from motcua.law import services as law_services
from motcua.law.rules import RuleSet
from motcua.operate.catalogue.rules.content import Channel, Fee, TimeLimit
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.models import ClockSpan, Hold, Paper, Task
from motcua.operate.dossiers.rules import HOLDABLE, STEPS, PaperIn, State
from motcua.operate.dossiers.services import clocks
from motcua.people import queries as people

pytestmark = pytest.mark.django_db
ASKED = {"items": [{"component_code": "TP1", "what": "Thiếu chữ ký"}], "reason": "Thiếu"}


AGAIN = ASKED | {"repeat_reason": "Lần trước chưa kiểm tra kỹ"}


def ask(play, name):
    return play(name, "request_supplement", **ASKED)


def allow_pause(play, code, what):
    rule = RuleSet(
        id=f"sector_pause-{what}", kind="sector_pause", effective_from=None, effective_to=None, source="Thông tư X",
        status="recalled", content={"procedures": [code], "pauses": [what], "article": "Điều 3"},
    )  # fmt: skip
    law_services.set_rule(rule=rule, by=play.cast.actor("kiem"), now=play.now)


def open_task(play):
    return Task.objects.get(dossier=play.dossier, closed_at=None)


def test_a_supplement_before_acceptance_moves_no_clock_and_acceptance_starts_it(play):
    assert ask(play, "minh").state == State.SUPPLEMENT_REQUESTED
    play.now += timedelta(days=10)
    assert play("lan", "supplement", answer="Đã ký").state == State.SUBMITTED
    assert play.dossier.legal_due is None
    done = play("minh", "accept")
    assert done.legal_due == done.portal_due
    assert clocks.legal(done).at == done.legal_due
    assert clocks.portal(done).at == done.portal_due


def test_the_counter_has_its_eight_hours_again_after_a_supplement(play):
    """The answer to what was handed in is not late because the person was waited for (NĐ 45/2020/NĐ-CP)."""
    ask(play, "minh")
    play.now += timedelta(days=10)
    play("lan", "supplement", answer="Đã ký")
    task = open_task(play)
    assert task.step == "receive"
    assert task.due_at > play.now
    assert play.dossier.next_due == task.due_at


def test_a_step_is_not_late_because_the_applicant_was_waited_for(play):
    play("minh", "accept")
    play("hoa", "assign")
    ask(play, "hoa")
    play.now += timedelta(days=20)
    play("lan", "supplement", answer="Đã ký")
    assert open_task(play).due_at > play.now


def test_each_of_two_supplements_starts_the_legal_clock_again(play):
    """NĐ 61/2018/NĐ-CP điều 19 khoản 4; there is no third, whoever asks (NĐ 63/2010/NĐ-CP điều 20 khoản 4)."""
    play("minh", "accept")
    play("hoa", "assign")
    dues = [play.dossier.legal_due]
    for name, said in (("hoa", ASKED), ("dung", AGAIN)):
        play(name, "request_supplement", **said)
        play.now += timedelta(days=7)
        dues.append(play("lan", "supplement", answer="Đã ký").legal_due)
    assert dues == sorted(set(dues))
    assert clocks.legal(play.dossier).at == dues[-1]
    assert play.dossier.portal_due < play.dossier.legal_due
    assert ask(play, "hoa").code == "too_many_supplements"
    refused = play("dung", "request_supplement", **AGAIN)
    assert (refused.code, "Điều 20 khoản 4" in refused.rule) == ("too_many_supplements", True)


def test_papers_handed_in_again_replace_the_old_ones_and_are_digitised_anew(play):
    old = Paper.objects.get(dossier=play.dossier)
    play("minh", "mark_paper", paper_id=str(old.pk), digitise=False, reason="Khổ A0, không quét được")
    ask(play, "minh")
    again = PaperIn(component_code="TP1", name="Phiếu đề nghị đã ký", originals=1)
    play("lan", "supplement", papers=[again, PaperIn(component_code="BS", name="Giải trình")])
    old.refresh_from_db()
    assert (old.digitise, old.replaced_at) == (False, play.now)
    live = Paper.objects.filter(dossier=play.dossier, replaced_at=None).order_by("component_code")
    assert [(paper.component_code, paper.digitise, paper.digital) for paper in live] == [
        ("BS", True, False), ("TP1", True, False),
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "verb"), [("lan", "withdraw"), ("dung", "stop")])
def test_a_dossier_that_ends_while_waiting_is_waited_for_no_longer(play, name, verb):
    play("minh", "accept")
    play("hoa", "assign")
    play("hoa", "place_hold", code="opinion", words="Hỏi ý kiến", blocks=["forward"])
    ask(play, "hoa")
    play(name, verb, reason="Không làm nữa")
    assert play.dossier.is_final
    assert not ClockSpan.objects.filter(ended_at=None).exists()
    assert clocks.legal(play.dossier).at == play.dossier.legal_due  # what never came started no clock again
    assert not Hold.objects.filter(released_at=None).exists()
    assert Task.objects.get(dossier=play.dossier, step="appraise").outcome == "ended"
    assert queries.orphans(now=play.now) == []


def test_a_refusal_while_waiting_before_acceptance_ends_the_wait(play):
    ask(play, "minh")
    assert play("minh", "reject", reason="Không bổ sung").state == State.REJECTED
    assert not ClockSpan.objects.filter(ended_at=None).exists()
    assert queries.orphans(now=play.now) == []


def test_what_is_waited_for_is_not_put_off_by_what_happens_meanwhile(play):
    play("minh", "accept")
    play("hoa", "assign")
    until = ask(play, "hoa").next_due
    play.now += timedelta(days=15)
    play("hoa", "place_hold", code="opinion", words="Hỏi ý kiến", blocks=["forward"])
    assert play.dossier.next_due == until


def test_a_hold_with_a_basis_stops_the_legal_clock_for_as_long_as_it_lasts(begin, procedure):
    code = procedure("9.100001", time_limit=TimeLimit(10, "working_day", ""))
    play = begin(procedure_code=code)
    before = play("minh", "accept").legal_due
    play("hoa", "assign")
    allow_pause(play, code, "council")
    play.now += timedelta(days=1)  # the day of receipt is not counted, so it cannot be paused either
    play("hoa", "place_hold", code="council", words="Họp hội đồng", blocks=["forward"], pauses_clock=True)
    assert play.dossier.legal_due == before
    play.now += timedelta(days=7)
    play("hoa", "release_hold", code="council")
    assert local_date(play.dossier.legal_due) == local_date(before) + timedelta(days=7)
    assert play.dossier.portal_due == before
    assert clocks.legal(play.dossier).at == play.dossier.legal_due


def test_a_hold_stops_neither_the_applicant_nor_its_own_end(play):
    play("minh", "accept")
    play("hoa", "assign")
    blocks = ["withdraw", "release_hold", "supplement", "forward"]
    play("hoa", "place_hold", code="x", words="Chờ", blocks=blocks)
    assert Hold.objects.get().blocks == ["forward"]
    assert play("hoa", "place_hold", code="y", words="Chờ", blocks=["withdraw"]).code == "hold_incomplete"
    assert play("lan", "withdraw").state == State.WITHDRAWN


def test_a_hold_that_says_too_much_is_refused(play):
    """The columns are short, and PostgreSQL keeps them so."""
    play("minh", "accept")
    play("hoa", "assign")
    assert play("hoa", "place_hold", code="x", words="a" * 201, blocks=["forward"]).code == "hold_too_long"


def test_nobody_of_the_handling_unit_touches_a_dossier_that_was_not_received(play):
    paper = Paper.objects.get(dossier=play.dossier)
    assert play("hoa", "place_hold", code="x", words="Chờ", blocks=["accept"]).code == "wrong_role"
    assert play("hoa", "mark_paper", paper_id=str(paper.pk), digitise=False, reason="x").code == "wrong_role"
    assert play("hoa", "request_payment", amount=5).code == "wrong_role"


@pytest.fixture
def paid(begin, procedure):
    """A dossier of a procedure with a fee of 50.000 đ, and one of 20.000 đ online."""
    fees, online = (
        (Fee("fee", 50_000),),
        (Channel("online", fees=(Fee("fee", 20_000),)), Channel("post", fees=(Fee("fee", 9_000),))),
    )
    code = procedure("9.100002", time_limit=TimeLimit(5, "working_day", ""), fees=fees, channels=online)
    return begin(procedure_code=code)


def test_only_published_fees_of_the_channel_are_asked_for(paid):
    """NĐ 63/2010/NĐ-CP điều 18 khoản 6."""
    assert queries.published_fees(paid.dossier) == [20_000, 50_000]
    assert paid("minh", "request_payment", amount=9_000).code == "fee_not_published"
    assert paid("minh", "request_payment", amount=20_000).state == State.PAYMENT_REQUESTED
    assert queries.asked_amount(paid.dossier) == 20_000


def test_what_was_paid_is_what_was_asked_for(paid):
    from motcua.kernel.audit import queries as log
    from motcua.kernel.audit.services import StreamRef

    paid("minh", "request_payment", amount=50_000)
    for amount in (1, "50000", True, 50_000.5):
        assert paid("minh", "confirm_payment", channel="counter", amount=amount).code == "bad_amount"
    assert paid("minh", "confirm_payment", channel="coins").code == "bad_channel"
    assert paid("minh", "confirm_payment", channel="counter", reference="BL 0012").state == State.SUBMITTED
    event = log.events(StreamRef("dossier", str(paid.dossier.pk)))[-1]
    assert event.payload["amount"] == 50_000
    assert "BL 0012" not in str(event.payload)
    assert queries.timeline(paid.dossier, official=True)[-1].text == "BL 0012"


def test_waiting_for_a_fee_does_not_hide_the_legal_due_date(paid):
    """Only a sector rule stops the legal clock; somebody must look before the date passes."""
    paid("minh", "accept")
    paid("hoa", "request_payment", amount=50_000)
    assert paid.dossier.next_due == paid.dossier.legal_due


def test_a_paused_fee_before_acceptance_comes_back_to_the_counter(paid):
    paid("minh", "request_payment", amount=50_000)
    assert queries.orphans(now=paid.now) == []
    assert paid("minh", "confirm_payment", channel="bank").state == State.SUBMITTED
    assert paid("minh", "accept").state == State.ACCEPTED


SATURDAY = datetime(2024, 3, 9, 10, 0, tzinfo=TZ)
LATE = datetime(2024, 3, 5, 15, 20, tzinfo=TZ)
EARLY = datetime(2024, 3, 5, 6, 0, tzinfo=TZ)
BEFORE_HOLIDAY = datetime(2024, 4, 29, 9, 0, tzinfo=TZ)
MIDNIGHT = datetime(2024, 3, 5, 0, 5, tzinfo=TZ)


@pytest.mark.parametrize(
    ("limit", "at", "due"),
    [
        # the day of receipt is not counted; Civil Code 2015 art. 147
        (TimeLimit(1, "working_day", ""), SATURDAY, datetime(2024, 3, 11, 17, 0, tzinfo=TZ)),
        # 15:00 is a rule of hand-over (NĐ 61/2018/NĐ-CP điều 18) and shifts no limit of days
        (TimeLimit(1, "working_day", ""), LATE, datetime(2024, 3, 6, 17, 0, tzinfo=TZ)),
        (TimeLimit(1, "working_day", ""), MIDNIGHT, datetime(2024, 3, 6, 17, 0, tzinfo=TZ)),
        # hours run in office hours only: 07:30–11:30, 13:30–17:00
        (TimeLimit(8, "working_hour", ""), EARLY, datetime(2024, 3, 6, 8, 0, tzinfo=TZ)),
        (TimeLimit(2, "working_hour", ""), SATURDAY, datetime(2024, 3, 11, 9, 30, tzinfo=TZ)),
        (TimeLimit(1, "month", ""), LATE, datetime(2024, 4, 5, 17, 0, tzinfo=TZ)),
    ],
)
def test_the_due_date_of_an_acceptance_at_an_odd_moment(begin, procedure, limit, at, due):
    play = begin(at=at - timedelta(minutes=10), procedure_code=procedure("9.100003", time_limit=limit))
    done = play("minh", "accept")
    assert done.accepted_at == at
    assert done.legal_due == due
    assert done.code.split("-")[1] == f"{at:%y%m%d}"
    assert queries.proofs(done).legal.at == due


def test_a_code_carries_the_local_day(begin):
    """23:50 UTC of the 4th is the morning of the 5th in Việt Nam."""
    play = begin(at=datetime(2024, 3, 4, 23, 40, tzinfo=TZ) + timedelta(hours=7))
    assert "-240305-" in play("minh", "accept").code


def test_a_holiday_is_skipped_and_the_proof_says_why(begin, procedure):
    code = procedure("9.100004", time_limit=TimeLimit(1, "working_day", ""))
    play = begin(at=BEFORE_HOLIDAY, procedure_code=code)
    play("minh", "accept")
    proof = queries.proofs(play.dossier)
    assert play.dossier.legal_due == proof.legal.at
    assert any("30/4" in why or "Chiến thắng" in why or "Thống nhất" in why for _, why in proof.legal.skipped)


def test_a_procedure_without_limit_takes_the_officers_limit_with_its_basis(begin, procedure):
    play = begin(procedure_code=procedure("9.100005"))
    assert play("minh", "accept").code == "limit_missing"
    assert play("minh", "accept", limit="5 ngày làm việc").code == "limit_missing"
    assert play("minh", "accept", limit="sớm", limit_basis="TT 1").code == "limit_unclear"
    assert play("minh", "accept", limit="5 ngày", limit_basis="x" * 301).code == "basis_too_long"
    done = play("minh", "accept", limit="5 ngày làm việc", limit_basis="TT 21/2019/TT-BGDĐT điều 31")
    assert (done.limit_text, done.limit_basis) == ("5 ngày làm việc", "TT 21/2019/TT-BGDĐT điều 31")


def test_a_limit_with_more_words_than_a_limit_can_still_be_counted(begin, procedure):
    text = "15 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ theo quy định tại điểm a khoản 1 Điều 11 của Nghị định"
    play = begin(procedure_code=procedure("9.100006", time_limit=TimeLimit(15, "working_day", text)))
    assert play("minh", "accept").limit_text == "15 ngày làm việc"


def test_days_not_decided_yet_are_said_with_the_date(begin, procedure):
    code = procedure("9.100007", time_limit=TimeLimit(120, "month", ""))
    play = begin(procedure_code=code)
    play("minh", "accept")
    assert "chưa có quyết định" in queries.proofs(play.dossier).legal.warning


def test_a_promised_date_stays_when_the_calendar_changes_afterwards(play, monkeypatch):
    """The proof counts with the calendar that gave the date, not with a later edition."""
    from dataclasses import replace

    from motcua.law import queries as law

    done = play("minh", "accept")
    now_known, promised = law.calendar(), done.legal_due
    later = replace(now_known, version="x", days_off={**now_known.days_off, local_date(promised): "Nghỉ bão"})
    monkeypatch.setattr(law, "calendar", lambda *args, known_at=None, **kw: now_known if known_at else later)
    assert clocks.legal(done).at != promised
    assert queries.proofs(done).legal.at == promised


def test_the_proofs_of_a_dossier_not_received_do_not_exist(play):
    assert queries.proofs(play.dossier) is None


def test_a_step_whose_role_nobody_holds_any_more_is_found(play, ground):
    from motcua.people.models import RoleGrant

    play("minh", "accept")
    play("hoa", "assign")
    assert queries.orphans(now=play.now) == []
    RoleGrant.objects.filter(account=ground.hoa).update(valid_to=play.now)
    later = play.now + timedelta(days=1)
    assert [orphan.why for orphan in queries.orphans(now=later)] == ["người được giao không còn giữ vai trò"]
    play("dung", "stop", reason="x")
    assert queries.orphans(now=later) == []


def test_a_queue_whose_role_nobody_holds_is_found(play, ground):
    from motcua.people.models import RoleGrant

    RoleGrant.objects.filter(role="reception").update(valid_to=play.now)
    later = play.now + timedelta(days=1)
    assert [orphan.why for orphan in queries.orphans(now=later)] == ["bước không ai giữ vai trò"]


def test_a_dossier_given_to_another_officer_moves_with_its_open_step(play, ground):
    from motcua.people.models import RoleGrant, Unit

    unit = Unit.objects.get(key=play.dossier.unit_id)
    RoleGrant.objects.create(
        account=ground.quang, unit=unit, role="case_officer", valid_from=play.now - timedelta(days=1), granted_by="x"
    )
    play("minh", "accept")
    play("hoa", "assign")
    assert open_task(play).assignee_id == ground.hoa.pk
    play("dung", "assign", officer=str(ground.quang.pk))
    assert open_task(play).assignee_id == ground.quang.pk
    assert play.dossier.lead_id is not None
    assert play("hoa", "place_hold", code="x", words="x", blocks=["forward"]).state == State.IN_PROGRESS
    grants = {name: people.grants(getattr(ground, name), play.now) for name in ("hoa", "quang")}
    held = {name: queries.waiting(account=getattr(ground, name), grants=grants[name]) for name in grants}
    assert held == {"hoa": 0, "quang": 1}


@pytest.mark.parametrize("allowed", [True, False])
def test_waiting_for_a_fee_stops_the_legal_clock_only_under_a_sector_rule(begin, procedure, allowed):
    fee = Fee("fee", 50_000)
    code = procedure("9.100009", time_limit=TimeLimit(10, "working_day", ""), fees=(fee,))
    play = begin(procedure_code=code)
    before = play("minh", "accept").legal_due
    if allowed:
        allow_pause(play, code, "payment")
    play("hoa", "assign")
    play.now += timedelta(days=1)
    assert play("hoa", "request_payment", amount=50_000).legal_due == before
    play.now += timedelta(days=7)
    done = play("minh", "confirm_payment", channel="counter")
    assert local_date(done.legal_due) == local_date(before) + timedelta(days=7 * allowed)
    assert queries.proofs(done).legal.at == done.legal_due


def test_what_holds_the_return_back_can_be_taken_away_when_the_result_is_there(signed):
    """A hold must never outlive everybody who could end it: whatever it blocks, somebody may release it there."""
    signed("hoa", "place_hold", code="original", words="Chờ bản chính", blocks=["return_result"])
    signed("van", "issue", file=signed.dossier.result.signed_file, number_symbol="01/X", on=signed.now.date())
    assert signed("minh", "return_result", how="counter").code == "held"
    assert "release_hold" in queries.verbs_for(queries.for_work(signed.dossier.pk), signed.cast.actor("hoa"))
    signed("hoa", "release_hold", code="original")
    assert signed("minh", "return_result", how="counter").state == State.RETURNED


@pytest.mark.parametrize("verb", sorted(HOLDABLE))
def test_in_every_state_in_which_a_verb_may_be_held_the_hold_may_be_ended(verb):
    assert STEPS[verb].sources <= STEPS["release_hold"].sources


def test_a_hold_that_outlasts_the_result_stops_the_clock_only_until_then(begin, procedure, sheet):
    code = procedure("9.100009", time_limit=TimeLimit(10, "working_day", ""))
    play = begin(procedure_code=code)
    play("minh", "accept")
    play("hoa", "assign")
    allow_pause(play, code, "council")
    play("hoa", "draft_result", kind="approval", title="Cấp", body=["Điều 1."], file=sheet)
    play("hoa", "place_hold", code="council", words="Họp hội đồng", blocks=["return_result"], pauses_clock=True)
    play("hoa", "forward")
    play("dung", "forward")
    play("son", "sign", file=sheet, certificate="c", digest="d")
    issued = play("van", "issue", file=sheet, number_symbol="01/X", on=play.now.date())
    play.now += timedelta(days=30)
    play("hoa", "release_hold", code="council")
    assert ClockSpan.objects.get(dossier=play.dossier, kind="hold").ended_at == issued.finished_at
    assert clocks.legal(play.dossier).at == play.dossier.legal_due
