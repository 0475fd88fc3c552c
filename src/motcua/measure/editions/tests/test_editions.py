"""A closed month: never changed, stated again when late data comes, made again byte for byte, found when altered."""

import json
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.kernel.actors import SYSTEM
from motcua.kernel.files import vault
from motcua.measure.editions import queries, rules, services
from motcua.measure.editions.models import Edition
from motcua.measure.editions.queries import gathering
from motcua.measure.editions.services import Refusal
from motcua.measure.editions.tests.closing import NOW, closed, history
from motcua.measure.indicators import queries as indicators
from motcua.measure.indicators.rules import Definition, parse_period
from motcua.measure.indicators.tests.building import register

pytestmark = pytest.mark.django_db
MARCH = parse_period("2024-03")
LATER = NOW + timedelta(days=9)


def day(number: int) -> date:
    return date(2024, 3, number)


def figure(edition: Edition, code: str) -> dict:
    return next(row for row in queries.content(edition)["figures"] if row["code"] == code)


def restated(now=LATER, reason="Trường gửi sổ muộn"):
    return services.restate(period=MARCH, by=SYSTEM, now=now, reason=reason)


def test_late_data_makes_a_second_edition_and_leaves_the_first_as_it_was():
    history(day(4), day(8), due=day(12))
    first = closed("2024-03")
    before = first.content.read()
    assert (figure(first, "I.3")["numerator"], figure(first, "I.3")["denominator"]) == (1, 1)

    late = history(day(5), day(28), channel=1, due=day(12), recorded=LATER - timedelta(hours=1))
    assert first.content.read() == before
    second = restated()
    assert isinstance(second, Edition)
    assert second.number == 2
    assert (figure(second, "I.3")["numerator"], figure(second, "I.3")["denominator"]) == (1, 2)
    change = {one.code: one for one in rules.changes(queries.content(first), queries.content(second))}["I.3"]
    assert (change.before, change.after, change.came) == ((1, 1), (1, 2), (late,))
    assert [one.number for one in queries.editions("2024-03")] == [2, 1]
    found, wrong = queries.check()
    assert (len(found), wrong) == (2, [])


def test_an_edition_says_its_formulas_its_ids_its_cut_off_and_is_signed(settings):
    settings.MOTCUA_SIGNING = "demo"
    one = history(day(4), day(8), due=day(12), rating=5)
    edition = closed("2024-03")
    said = queries.content(edition)
    assert len(said["figures"]) == 12
    assert figure(edition, "II.6")["counted"] == [one]
    assert (figure(edition, "I.3")["formula"], figure(edition, "I.3")["version"]) == ("I.3/plan", 1)
    assert said["on_time"]["legal"] == {"numerator": 1, "denominator": 1}
    assert edition.signature
    assert vault.sha256_of(edition.content.read()) == edition.content_id


def test_nobody_signs_and_the_edition_says_so(settings):
    settings.MOTCUA_SIGNING = "off"
    edition = closed("2024-03")
    assert not edition.signature
    assert list(queries.faults(edition)) == []


def test_a_figure_without_source_stays_null_and_one_with_nothing_due_is_not_zero():
    edition = closed("2024-03")
    assert (figure(edition, "II.5")["status"], figure(edition, "II.5")["value"]) == ("no_source", None)
    assert (figure(edition, "I.3")["status"], figure(edition, "I.3")["denominator"]) == ("not_applicable", 0)


@pytest.mark.parametrize(
    ("what", "code"),
    [
        (lambda: services.close(period=MARCH, by=SYSTEM, now=NOW), "closed"),
        (restated, "same"),
        (lambda: restated(reason="  "), "reason"),
        (lambda: services.close(period=parse_period("2024-05"), by=SYSTEM, now=NOW), "running"),
        (lambda: services.restate(period=parse_period("2024-02"), by=SYSTEM, now=NOW, reason="x"), "open"),
    ],
)
def test_what_cannot_be_closed_is_refused_in_words_and_changes_nothing(what, code):
    closed("2024-03")
    refusal = what()
    assert isinstance(refusal, Refusal)
    assert refusal.code == code
    assert refusal.message
    assert Edition.objects.count() == 1


