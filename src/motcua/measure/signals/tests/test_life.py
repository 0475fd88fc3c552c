"""The life of a signal: found once, answered, judged, opened again only by new evidence; idempotent and rebuilt."""

import json
from datetime import datetime, timedelta
from io import StringIO
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command

from motcua.kernel.audit.models import Event
from motcua.kernel.audit.queries import version
from motcua.kernel.audit.services import StreamRef, observe
from motcua.kernel.time import TZ
from motcua.measure.facts.tests.finishing import Worker
from motcua.measure.signals import jobs, queries, services
from motcua.measure.signals.models import Signal
from motcua.measure.signals.rules import Refusal, signal_id
from tests.html import check

pytestmark = pytest.mark.django_db
MONDAY = datetime(2024, 3, 4, 8, 0, tzinfo=TZ)
DAY = timedelta(days=1)
LIST = "/lam-viec/dau-hieu/"


@pytest.fixture
def worker(cast, now):
    return Worker(cast, now)


@pytest.fixture
def asked_twice(worker):
    """A dossier for which a second paper was asked that had been there from the start."""
    dossier = worker.accept(MONDAY)
    worker.ask_again(dossier, "TP1")
    worker.ask_again(dossier, "TP2", name="dung", wait=2 * DAY)
    return dossier


def found(rule, dossier):
    return Signal.objects.filter(pk=signal_id(rule, str(dossier.pk), "")).first()


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, answer.status_code
    assert check(answer.content.decode()) == []
    return BeautifulSoup(answer.content, "html.parser").main


def import_request(worker, dossier, code):
    """A third request, as another system reports it: here nobody may make it (NĐ 63/2010/NĐ-CP điều 20 khoản 4)."""
    stream = StreamRef("dossier", str(dossier.pk))
    observe(
        stream=stream, expected_version=version(stream), type="dossier.supplement_requested",
        payload={"components": [code], "number": 3, "state": 5}, actor=worker.cast.actor("dung"),
        occurred_at=worker.now, recorded_at=worker.now, command_id=str(uuid4()),
    )  # fmt: skip


def judge(cast, signal, outcome="unfounded", *, at, name="thanh", reason="Đã xem hồ sơ"):
    return services.judge(
        signal_id=signal.pk, outcome=outcome, reason=reason, by=cast.actor(name), now=at, command_id=str(uuid4())
    )


def test_a_second_request_is_a_question_with_its_events(asked_twice, worker, cast):
    looked = services.look(now=worker.now)
    assert looked.raised >= 1
    signal = found("supplements", asked_twice)
    assert (signal.state, signal.officer, signal.unit) == ("open", str(cast.hoa.pk), "sgddt-qlcl")
    assert len(signal.evidence) == 2
    assert signal.evidence[0]["at"].startswith("2024-03-04")
    assert "2 lần" in signal.words
    assert signal.thresholds == "discipline_signals_2024"


def test_the_same_evidence_gives_the_same_signal(asked_twice, worker):
    first = services.look(now=worker.now)
    before = Event.objects.count()
    again = services.look(now=worker.now, whole=True)
    later = services.look(now=worker.now + timedelta(hours=1))
    assert first.raised > 0
    assert (again.raised, again.added, again.reopened, later.raised) == (0, 0, 0, 0)
    assert Event.objects.count() == before


def test_an_answer_and_a_judgement_close_it_and_only_new_evidence_opens_it(asked_twice, worker, cast):
    services.look(now=worker.now)
    signal = found("supplements", asked_twice)
    answered = services.answer(
        signal_id=signal.pk, text="Người dân nộp nhầm bản", heads=frozenset(), by=cast.actor("hoa"), now=worker.now,
        command_id=str(uuid4()),
    )  # fmt: skip
    assert answered.state == "answered"
    assert judge(cast, signal, at=worker.now).state == "unfounded"
    assert services.look(now=worker.now, whole=True).reopened == 0
    assert found("supplements", asked_twice).state == "unfounded"
    worker.now += DAY
    import_request(worker, asked_twice, "TP1")
    assert services.look(now=worker.now).reopened >= 1
    again = found("supplements", asked_twice)
    assert (again.state, again.times_raised, len(again.evidence)) == ("open", 2, 3)


def test_what_needs_more_stays_open_and_gets_evidence_added(asked_twice, worker, cast):
    services.look(now=worker.now)
    signal = found("supplements", asked_twice)
    assert judge(cast, signal, "needs_more", at=worker.now).state == "needs_more"
    import_request(worker, asked_twice, "TP1")
    assert services.look(now=worker.now).reopened == 0
    assert (found("supplements", asked_twice).state, len(found("supplements", asked_twice).evidence)) == (
        "needs_more",
        3,
    )


def test_refusals_say_who_could(asked_twice, worker, cast):
    services.look(now=worker.now)
    signal = found("supplements", asked_twice)
    assert judge(cast, signal, at=worker.now, name="kiem").code == "wrong_role"
    assert judge(cast, signal, at=worker.now, reason="  ").code == "no_text"
    assert judge(cast, signal, "maybe", at=worker.now).code == "no_outcome"
    refused = services.answer(
        signal_id=signal.pk, text="x", heads=frozenset(), by=cast.actor("quang"), now=worker.now, command_id="c1"
    )
    assert isinstance(refused, Refusal)
    judge(cast, signal, at=worker.now)
    assert judge(cast, signal, at=worker.now).code == "judged"


