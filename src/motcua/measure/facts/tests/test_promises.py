"""Extensions, apologies and moved dates as facts: the promise stands beside the law and never in its place."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from motcua.kernel.time import TZ
from motcua.measure.facts import rules

START = datetime(2024, 3, 5, 9, 0, tzinfo=TZ)
DUE, LATER = START + timedelta(days=7), START + timedelta(days=12)


@dataclass
class Told:
    type: str
    payload: dict = field(default_factory=dict)
    occurred_at: datetime = START
    stream_id: str = "a"
    source: str = "decided"


def folded(*events):
    fact = None
    for event in events:
        fact = rules.fold(fact, event)
    return fact


ACCEPTED = Told("dossier.accepted", {"legal_due": DUE.isoformat(), "portal_due": DUE.isoformat()})
APOLOGY = Told("dossier.apologised", {"promised_due": LATER.isoformat(), "late": True})


def late(fact, finished):
    return rules.on_time(due=fact.legal_due, finished=finished, unit="working_day", now=finished) is False


def test_an_apology_promises_another_day_and_makes_nothing_on_time():
    fact = folded(ACCEPTED, APOLOGY)
    assert (fact.legal_due, fact.original_due, fact.promised_due, fact.apology_late) == (DUE, DUE, LATER, True)
    assert late(fact, LATER)


def test_a_lawful_extension_moves_the_date_and_keeps_the_original():
    fact = folded(ACCEPTED, Told("dossier.extended", {"legal_due": LATER.isoformat()}))
    assert (fact.legal_due, fact.original_due, fact.extended) == (LATER, DUE, True)
    assert not late(fact, LATER)


def test_a_moved_date_keeps_the_original_too():
    fact = folded(ACCEPTED, Told("dossier.due_moved", {"legal_due": LATER.isoformat(), "portal_due": "?"}))
    assert (fact.legal_due, fact.original_due, fact.portal_due) == (LATER, DUE, DUE)


def test_a_new_count_after_a_supplement_voids_the_promise():
    again = START + timedelta(days=30)
    fact = folded(ACCEPTED, APOLOGY, Told("dossier.supplemented", {"legal_due": again.isoformat()}))
    assert (fact.legal_due, fact.original_due, fact.promised_due) == (again, again, None)


def test_what_such_an_event_lacks_leaves_the_fact_as_it_was():
    fact = folded(ACCEPTED, Told("dossier.apologised", {"promised_due": 7}), Told("dossier.extended", {}))
    assert (fact.legal_due, fact.promised_due, fact.apology_late) == (DUE, None, None)