def test_registers_brought_in_later_do_not_change_what_was_closed(cast):
    first = closed("2024-03")
    register(cast, LATER, "feedback", {"code": "PA-1", "received_on": "2024-03-04", "closed_on": "2024-03-06"})
    assert list(queries.faults(first)) == []
    second = restated(LATER)
    assert isinstance(second, Edition)
    assert figure(first, "II.5")["status"] == "no_source"
    assert figure(second, "II.5")["status"] == "value"


def test_a_changed_byte_is_found_and_named():
    history(day(4), day(8), due=day(12))
    edition = closed("2024-03")
    path = vault.place(edition.content_id)
    text = path.read_bytes()
    path.write_bytes(text.replace(b'"numerator": 1', b'"numerator": 2', 1))
    try:
        faults = list(queries.faults(edition))
    finally:
        path.write_bytes(text)
    assert [fault.place for fault in faults] == ["file"]


def test_an_edition_exchanged_for_another_text_is_found_by_the_log_and_by_making_it_again():
    """Even with a file whose hash fits: the log still says which text was closed."""
    history(day(4), day(8), due=day(12))
    edition = closed("2024-03")
    said = queries.content(edition)
    said["figures"][2]["numerator"] = 0
    other = vault.put(rules.to_bytes(said))
    row = Edition.objects.get(pk=edition.pk)
    forged = type(row.content)(sha256=other, size=1, media_type="application/json", stored_at=NOW)
    forged.save()
    Edition.objects.filter(pk=row.pk).update(content=forged)
    places = [fault.place for fault in queries.faults(Edition.objects.get(pk=row.pk))]
    assert "content" in places
    assert "figures[I.3].numerator" in places


def test_a_row_taken_away_is_missed():
    closed("2024-03")
    Edition.objects.all().delete()
    _, wrong = queries.check()
    assert [(fault.key, fault.place) for fault in wrong] == [("2024-03", "row")]


DAYS = st.integers(0, 60).map(lambda n: date(2024, 2, 1) + timedelta(days=n))
dossiers = st.lists(
    st.fixed_dictionaries(
        {"accepted": st.one_of(st.none(), DAYS), "finished": st.one_of(st.none(), DAYS)},
        optional={
            "channel": st.sampled_from([1, 2, 3]),
            "due": DAYS,
            "rating": st.sampled_from([1, 2, 3, 5]),
            "paper_result": st.sampled_from([None, True, False]),
            "file": st.booleans(),
            "electronic": st.booleans(),
            "hours": st.booleans(),
            "parent": st.sampled_from(["", "x"]),
        },
    ),
    max_size=6,
)


@given(dossiers, st.sampled_from(["2024-02", "2024-03", "2024-Q1", "2024-02-15..2024-03-14"]))
@settings(max_examples=25, deadline=None)
def test_counting_in_the_database_and_counting_events_one_by_one_agree(given_dossiers, key):
    """Two implementations that share no predicate, over whatever histories."""
    point = transaction.savepoint()
    for one in given_dossiers:
        history(**one)
    period = parse_period(key)
    facts = list(queries.facts_until(2**62))
    counted = rules.count(facts, period, at=NOW, complained=())
    assert queries.disagreements(counted, period, NOW) == []
    backwards = rules.count(reversed(facts), period, at=NOW, complained=())
    assert backwards.sides == counted.sides
    for code, side in counted.sides.items():
        assert sum(tally.denominator for tally in side.units.values()) == len(side.counted) + len(side.not_counted)
        assert code in indicators.BY_UNIT
    transaction.savepoint_rollback(point)


