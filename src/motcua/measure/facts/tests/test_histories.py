"""Facts of whatever history: folding never breaks, its rows fit the table, and the check finds every difference."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.kernel.actors import SYSTEM
from motcua.kernel.audit.services import StreamRef, observe
from motcua.measure.facts import services
from motcua.measure.facts.models import DossierFact, PaymentFact
from motcua.measure.facts.rules import HANDLERS, Fact, fold, on_time
from motcua.measure.facts.tests.test_rules import DAY, Event

KINDS = [*sorted(HANDLERS), "dossier.payment_confirmed", "dossier.withdrawn", "dossier.stopped", "dossier.unheard"]
NAMES = [
    "state", "code", "components", "channel", "score", "unit", "receipt_unit", "procedure", "version_id", "agency",
    "origin", "assisted", "paper_result", "limit", "legal_due", "portal_due", "electronic", "signed", "result_kind",
    "amount", "paper", "digitise", "file", "reused",
]  # fmt: skip
anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.sampled_from(["2024-02-20T17:00:00+07:00", "2024-02-20T17:00:00", "0001-01-01T00:00:00+14:00", "x" * 100])
    | st.text(st.characters(exclude_characters="\x00", exclude_categories=("Cs",)), max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=6,
)
histories = st.lists(
    st.tuples(st.sampled_from(KINDS), st.dictionaries(st.sampled_from(NAMES), anything, max_size=6)),
    min_size=1,
    max_size=6,
)


def folded(history: list[tuple[str, dict[str, Any]]]) -> Fact:
    fact = None
    for kind, said in history:
        fact = fold(fact, Event(kind, said))
    assert fact is not None
    return fact


@given(histories)
def test_whatever_an_event_says_folding_gives_facts(history):
    """Histories observed elsewhere may say anything; an odd word is an odd figure, never a lost dossier."""
    fact = folded(history)
    assert fact.events == len(history)
    assert 0 <= fact.digitised <= fact.digitise_marked <= len(fact.papers)
    assert fact.state in range(1, 11)
    assert all(at is None or at.tzinfo for at in (fact.legal_due, fact.portal_due))


@given(histories)
@settings(max_examples=15)
@pytest.mark.django_db
def test_whatever_was_observed_is_stored_and_folds_to_the_same_again(history):
    point = transaction.savepoint()
    stream = StreamRef("dossier", str(uuid4()))
    for version, (kind, said) in enumerate(history):
        observe(
            stream=stream, expected_version=version, type=kind, payload=said, actor=SYSTEM, occurred_at=DAY,
            recorded_at=DAY, command_id=str(uuid4()),
        )  # fmt: skip
    assert list(services.check()) == []
    rows = [list(model.objects.order_by("pk").values()) for model in (DossierFact, PaymentFact)]
    services.rebuild()
    assert [list(model.objects.order_by("pk").values()) for model in (DossierFact, PaymentFact)] == rows
    transaction.savepoint_rollback(point)


instants = st.datetimes(
    *(datetime(year, 1, 1, tzinfo=UTC).replace(tzinfo=None) for year in (2020, 2030)), timezones=st.just(UTC)
)
units = st.sampled_from(["working_hour", "working_day", "day", "month", ""])


@given(instants, instants, st.timedeltas(timedelta(0), timedelta(days=400)), units)
def test_finishing_later_never_makes_a_dossier_more_punctual(due, finished, more, unit):
    late = finished + more
    was = on_time(due=due, finished=finished, unit=unit, now=finished)
    becomes = on_time(due=due, finished=late, unit=unit, now=late)
    assert becomes <= was


@given(instants, instants, st.timedeltas(timedelta(0), timedelta(days=400)), units)
def test_a_later_due_date_never_makes_a_dossier_late(due, finished, more, unit):
    assert on_time(due=due, finished=finished, unit=unit, now=finished) <= on_time(
        due=due + more, finished=finished, unit=unit, now=finished
    )


@given(instants, units)
def test_what_is_finished_at_the_due_instant_is_on_time(due, unit):
    """TT 01/2018/TT-VPCP: the date of the receipt is kept when the result is there on it."""
    assert on_time(due=due, finished=due, unit=unit, now=due) is True


@pytest.fixture
def paid(db):
    stream = StreamRef("dossier", str(uuid4()))
    for version, (kind, said) in enumerate(
        [("dossier.submitted", {"state": 1}), ("dossier.payment_confirmed", {"amount": 50_000, "channel": "portal"})]
    ):
        observe(
            stream=stream, expected_version=version, type=kind, payload=said, actor=SYSTEM, occurred_at=DAY,
            recorded_at=DAY, command_id=str(uuid4()),
        )  # fmt: skip
    assert list(services.check()) == []
    return stream


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda: DossierFact.objects.update(state=9), "state"),
        (lambda: DossierFact.objects.all().delete(), "row"),
        (lambda: PaymentFact.objects.update(amount=1), "payment"),
        (lambda: PaymentFact.objects.all().delete(), "payment"),
        (lambda: PaymentFact.objects.create(position=0, dossier_id=uuid4(), channel="x", paid_on=DAY), "payment"),
        (lambda: DossierFact.objects.bulk_create([_other()]), "rows"),
    ],
)
def test_the_check_finds_what_is_not_as_the_events_say(paid, change, field):
    change()
    assert field in {difference.field for difference in services.check()}
    services.rebuild()
    assert list(services.check()) == []


def _other() -> DossierFact:
    row = DossierFact.objects.get()
    row.pk = uuid4()
    return row
