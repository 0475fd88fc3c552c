"""Cells: whatever happens in whatever order, folded or not, a figure is what counting the facts gives."""

from collections import Counter
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.kernel.time import TZ
from motcua.measure.facts import cells, queries, services
from motcua.measure.facts.models import DossierFact, FactCell
from motcua.measure.facts.rules import DONE, MARKS, RECEIVED, Fact, counted, in_whole_spans, span_of

DAYS = st.integers(0, 100).map(lambda n: date(2023, 12, 10) + timedelta(days=n))
SPANS = [
    [(date(2024, 1, 1), date(2024, 1, 31))],
    [(date(2024, 1, 15), date(2024, 2, 14))],
    [(date(2024, 1, 3), date(2024, 1, 9))],
    [(date(2023, 12, 20), date(2024, 3, 5))],
    [(date(2024, 1, 1), date(2024, 1, 31)), (date(2024, 2, 1), date(2024, 2, 20))],
]


@st.composite
def facts(draw, most=4):
    """One of a few dossiers, at whatever point of whatever life."""
    accepted = draw(st.none() | DAYS)
    finished = draw(st.none() | DAYS)
    at = datetime(finished.year, finished.month, finished.day, 9, tzinfo=TZ) if finished else None
    due = draw(st.none() | DAYS.map(lambda day: datetime(day.year, day.month, day.day, 17, tzinfo=TZ)))
    papers = {"p": {"code": "TP1", "digitise": True, "file": draw(st.booleans()), "reused": draw(st.booleans())}}
    return Fact(
        dossier_id=str(UUID(int=draw(st.integers(1, most)))), agency="a", unit=draw(st.sampled_from("uv")),
        procedure=draw(st.sampled_from("pq")), parent=draw(st.sampled_from(["", "", "", "x"])),
        channel=draw(st.sampled_from([None, 1, 2])), assisted=draw(st.booleans()), accepted_on=accepted,
        finished_on=finished, finished_at=at, closed_by=draw(st.sampled_from(["result", "withdrawn"])) if at else "",
        legal_due=due, portal_due=due, paper_result=draw(st.sampled_from([None, True, False])),
        result_electronic=draw(st.booleans()), result_signed=draw(st.booleans()), papers=papers,
        rating=draw(st.sampled_from([None, 1, 3, 5])), events=draw(st.integers(1, 3)),
    )  # fmt: skip


def within(day, parts):
    return day is not None and any(first <= day <= last for first, last in parts)


def plainly(parts, **scope):
    """Every mark counted one fact at a time."""
    total = Counter()
    for row in DossierFact.objects.filter(parent="", **scope):
        fact = services._fact(row)
        _, _, marks = counted(fact)
        for bit, name in enumerate(MARKS):
            day = fact.accepted_on if name in RECEIVED else fact.finished_on
            total[name] += (marks >> bit & 1) and within(day, parts)
    return {name: total[name] for name in MARKS}


def summed(parts, **asked):
    total = Counter()
    for tally in queries.tallies(parts, **asked):
        total.update(tally.counts)
    return {name: total[name] for name in MARKS}


def write(fact):
    """As the projector does: the row as it is now, the columns of the cells left alone."""
    row = services.row_of(fact)
    if DossierFact.objects.filter(pk=row.pk).exists():
        old = DossierFact.objects.get(pk=row.pk)
        row.events = old.events + 1
        row.save(update_fields=[f.name for f in services.COMPARED if not f.primary_key] + ["dirty"])
    else:
        row.save(force_insert=True)


@pytest.mark.django_db
def test_a_figure_is_exact_after_every_write_whether_or_not_it_was_folded():
    @settings(max_examples=20)
    @given(st.lists(facts() | st.just("fold") | st.just("rebuild"), max_size=12), st.sampled_from(SPANS))
    def check(steps, parts):
        with transaction.atomic():
            for step in steps:
                if step == "fold":
                    cells.fold()
                elif step == "rebuild":
                    cells.rebuild()
                else:
                    write(step)
                assert summed(parts) == plainly(parts)
                for unit in "uv":
                    assert summed(parts, unit=unit) == plainly(parts, unit=unit)
                by_unit = {t.key: t.counts["received"] for t in queries.tallies(parts[:1], by="unit")}
                assert sum(by_unit.values()) == plainly(parts[:1])["received"]
            cells.fold()
            assert list(cells.check()) == []
            assert not DossierFact.objects.filter(dirty=True).exists()
            transaction.set_rollback(True)

    check()


@pytest.mark.django_db
def test_the_order_in_which_dossiers_are_written_changes_no_figure():
    @settings(max_examples=10)
    @given(st.data(), st.lists(facts(most=1000), max_size=6, unique_by=lambda f: f.dossier_id))
    def check(data, made):
        seen = []
        for order in (made, data.draw(st.permutations(made))):
            with transaction.atomic():
                for fact in order:
                    write(fact)
                    if data.draw(st.booleans()):
                        cells.fold()
                seen.append([summed(parts) for parts in SPANS])
                transaction.set_rollback(True)
        assert seen[0] == seen[1]

    check()


@pytest.mark.django_db
def test_a_fact_that_is_written_while_it_is_folded_stays_dirty(monkeypatch):
    write(Fact(dossier_id=str(UUID(int=1)), agency="a", unit="u", accepted_on=date(2024, 1, 3), events=1))
    take = cells._take

    def slow(seen):
        DossierFact.objects.update(events=2)
        return take(seen)

    monkeypatch.setattr(cells, "_take", slow)
    assert cells._fold_batch() == 0
    assert DossierFact.objects.get().dirty
    assert not FactCell.objects.exists()
    assert summed(SPANS[0])["received"] == 1


@pytest.mark.django_db
def test_a_cell_that_was_changed_by_hand_is_named_and_made_anew(capsys):
    write(
        Fact(dossier_id=str(UUID(int=1)), agency="a", unit="u", procedure="p", accepted_on=date(2024, 1, 3), events=1)
    )
    cells.fold()
    FactCell.objects.update(received=5)
    with pytest.raises(SystemExit):
        call_command("facts", "cells", "--check")
    assert "a u p 2024-01-01" in capsys.readouterr().out
    call_command("facts", "cells")
    assert list(cells.check()) == []
    assert summed(SPANS[0])["received"] == 1


@given(DAYS, st.integers(0, 120))
def test_whole_spans_and_the_days_at_the_ends_are_exactly_the_period(first, length):
    last = first + timedelta(days=length)
    spans, edges = in_whole_spans([(first, last)])
    days = [first + timedelta(days=n) for n in range(length + 1)]
    for day in days:
        in_span = any(a <= span_of(day) <= b for a, b in spans)
        assert in_span != within(day, edges)
    for outside in (first - timedelta(days=1), last + timedelta(days=1)):
        assert not within(outside, edges)
        assert not any(a <= span_of(outside) <= b for a, b in spans)


def test_a_month_and_a_window_from_the_15th_need_no_single_facts():
    assert in_whole_spans([(date(2024, 2, 1), date(2024, 2, 29))])[1] == []
    assert in_whole_spans([(date(2023, 12, 15), date(2024, 1, 14))])[1] == []
    assert set(RECEIVED).isdisjoint(DONE)
