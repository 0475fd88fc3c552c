"""The demo year: lawful-looking, repeatable, complete enough to show everything, and never about anybody."""

import json
from collections import Counter
from datetime import datetime

import pytest
from django.core.management import call_command
from django.db import transaction

from motcua.instance import demo
from motcua.instance.demo import player
from motcua.kernel.actors import Actor
from motcua.kernel.audit import queries as log
from motcua.kernel.audit.models import Event
from motcua.kernel.time import TZ, local_date
from motcua.law import queries as law
from motcua.measure.facts import services as facts
from motcua.measure.indicators import queries as indicators
from motcua.measure.indicators.rules import parse_period
from motcua.operate.catalogue import services as catalogue
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers import services
from motcua.operate.dossiers.models import Dossier, Paper, Result
from motcua.operate.dossiers.rules import Application, Channel, Party
from motcua.operate.dossiers.services import signature_reports
from motcua.operate.processes import services as processes
from motcua.people.models import Account, Applicant
from tests.plugin import load_reference

YEAR, NUMBER, SEED = 2024, 60, 7
NOW = datetime(2025, 2, 3, 10, 0, tzinfo=TZ)
MARK = "(minh hoạ)"


def quiet(text: str) -> None:
    """Nobody listens."""


def make(**changes):
    return demo.fill(**({"year": YEAR, "dossiers": NUMBER, "seed": SEED, "now": NOW, "say": quiet} | changes))


def snapshot() -> list[tuple]:
    """What must be the same again: codes, people, dates, channels, outcomes."""
    columns = ("code", "procedure__code", "owner__full_name", "owner__identity_number", "filer__full_name", "channel")
    dates = ("submitted_at", "accepted_at", "legal_due", "finished_at", "returned_at", "state", "rating", "unit_id")
    return list(Dossier.objects.order_by("submitted_at", "owner__full_name").values_list(*columns, *dates))


@pytest.fixture(scope="module")
def ground(django_db_setup, django_db_blocker):
    """The starter data in a transaction that this module alone sees and that is rolled back."""
    with django_db_blocker.unblock():
        block = transaction.atomic()
        block.__enter__()
        try:
            if not Account.objects.filter(is_demo=True).exists():
                load_reference()
            catalogue.load_starter(now=NOW)
            processes.load(now=NOW)
            yield
        finally:
            transaction.set_rollback(True)
            block.__exit__(None, None, None)


@pytest.fixture(scope="module")
def first_time(ground):
    """The same run made once before and taken back."""
    assert demo.is_empty()
    with transaction.atomic():
        make()
        seen = snapshot()
        transaction.set_rollback(True)
    assert demo.is_empty()
    return seen


@pytest.fixture(scope="module")
def year(first_time):
    """The year that most tests look at."""
    return make()


def test_the_same_seed_makes_the_same_dossiers(first_time, year):
    assert len(first_time) == NUMBER
    assert snapshot() == first_time


def test_the_same_run_again_adds_nothing(year):
    events = Event.objects.count()
    assert make().new == 0
    assert Event.objects.count() == events


def test_another_seed_adds_other_dossiers(year):
    with transaction.atomic():
        more = make(seed=8, dossiers=12)
        assert more.new == 12
        assert Dossier.objects.count() == NUMBER + 12
        assert dossiers.orphans() == []
        transaction.set_rollback(True)


class Killed(Exception):
    """The process ended in the middle of a run."""


@pytest.fixture
def interrupted(year, monkeypatch):
    """A run of twelve dossiers that was killed while one was being handled, in a transaction that is taken back."""
    played = []
    act = player.Player._act

    def until_killed(self, index, number, step, life):
        played.append(step)
        if len(played) > 50 and step.verb == "forward":
            raise Killed
        return act(self, index, number, step, life)

    with transaction.atomic():
        monkeypatch.setattr(player.Player, "_act", until_killed)
        with pytest.raises(Killed):
            make(seed=9, dossiers=12)
        monkeypatch.undo()
        yield Event.objects.filter(stream_kind="dossier", command_id__startswith=f"demo:{YEAR}.9.12:")
        transaction.set_rollback(True)