def test_a_repeated_command_changes_nothing(asked_twice, worker, cast):
    services.look(now=worker.now)
    signal = found("supplements", asked_twice)
    call = {"signal_id": signal.pk, "outcome": "founded", "reason": "Đúng", "by": cast.actor("thanh")}
    for _ in range(2):
        made = services.judge(**call, now=worker.now, command_id="once")
    assert (made.state, made.version) == ("founded", 2)
    assert len(queries.texts(signal.pk)) == 1


def test_events_hold_no_words_of_people_and_rows_are_rebuilt_from_them(asked_twice, worker, cast):
    services.look(now=worker.now)
    signal = found("supplements", asked_twice)
    judge(cast, signal, at=worker.now, reason="Lời của thanh tra zqx")
    payloads = json.dumps(list(Event.objects.filter(stream_kind="signal").values_list("payload", flat=True)))
    assert "zqx" not in payloads
    assert "Nguyễn" not in payloads
    before = list(Signal.objects.order_by("pk").values())
    Signal.objects.filter(pk=signal.pk).update(state="open", words="")
    services.rebuild()
    assert list(Signal.objects.order_by("pk").values()) == before


def test_a_silent_dossier_is_found_while_it_is_silent_and_once_only(worker):
    dossier = worker.accept(MONDAY)
    assert services.look(now=MONDAY + 2 * DAY).raised == 0
    services.look(now=MONDAY + 14 * DAY)
    signal = found("silent", dossier)
    assert signal is not None
    assert "10 ngày làm việc" in signal.words
    jobs.look(MONDAY + 15 * DAY)
    assert len(found("silent", dossier).evidence) == 1


def test_an_honest_dossier_gives_no_signal(worker):
    dossier = worker.accept(MONDAY)
    worker.ask_again(dossier, "TP1")
    worker.finish(dossier)
    assert services.look(now=worker.now, whole=True).found == 0


def test_the_inspector_sees_counts_and_judges_on_the_page(asked_twice, worker, cast):
    services.look(now=worker.now)
    thanh = cast.client("thanh")
    main = page(thanh, LIST)
    assert "Yêu cầu bổ sung nhiều lần" in main.get_text()
    assert "Chờ giải trình" in main.get_text()
    link = next(a["href"] for a in main.select("tbody th a") if "nhiều lần" in a.get_text())
    one = page(thanh, link)
    assert len(one.select("section[aria-labelledby=chung-cu] tbody a")) == 2
    assert one.find(id="tra-loi") is None
    answer = thanh.post(f"{link}ket-luan/", {"outcome": "founded", "reason": ""})
    assert answer.status_code == 422
    answer = thanh.post(f"{link}ket-luan/", {"outcome": "founded", "reason": "Đã rõ"}, follow=True)
    assert "Kết luận: có căn cứ" in answer.content.decode()
    assert "Đã rõ" in answer.content.decode()
    assert page(thanh, f"{LIST}?trang-thai=founded").select("tbody th a")
    assert page(thanh, f"{LIST}?trang-thai=founded&loai=silent&donvi=sgddt-qlcl&trang=9")


def test_who_is_asked_finds_the_question_and_answers_it(asked_twice, worker, cast):
    services.look(now=worker.now)
    hoa = cast.client("hoa")
    main = page(hoa, f"{LIST}cua-toi/")
    link = main.select_one("tbody th a")["href"]
    assert page(hoa, link).find(id="ket-luan") is None
    assert hoa.post(f"{link}giai-trinh/", {"text": ""}).status_code == 422
    assert "Vì bản mờ" in hoa.post(f"{link}giai-trinh/", {"text": "Vì bản mờ"}, follow=True).content.decode()
    assert cast.client("quang").get(link).status_code == 404
    assert page(cast.client("quang"), f"{LIST}cua-toi/").select("tbody") == []
    assert page(cast.client("dung"), LIST).select("tbody th a")  # the head of the unit sees it as well
    assert page(cast.client("an"), link).select("form") == []  # the auditor reads only


def test_the_commands_look_and_list(asked_twice, worker):
    out = StringIO()
    call_command("signals", "look", "--all", "--json", stdout=out)
    assert json.loads(out.getvalue())["raised"] >= 2
    out = StringIO()
    call_command("signals", "list", "--json", stdout=out)
    assert {"supplements", "late_defect"} <= {row["rule"] for row in json.loads(out.getvalue())}
    call_command("signals", "list", "--state", "open", stdout=out)
    call_command("signals", "rebuild", stdout=out)


def test_no_orphan_is_said_and_one_is_named_with_its_mending(asked_twice, worker, cast):
    from motcua.operate.dossiers.models import Task

    out = StringIO()
    call_command("orphans", "--json", stdout=out)
    assert json.loads(out.getvalue()) == {"count": 0, "orphans": []}
    assert "Không có hồ sơ nào" in page(cast.client("kiem"), "/lam-viec/khong-ai-giu/").get_text()
    Task.objects.filter(dossier=asked_twice.pk).update(closed_at=worker.now)
    out = StringIO()
    with pytest.raises(SystemExit) as caught:
        call_command("orphans", "--json", stdout=out)
    assert caught.value.code == 1
    row = json.loads(out.getvalue())["orphans"][0]
    assert row["why"] == "không có bước nào đang mở"
    assert "phân công lại" in row["mend"]
    main = page(cast.client("kiem"), "/lam-viec/khong-ai-giu/")
    assert "phân công lại" in main.get_text()
    assert main.select("tbody a")
    assert page(cast.client("quan"), "/lam-viec/khong-ai-giu/").select("tbody a") == []
