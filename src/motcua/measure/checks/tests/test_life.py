"""A finding's life: from an observed history to a decision; looking twice adds nothing; the log tells it again."""

import json
from datetime import date, datetime, timedelta
from io import StringIO
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command

from motcua.kernel.actors import SYSTEM
from motcua.kernel.audit.models import Event
from motcua.kernel.audit.services import StreamRef, observe
from motcua.kernel.time import TZ
from motcua.measure.checks import services
from motcua.measure.checks.models import FigureFinding
from motcua.measure.checks.rules import Refusal
from motcua.measure.indicators.rules import parse_period
from motcua.measure.signals.models import Signal
from tests.html import check

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 1, 15, 9, tzinfo=TZ)
YEAR = parse_period("2024")
LIST = "/lam-viec/kiem-tra-so-lieu/"
UNIT = "sgddt-qlcl"


def history(day, *, due=True, moments=1, reused=False):
    """A dossier of another system: accepted and ended `moments` days later."""
    stream, key = StreamRef("dossier", str(uuid4())), uuid4().hex[:8]
    begun = datetime.combine(day, datetime.min.time(), tzinfo=TZ).replace(hour=9)
    papers = [{"code": "TP1", "digitise": True, "file": True, "reused": reused, "source": ""}]
    told = [
        ("submitted", begun, {"procedure": "1", "agency": "a", "unit": UNIT, "channel": 2, "components": papers}),
        ("accepted", begun, {"code": f"H-{key}", **({"legal_due": (begun + timedelta(9)).isoformat()} if due else {})}),
        ("issued", begun + timedelta(moments), {"result_kind": "approval", "state": 9}),
    ]  # fmt: skip
    for version, (verb, at, payload) in enumerate(told):
        observe(
            stream=stream, expected_version=version, type=f"dossier.{verb}", payload=payload, actor=SYSTEM,
            occurred_at=at, recorded_at=at, command_id=f"{key}:{version}", publish=False,
        )  # fmt: skip
    return stream.id


@pytest.fixture
def without_due():
    """Ten dossiers of another system; three have no due date."""
    for n in range(7):
        history(date(2024, 3, 4) + timedelta(n))
    return {history(date(2024, 3, 4) + timedelta(n), due=False) for n in range(3)}


def decide(cast, finding, outcome, name="kiem", reason="Thủ tục không có thời hạn."):
    return services.decide(
        finding_id=finding.pk, outcome=outcome, reason=reason, by=cast.actor(name), now=NOW, command_id=str(uuid4())
    )


def test_an_unlawful_history_of_another_system_becomes_a_finding_with_its_dossiers(without_due):
    services.look(period=YEAR, now=NOW)
    (finding,) = FigureFinding.objects.all()
    assert (finding.check_id, finding.unit, finding.flagged, finding.looked) == ("no_due", UNIT, 3, 10)
    assert {row["dossier"] for row in finding.evidence} == without_due
    assert finding.figure["official"] == [7, 7]
    assert finding.figure["robust"] == [7, 10]
    assert finding.thresholds == "audit_checks_2024"


def test_looking_twice_adds_nothing_and_the_log_tells_it_again(without_due):
    services.look(period=YEAR, now=NOW)
    events, before = Event.objects.count(), FigureFinding.objects.values().get()
    assert services.look(period=YEAR, now=NOW + timedelta(1)).told == 0
    assert Event.objects.count() == events
    services.rebuild()
    assert FigureFinding.objects.values().get() == before


def test_what_is_explained_stays_so_until_there_is_new_evidence(cast, without_due):
    services.look(period=YEAR, now=NOW)
    finding = decide(cast, FigureFinding.objects.get(), "explained")
    assert finding.state == "explained"
    history(date(2024, 3, 8))
    services.look(period=YEAR, now=NOW)
    assert FigureFinding.objects.get().state == "explained"
    history(date(2024, 3, 8), due=False)
    services.look(period=YEAR, now=NOW)
    assert FigureFinding.objects.get().state == "open"


def test_what_is_sent_asks_the_unit_and_the_inspector_judges(cast, without_due):
    services.look(period=YEAR, now=NOW)
    finding = decide(cast, FigureFinding.objects.get(), "sent")
    signal = Signal.objects.get()
    assert (finding.state, finding.signal) == ("sent", str(signal.pk))
    assert (signal.rule, signal.unit, signal.state, len(signal.evidence)) == ("figures", UNIT, "open", 3)
    assert cast.client("dung").get(f"/lam-viec/dau-hieu/{signal.pk}/").status_code == 200
    page = BeautifulSoup(cast.client("thanh").get("/lam-viec/dau-hieu/").content, "html.parser").main
    assert "Số liệu cần giải trình" in page.text
    assert isinstance(decide(cast, finding, "explained"), Refusal)


@pytest.mark.parametrize(
    ("name", "outcome", "reason"), [("an", "sent", "vì"), ("kiem", "x", "vì"), ("kiem", "sent", " ")]
)
def test_no_decision_without_office_outcome_and_reason(cast, without_due, name, outcome, reason):
    services.look(period=YEAR, now=NOW)
    finding = FigureFinding.objects.get()
    assert isinstance(decide(cast, finding, outcome, name, reason), Refusal)
    assert FigureFinding.objects.get().state == "open"


def test_what_is_mended_is_gone(without_due):
    services.look(period=YEAR, now=NOW)
    for key in without_due:
        payload = {"legal_due": NOW.isoformat(), "state": 9}
        observe(
            stream=StreamRef("dossier", key), expected_version=3, type="dossier.due_moved", payload=payload,
            actor=SYSTEM, occurred_at=NOW, recorded_at=NOW, command_id=f"mend:{key}", publish=False,
        )  # fmt: skip
    assert services.look(period=YEAR, now=NOW).gone == 1
    assert FigureFinding.objects.get().state == "gone"


def test_the_command_prints_findings_with_evidence(without_due):
    out = StringIO()
    call_command("audit", "checks", "--period", "2024", "--json", stdout=out)
    told = json.loads(out.getvalue())
    (finding,) = told["findings"]
    assert finding["check"] == "no_due"
    assert {row["dossier"] for row in finding["evidence"]} == without_due
    assert len(told["checks"]) == 11
    assert not FigureFinding.objects.exists()


def test_the_control_officer_goes_from_the_list_to_the_dossiers_and_decides(cast, without_due):
    services.look(period=YEAR, now=NOW)
    client, finding = cast.client("kiem"), FigureFinding.objects.get()
    page = client.get(LIST)
    assert check(page.content.decode()) == []
    assert f"{LIST}{finding.pk}/" in page.content.decode()
    one = client.get(f"{LIST}{finding.pk}/")
    assert check(one.content.decode()) == []
    main = BeautifulSoup(one.content, "html.parser").main
    assert len(main.select("table tbody tr a")) == 3
    refused = client.post(f"{LIST}{finding.pk}/xu-ly/", {"outcome": "explained"})
    assert refused.status_code == 422
    done = client.post(f"{LIST}{finding.pk}/xu-ly/", {"outcome": "explained", "reason": "Đã hỏi."}, follow=True)
    assert "Đã làm rõ" in done.content.decode()
