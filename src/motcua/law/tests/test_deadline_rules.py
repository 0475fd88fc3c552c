"""Rules of due dates that people record, and calendars that stand on others."""

from datetime import date, timedelta

import pytest

from motcua.kernel.time import due, parse_limit
from motcua.law import queries, services
from motcua.law.rules import Day, Refusal, RuleSet
from motcua.law.tests.desk import KIEM, MINH, NOW, at

pytestmark = pytest.mark.django_db
CODE, FIELD = "1.000001", "Kiểm định"


@pytest.fixture(autouse=True)
def loaded():
    services.load(now=NOW)


def rule(kind="sector_pause", *, content=None, **more):
    given = {"procedures": [CODE], "pauses": ["payment"], "article": "Điều 5"}
    values = {"id": f"{kind}-1", "effective_from": date(2024, 1, 1), "effective_to": None, "source": "Nghị định X"}
    return RuleSet(kind=kind, status="recalled", content=given | (content or {}), **(values | more))


def pause(what="payment", on=date(2024, 3, 1), procedure=CODE):
    return queries.sector_pause(procedure=procedure, field=FIELD, what=what, on=on)


def test_no_sector_rule_is_shipped_so_every_clock_runs_on():
    assert queries.rule_sets("sector_pause") == queries.rule_sets("extension") == []
    assert pause() is None


def test_a_recorded_sector_rule_pauses_only_its_procedure_its_matter_and_its_days():
    services.set_rule(rule=rule(), by=KIEM, now=NOW)
    assert pause().source == "Nghị định X"
    assert pause(what="consultation") is None
    assert pause(on=date(2023, 12, 31)) is None
    assert pause(procedure="9.999999") is None


def test_a_rule_of_the_field_holds_for_its_procedures_and_that_of_the_procedure_comes_first():
    services.set_rule(rule=rule(id="a-field", content={"procedures": [], "fields": [FIELD]}), by=KIEM, now=NOW)
    assert pause(procedure="9.999999").id == "a-field"
    services.set_rule(rule=rule(id="b-procedure"), by=KIEM, now=NOW)
    assert pause().id == "b-procedure"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"source": " "}, "no_grounds"),
        ({"kind": "one_stop"}, "wrong_kind"),
        ({"effective_to": date(2023, 1, 1)}, "wrong_range"),
        ({"content": {"pauses": ["sleep"]}}, "wrong_rule"),
        ({"content": {"article": ""}}, "wrong_rule"),
        ({"content": {"procedures": []}}, "wrong_rule"),
    ],
)
def test_a_rule_without_source_article_or_subject_is_refused(changed, code):
    refused = services.set_rule(rule=rule(**changed), by=KIEM, now=NOW)
    assert isinstance(refused, Refusal)
    assert refused.code == code


def test_only_those_who_keep_the_rules_record_them():
    assert services.set_rule(rule=rule(), by=MINH, now=NOW).code == "wrong_role"


def test_loading_the_files_again_keeps_what_a_person_recorded():
    services.set_rule(rule=rule(), by=KIEM, now=NOW)
    services.load(now=NOW + timedelta(days=1))
    assert pause() is not None


def new_calendar(key="tinh-x", parent="vn-civil"):
    return services.add_calendar(
        key=key, name="Lịch của tỉnh", parent=parent, known_from=date(2024, 1, 1), known_to=date(2024, 6, 30),
        source="Quyết định 1", by=KIEM, now=NOW,
    )  # fmt: skip


def test_a_calendar_over_another_has_its_days_and_its_own():
    new_calendar()
    services.set_day(
        day=date(2024, 4, 2), kind="nghi_khac", name="Nghỉ của tỉnh", by=KIEM, now=NOW, decision="QĐ 2",
        calendar="tinh-x",
    )  # fmt: skip
    ours = queries.calendar("tinh-x")
    assert ours.why_off(date(2024, 4, 2)) == "Nghỉ của tỉnh"
    assert ours.why_off(date(2024, 4, 30)) == queries.calendar().why_off(date(2024, 4, 30)) is not None
    assert queries.calendar().is_working(date(2024, 4, 2))
    assert ours.edges[1] == date(2024, 6, 30)


def test_a_change_of_the_calendar_below_is_another_version_of_the_one_above():
    new_calendar()
    before = queries.calendar("tinh-x")
    services.set_day(day=date(2024, 5, 7), kind="nghi_khac", name="Bão", by=KIEM, now=NOW, decision="QĐ 3")
    after = queries.calendar("tinh-x")
    assert after.version != before.version
    assert not after.is_working(date(2024, 5, 7))


def test_a_unit_may_name_its_calendar_and_dates_follow_it():
    new_calendar("nam-hoc")
    services.set_days(
        days=[Day(date(2024, 3, day), "nghi_khac", "Nghỉ giữa kỳ") for day in range(4, 9)], by=KIEM, now=NOW,
        source="Kế hoạch năm học", calendar="nam-hoc",
    )  # fmt: skip
    content = {"units": ["qlcl"], "calendar": "nam-hoc", "procedures": []}
    services.set_rule(rule=rule("calendar_choice", content=content), by=KIEM, now=NOW)
    keys = [
        queries.calendar_key(procedure="2.1", field="", unit=unit, on=date(2024, 3, 1)) for unit in ("qlcl", "khac")
    ]
    assert keys == ["nam-hoc", "vn-civil"]
    limit = parse_limit("3 ngày làm việc")
    dues = [due(at("2024-03-01T09:00"), limit, queries.calendar(key)).at.date() for key in keys]
    assert dues == [date(2024, 3, 13), date(2024, 3, 6)]


def test_one_wrong_day_of_many_writes_none():
    before = queries.edition_number()
    days = [Day(date(2024, 3, 4), "le", "Lễ"), Day(date(2024, 3, 5), "lam_bu", "Làm bù")]
    refused = services.set_days(days=days, by=KIEM, now=NOW, source="QĐ")
    assert refused.code == "wrong_day"
    assert queries.edition_number() == before


def test_a_calendar_over_an_unknown_one_or_with_a_taken_key_is_refused():
    new_calendar()
    assert new_calendar().code == "calendar_exists"
    assert new_calendar("khac", parent="khong-co").code == "no_calendar"
    assert new_calendar("Có dấu").code == "wrong_key"


def test_the_shipped_ladder_warns_before_and_escalates_after():
    steps = queries.warning_ladder(date(2024, 3, 1))
    assert [step.key for step in steps][:4] == ["half", "most", "day_before", "due"]
    assert [step.late for step in steps] == [False, False, False, True, True, True]
    assert "control_officer" in steps[-1].to