def run(*words):
    out, err = StringIO(), StringIO()
    code = 0
    try:
        call_command("edition", *words, stdout=out, stderr=err)
    except SystemExit as end:
        code = end.code
    return code, out.getvalue(), err.getvalue()


def test_the_command_closes_restates_and_verifies():
    code, out, _ = run("close", "2024-03", "--json")
    assert code == 0
    assert json.loads(out)["number"] == 1
    assert run("close", "2024-03")[0] == 1
    history(day(4), day(8), due=day(12))
    code, out, _ = run("restate", "2024-03", "--json", "--reason", "muộn")
    assert (code, json.loads(out)["number"]) == (0, 2)
    code, out, _ = run("verify", "--json")
    assert (code, json.loads(out)["checked"]) == (0, 2)
    assert json.loads(run("show", "2024-03")[1])["number"] == 2
    edition = queries.latest("2024-03")
    path = vault.place(edition.content_id)
    text = path.read_bytes()
    path.write_bytes(text[:-2] + b" \n")
    try:
        code, out, _ = run("verify", "2024-03")
    finally:
        path.write_bytes(text)
    assert code == 1
    assert "2024-03/2" in out
    assert run("close", "March")[0] == 2


def test_units_and_ratings_are_counted_both_ways_and_the_index_of_the_day_is_kept():
    history(day(4), day(8), due=day(12), rating=5)
    history(day(4), day(20), due=day(12))
    history(day(4), day(20))
    said = queries.content(closed("2024-03"))
    assert said["units"]["u"] == {
        "received": 3, "on_time": 1, "late": 1, "undated": 1, "returned": 0, "scores": [0, 0, 0, 0, 0],
    }  # fmt: skip
    index = said["index"]
    assert [group["code"] for group in index["groups"]]
    assert any(metric["status"] == "missing" for metric in index["metrics"])


def test_inputs_of_every_earlier_format_are_still_read():
    inputs = json.loads(rules.inputs_bytes([], [], {}, []))
    del inputs["yardsticks"]
    assert rules.read(rules.to_bytes({**inputs, "format": 2})).yardsticks is None
    del inputs["index"]
    read = rules.read(rules.to_bytes({**inputs, "format": 1}))
    assert (read.index, read.yardsticks) == (None, None)
    with pytest.raises(ValueError, match="known format"):
        rules.read(rules.to_bytes({**inputs, "format": rules.FORMAT + 1}))
    with pytest.raises(ValueError, match="formula and target"):
        rules.read(rules.to_bytes({**inputs, "format": 3, "yardsticks": [{"code": "I.1", "goal": 80}]}))


def another_annex() -> tuple[Definition, ...]:
    """The annex of a later year: every target and formula is another, one indicator is gone, the order is turned."""
    found = [replace(item, target=33.0, operator="=", formula_version=9) for item in indicators.definitions()]
    return tuple(reversed(found[1:]))


@pytest.mark.parametrize("kept", [1, 2, 3])
def test_a_later_annex_changes_nothing_that_was_closed(monkeypatch, kept):
    """QĐ of a later year sets other targets; what was reported under the old ones stays provable."""
    history(day(4), day(20))
    edition = closed("2024-03")
    before = queries.content(edition)
    inputs, said = json.loads(edition.inputs.read()), {**before, "format": kept}
    if kept < 3:
        del inputs["yardsticks"]
    if kept < 2:
        del inputs["index"], said["index"], said["units"]
    monkeypatch.setattr(gathering.indicators, "definitions", another_annex)
    made = queries.gather(
        agency=before["agency"], period=parse_period("2024-03"), number=1, cut_off=edition.cut_off,
        position=edition.position, inputs=edition.inputs_id, text=rules.to_bytes({**inputs, "format": kept}),
        yardsticks=rules.stated_yardsticks(said),
    )  # fmt: skip
    assert rules.first_difference(said, made.content) == ""
    assert queries.check("2024-03")[1] == []