def test_a_run_that_was_interrupted_goes_on_where_it_stopped(interrupted):
    before = set(interrupted.values_list("command_id", flat=True))
    assert before
    done = make(seed=9, dossiers=12)
    assert done.acts == interrupted.count() - len(before)
    assert sum(done.states.values()) == 12
    assert done.own_signatures + done.shared_signatures + done.on_paper == done.finished
    assert dossiers.orphans() == []


def test_a_dossier_that_somebody_took_over_meanwhile_is_theirs(interrupted):
    ids = [event.stream_id for event in interrupted.filter(version=1)]
    taken = next(row for row in Dossier.objects.filter(pk__in=ids).order_by("pk") if row.state == 4)
    by = Actor("official", str(Account.objects.get(username="minh").pk), "reception", "sgddt-mc")
    services.act(dossier_id=taken.pk, verb="withdraw", by=by, now=NOW, command_id="somebody", data={"reason": "Đổi ý"})
    done = make(seed=9, dossiers=12)
    assert done.left == 1
    assert Dossier.objects.get(pk=taken.pk).state == 7
    assert dossiers.orphans() == []


def test_nothing_is_orphaned_and_the_facts_agree_with_the_events(year):
    assert dossiers.orphans() == []
    assert list(facts.check()) == []


def test_the_log_holds_and_its_days_are_sealed(year):
    report = log.verify()
    assert report.ok, report.problems
    assert report.sealed_days > 100


def test_nine_of_the_ten_states_can_be_seen(year):
    """State 6 needs a published fee, and the reference data has none: nothing is invented to show it."""
    assert set(Dossier.objects.values_list("state", flat=True)) == set(range(1, 11)) - {6}
    assert sum(year.states.values()) == NUMBER


def test_nothing_happens_on_a_holiday_and_officials_keep_office_hours(year):
    calendar = law.calendar()
    for event in Event.objects.filter(stream_kind="dossier"):
        at = event.occurred_at.astimezone(TZ)
        assert at.date() not in calendar.days_off, f"{event.type} {at}"
        if event.actor_kind == "official":
            assert calendar.is_working(at.date()), f"{event.type} {at}"
            assert calendar.hours_on(at.date()).contains(at.time()), f"{event.type} {at}"


def test_nothing_lies_in_the_future_and_time_runs_forward(year):
    last: dict[str, datetime] = {}
    for event in Event.objects.filter(stream_kind="dossier").order_by("position"):
        assert event.occurred_at <= year.until
        assert event.occurred_at >= last.get(event.stream_id, event.occurred_at)
        last[event.stream_id] = event.occurred_at


def test_a_running_year_ends_now(ground):
    now = datetime(2024, 4, 17, 10, 20, tzinfo=TZ)
    with transaction.atomic():
        made = make(now=now, seed=3, dossiers=40)
        own = Event.objects.filter(command_id__startswith=f"demo:{YEAR}.3.40:", stream_kind="dossier")
        newest = max(own.values_list("occurred_at", flat=True))
        assert newest <= now
        assert local_date(newest) == now.date()
        assert made.states["submitted"] >= 1
        transaction.set_rollback(True)


def test_everybody_in_it_says_so(year):
    owners = Applicant.objects.exclude(full_name="")
    assert owners.count() > 20
    assert all(row.full_name.endswith(MARK) for row in owners)
    assert all(row.identity_number.startswith("099") for row in owners.exclude(identity_number=""))
    assert all(row.phone.startswith("0199") for row in owners.exclude(phone=""))
    assert all(row.email.endswith(".example") for row in owners.exclude(email=""))
    assert all(account.full_name.endswith(MARK) for account in Account.objects.filter(is_demo=True))
    assert all(result.title.endswith(MARK) for result in Result.objects.all())


def test_nobody_can_sign_in_as_an_applicant_of_the_demo(year):
    made = Account.objects.filter(username__startswith="mh.")
    assert made.exists()
    assert not made.filter(is_active=True).exists()
    assert not any(account.has_usable_password() for account in made[:5])


