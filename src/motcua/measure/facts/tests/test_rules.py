"""Folding: examples, and that no sequence of events breaks it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from motcua.measure.facts.rules import HANDLERS, Fact, fold, on_time

DAY = datetime(2024, 2, 6, 8, 20, tzinfo=UTC)


@dataclass
class Event:
    type: str
    payload: dict[str, Any] = field(default_factory=dict)
    occurred_at: datetime = DAY
    stream_id: str = "d1"
    source: str = "decided"


def folded(*events: Event) -> Fact:
    fact = None
    for event in events:
        fact = fold(fact, event)
    return fact


def test_a_dossier_is_counted_by_its_local_day_of_receipt():
    late_evening = datetime(2024, 2, 6, 17, 30, tzinfo=UTC)  # 00:30 of the 7th in Việt Nam
    fact = folded(Event("dossier.submitted", occurred_at=late_evening))
    assert str(fact.submitted_on) == "2024-02-07"


def test_a_supplement_replaces_the_paper_it_brings_again():
    old = {"paper": "p1", "code": "TP1", "digitise": True, "file": False, "reused": False}
    new = {"paper": "p2", "code": "TP1", "digitise": True, "file": True, "reused": False}
    fact = folded(
        Event("dossier.submitted", {"components": [old]}), Event("dossier.supplemented", {"components": [new]})
    )
    assert (fact.digitise_marked, fact.digitised) == (1, 1)


def test_a_result_that_is_a_document_must_be_electronic_to_be_fully_digitised():
    fact = folded(Event("dossier.submitted", {"paper_result": True}))
    assert not fact.fully_digitised
    assert folded(
        Event("dossier.submitted", {"paper_result": True}),
        Event("dossier.issued", {"electronic": True, "signed": True}),
    ).fully_digitised


def test_a_limit_of_days_is_kept_until_the_end_of_the_due_day():
    due = datetime(2024, 2, 20, 10, 0, tzinfo=UTC)
    evening = due + timedelta(hours=4)
    assert on_time(due=due, finished=evening, unit="working_day", now=evening) is True
    assert on_time(due=due, finished=evening, unit="working_hour", now=evening) is False
    assert on_time(due=None, finished=evening, unit="", now=evening) is None


payloads = st.dictionaries(
    st.sampled_from(["state", "code", "components", "channel", "score", "unit", "paper_result", "number"]),
    st.one_of(st.none(), st.booleans(), st.integers(0, 10), st.just([]), st.text(max_size=5)),
    max_size=4,
)


@given(st.lists(st.tuples(st.sampled_from([*sorted(HANDLERS), "dossier.unheard"]), payloads), min_size=1, max_size=12))
def test_no_sequence_of_events_breaks_folding(history):
    clean = [
        (kind, {k: v for k, v in said.items() if k != "components" or isinstance(v, list)}) for kind, said in history
    ]
    fact = folded(*(Event(kind, said) for kind, said in clean))
    assert fact.events == len(clean)
    assert 0 <= fact.digitised <= fact.digitise_marked