def test_no_event_holds_what_identifies_a_person(year):
    texts = [json.dumps(payload, ensure_ascii=False) for payload in Event.objects.values_list("payload", flat=True)]
    everything = "\n".join(texts)
    for row in Applicant.objects.exclude(full_name=""):
        for personal in (row.full_name.removesuffix(MARK).strip(), row.identity_number, row.phone, row.email):
            assert not personal or personal not in everything


def test_every_electronic_result_carries_signatures_that_hold(year):
    issued = Result.objects.exclude(issued_file=None).select_related("issued_file")
    files = {result.issued_file_id: result.issued_file for result in issued}
    assert year.own_signatures + year.shared_signatures == issued.count()
    assert year.own_signatures >= 1
    assert len(files) >= year.own_signatures + 2
    for stored in files.values():
        reports = signature_reports(stored)
        assert len(reports) == 2
        assert all(report.valid and report.intact for report in reports)


def test_a_draft_that_waits_for_its_signature_is_one_of_its_own(year):
    waiting = Result.objects.filter(issued_on=None)
    assert waiting.exists()
    drafts = Counter(Result.objects.values_list("draft_file_id", flat=True))
    assert all(drafts[result.draft_file_id] == 1 for result in waiting)


def test_papers_are_used_again_only_by_their_owner(year):
    again = Paper.objects.exclude(reused_from=None).select_related("dossier__owner", "reused_from__dossier__owner")
    assert again.exists()
    for paper in again:
        earlier = paper.reused_from
        assert earlier.dossier.owner.identity_index == paper.dossier.owner.identity_index != ""
        assert earlier.component_code == paper.component_code
        assert earlier.handed_in_at < paper.handed_in_at


def test_all_twelve_indicators_have_a_value(year):
    figures = indicators.figures(parse_period(str(YEAR)), now=NOW)
    assert len(figures) == 12
    assert all(figure.value is not None for figure in figures), [f.code for f in figures if f.value is None]
    assert any(figure.met for figure in figures)
    assert not all(figure.met for figure in figures)


def test_the_run_says_in_the_log_what_is_signed_how(year):
    event = Event.objects.get(stream_kind="demo", type="demo.finished")
    assert event.payload["own_signatures"] == year.own_signatures
    assert event.payload["shared_signatures"] == year.shared_signatures


def test_the_demo_stays_away_from_real_dossiers(ground):
    with transaction.atomic():
        application = Application(
            procedure_code="3.000465", channel=Channel.ONLINE, owner=Party(full_name="Somebody real")
        )
        by = Actor("applicant", "anonymous", "applicant")
        services.submit(application=application, by=by, now=NOW, command_id="real:1")
        assert demo.real_dossiers() == 1
        with pytest.raises(demo.DemoRefused, match="1 dossiers that are not demo"):
            make(seed=5)
        assert make(seed=5, dossiers=5, force=True).new == 5
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"year": 1999}, "calendar knows"), ({"year": 2026}, "has not begun"), ({"dossiers": 0}, "at least 1")],
)
def test_what_cannot_be_filled_is_refused_in_words(ground, changes, words):
    with pytest.raises(demo.DemoRefused, match=words):
        make(**changes)


def test_an_instance_without_catalogue_is_told_what_to_run(db, cast):
    with pytest.raises(demo.DemoRefused, match="motcua setup"):
        make()


def test_a_young_year_leaves_the_demo_to_the_year_before():
    assert demo.default_year(datetime(2026, 1, 20, tzinfo=TZ)) == 2025
    assert demo.default_year(datetime(2026, 11, 23, tzinfo=TZ)) == 2026


def test_the_command_prints_one_summary(ground, capsys):
    with transaction.atomic():
        call_command("demo", year=YEAR, dossiers=8, seed=11, force=True, json=True)
        answer = json.loads(capsys.readouterr().out)
        assert answer["dossiers"] == 8
        assert sum(answer["states"].values()) == 8
        call_command("demo", year=YEAR, dossiers=8, seed=11, force=True)
        assert "nothing added" in capsys.readouterr().out
        transaction.set_rollback(True)
