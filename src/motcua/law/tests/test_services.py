"""Loading and editing the law: nothing half, nothing lost, everything as an edition."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from motcua.kernel.time import due, parse_limit
from motcua.law import models, queries, services
from motcua.law.rules import NoCalendar, Refusal
from motcua.law.tests.desk import KIEM, MINH, NOW, at, copy_of_law

pytestmark = pytest.mark.django_db
STORM = {"day": date(2024, 2, 7), "kind": "nghi_khac", "name": "Nghỉ tránh bão", "decision": "01/QĐ"}


@pytest.fixture(autouse=True)
def empty_tables():
    for model in (models.CalendarDay, models.CalendarEdition, models.RuleSet, models.Edition):
        model.objects.all().delete()


@pytest.fixture
def folder(tmp_path, settings):
    settings.DATA_DIR = tmp_path
    return copy_of_law(tmp_path)


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_loading_twice_adds_once(folder):
    first, second = services.load(now=NOW), services.load(now=NOW)
    assert (first.edition, first.unchanged, first.refused) == (1, 0, ())
    assert first.added > 70
    assert (second.added, second.unchanged, second.edition) == (0, first.added, 1)
    assert models.Edition.objects.count() == 1


def test_the_loaded_law_is_the_law_of_the_files(folder):
    with queries.from_files():
        files = queries.calendar(), [(rule.id, rule.content) for rule in queries.rule_sets()]
    services.load(now=NOW)
    loaded = queries.calendar()
    assert (loaded.days_off, loaded.worked, loaded.hours) == (files[0].days_off, files[0].worked, files[0].hours)
    assert [(rule.id, rule.content) for rule in queries.rule_sets()] == files[1]
    assert loaded.version == "vn-civil@1"


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "reason"),
    [
        ("calendars/vn-civil.csv", "2023-01-02", "2023-02-30", 3, "không phải ngày"),
        ("calendars/vn-civil.csv", ",nghi_bu,", ",nghỉ,", 3, "không có loại ngày"),
        ("calendars/vn-civil.csv", "2023-01-02", "2023-01-01", 3, "hai dòng"),
        ("calendars/vn-civil.csv", "date,name", "ngày,name", 1, "dòng đầu"),
        ("calendars/vn-civil.csv", "Tết Dương lịch,le,", "Tết Dương lịch,le", 2, "cột"),
        ("calendars/vn-civil.csv", '"thư viện', '"thư "viện', 2, "CSV"),
        ("calendars/vn-civil.json", "2026-12-31", "2022-12-31", 5, "kết thúc trước"),
        ("calendars/vn-civil.json", '"vn-civil"', '"vn"', 1, "khác tên tệp"),
        ("calendars/vn-civil.json", '"recalled"', '"sure"', 7, "không phải verified hay recalled"),
        ("rules/one_stop_2018.json", "{", "[", 2, "JSON"),
        ("rules/one_stop_2018.json", '"one_stop",', '"",', 3, "không để trống"),
        ("rules/one_stop_2018.json", '"2025-06-30"', '"30/06/2025"', 5, "không phải ngày"),
        ("rules/one_stop_2018.json", '"2025-06-30"', '"2025-07-30"', 1, "cùng có hiệu lực"),
        ("rules/one_stop_2018.json", '"15:00"', '"25:00"', 9, "content"),
        ("rules/one_stop_2018.json", '"reschedules_max"', '"x"', 9, "thiếu mục “reschedules_max”"),
        ("rules/dossier_code_2018.json", '"child_first",', '"sideways",', 9, "order"),
        ("rules/office_hours.json", '"11:30"', '"14:30"', 9, "content"),
    ],
)
def test_one_corrupt_file_is_named_and_nothing_is_loaded(folder, file, old, new, line, reason):
    change(folder / file, old, new)
    done = services.load(now=NOW)
    assert {fault.line for fault in done.refused} == {line}
    assert reason in done.refused[0].reason
    assert done.refused[0].file in (file.split("/")[1], "one_stop_2025.json")
    assert not models.Edition.objects.exists()


def test_a_file_that_is_not_text_and_a_missing_one_are_named(folder):
    (folder / "rules" / "limit_units.json").write_bytes(b'{\n"id": "\xff\xfe"}')
    (folder / "calendars" / "vn-civil.csv").unlink()
    faults = {fault.file: fault for fault in services.load(now=NOW).refused}
    assert (faults["limit_units.json"].line, faults["limit_units.json"].reason) == (2, "không phải chữ UTF-8")
    assert "không đọc được" in faults["vn-civil.csv"].reason


def test_an_empty_folder_is_refused(tmp_path):
    assert "không có tệp" in services.load(now=NOW, folder=tmp_path).refused[0].reason


def test_a_changed_rule_becomes_a_new_edition_and_the_old_wording_stays(folder):
    services.load(now=NOW)
    change(folder / "rules" / "one_stop_2025.json", '"15:00"', '"16:00"')
    done = services.load(now=NOW + timedelta(days=1))
    assert (done.added, done.edition) == (1, 2)
    assert queries.rule_set("one_stop", date(2026, 1, 5)).content["handover_cutoff"] == "16:00"
    assert queries.rule_set("one_stop", date(2026, 1, 5)).edition == 2
    assert queries.rule_set_by_id("one_stop_2025").edition == 2
    assert models.RuleSet.objects.filter(key="one_stop_2025").count() == 2


def test_a_person_s_edit_holds_at_once_and_survives_the_next_load(folder):
    services.load(now=NOW)
    before = due(at("2024-02-06T09:00"), parse_limit("1 ngày làm việc"), queries.calendar())
    services.set_day(**STORM, by=KIEM, now=NOW)
    after = due(at("2024-02-06T09:00"), parse_limit("1 ngày làm việc"), queries.calendar())
    assert (before.at, after.at) == (at("2024-02-07T17:00"), at("2024-02-15T17:00"))
    assert (before.calendar_version, after.calendar_version) == ("vn-civil@1", "vn-civil@2")
    assert services.load(now=NOW).added == 0
    assert "Nghỉ tránh bão" in queries.calendar().days_off.values()


def test_a_file_that_says_otherwise_than_a_person_is_reported_not_obeyed(folder):
    services.load(now=NOW)
    services.set_day(
        day=date(2024, 4, 29), kind="thuong", name="Đi làm bình thường", source="Công văn", by=KIEM, now=NOW
    )
    done = services.load(now=NOW)
    assert done.added == 0
    assert done.kept == ("vn-civil 2024-04-29: thuong (người dùng), tệp ghi hoan_doi_nghi",)
    assert queries.calendar().is_working(date(2024, 4, 29))
    assert date(2024, 4, 29) not in [day.date for day in queries.days(year=2024)]


def test_a_day_taken_out_of_the_file_becomes_ordinary_once(folder):
    services.load(now=NOW)
    path = folder / "calendars" / "vn-civil.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("2024-04-29")), encoding="utf-8")
    assert services.load(now=NOW).added == 1
    assert queries.calendar().is_working(date(2024, 4, 29))
    assert services.load(now=NOW).added == 0


def test_what_was_known_then_can_be_asked_for(folder):
    services.load(now=NOW)
    services.set_day(**STORM, by=KIEM, now=NOW + timedelta(days=10))
    assert queries.calendar(known_at=NOW + timedelta(days=9)).is_working(STORM["day"])
    assert not queries.calendar(known_at=NOW + timedelta(days=10)).is_working(STORM["day"])
    assert queries.calendar(known_at=NOW - timedelta(days=900)).version == "vn-civil@1"


def test_a_half_day_can_be_entered(folder):
    services.load(now=NOW)
    half = (("07:30", "11:30"),)
    services.set_day(day=date(2024, 2, 7), kind="nua_ngay", name="Họp", source="TB", hours=half, by=KIEM, now=NOW)
    assert due(at("2024-02-06T09:00"), parse_limit("1 ngày làm việc"), queries.calendar()).at == at("2024-02-07T11:30")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"by": MINH}, "wrong_role"),
        ({"decision": ""}, "no_grounds"),
        ({"kind": "lam_bu"}, "wrong_day"),
        ({"name": " "}, "wrong_day"),
        ({"calendar": "none"}, "no_calendar"),
    ],
)
def test_an_edit_that_may_not_be_is_refused_and_writes_nothing(folder, more, code):
    services.load(now=NOW)
    answer = services.set_day(**({**STORM, "by": KIEM, "now": NOW} | more))
    assert isinstance(answer, Refusal)
    assert answer.code == code
    assert models.Edition.objects.count() == 1


def test_saying_the_same_again_makes_no_edition(folder):
    services.load(now=NOW)
    services.set_day(**STORM, by=KIEM, now=NOW)
    assert services.set_day(**STORM, by=KIEM, now=NOW).edition == 2


def test_the_known_range_grows_by_a_person_and_is_never_narrowed_by_a_file(folder):
    services.load(now=NOW)
    late = at("2026-12-30T09:00")
    assert due(late, parse_limit("5 ngày làm việc"), queries.calendar()).warning
    services.set_known_to(known_to=date(2027, 12, 31), source="Thông báo 2027", by=KIEM, now=NOW)
    assert due(late, parse_limit("5 ngày làm việc"), queries.calendar()).warning is None
    assert len(services.load(now=NOW).kept) == 1
    change(folder / "calendars" / "vn-civil.json", "2026-12-31", "2028-12-31")
    assert services.load(now=NOW).added == 1
    assert queries.calendar_head().known_to == date(2028, 12, 31)


def test_the_known_range_is_not_anybody_s_to_move(folder):
    services.load(now=NOW)
    year = date(2027, 12, 31)
    assert services.set_known_to(known_to=year, source="x", by=MINH, now=NOW).code == "wrong_role"
    assert services.set_known_to(known_to=date(2020, 1, 1), source="x", by=KIEM, now=NOW).code == "wrong_range"
    assert services.set_known_to(known_to=date(2026, 12, 31), source="x", by=KIEM, now=NOW).edition == 1


def test_an_edit_that_is_rolled_back_leaves_nothing_in_memory(folder):
    services.load(now=NOW)
    with transaction.atomic():
        services.set_day(**STORM, by=KIEM, now=NOW)
        seen_inside = queries.calendar()
        transaction.set_rollback(True)
    assert not seen_inside.is_working(STORM["day"])
    assert queries.calendar().is_working(STORM["day"])


def test_before_anything_was_loaded_there_is_nothing_to_edit(folder):
    assert services.set_day(**STORM, by=KIEM, now=NOW).code == "not_loaded"
    assert services.set_known_to(known_to=date(2027, 1, 1), source="x", by=KIEM, now=NOW).code == "not_loaded"


def test_the_slower_of_two_writers_tries_again(folder, monkeypatch):
    services.load(now=NOW)
    real, lost = services._write, []

    def lose_once(edition, change):
        real(edition, change)
        if not lost:
            lost.append(edition.number)
            raise IntegrityError

    monkeypatch.setattr(services, "_write", lose_once)
    assert services.set_day(**STORM, by=KIEM, now=NOW).edition == 2
    assert lost == [2]


def test_without_a_loaded_law_the_shipped_files_hold(folder):
    assert queries.edition_number() == 0
    assert queries.calendar().version.startswith("vn-civil@")
    change(folder / "rules" / "office_hours.json", '"17:00"', '"16:30"')
    assert queries.calendar().hours.closing.hour == 16


def test_a_question_costs_one_small_query_and_none_when_pinned(folder, django_assert_num_queries):
    services.load(now=NOW)
    queries.calendar()
    with django_assert_num_queries(1):
        queries.calendar()
    with django_assert_num_queries(1), queries.pinned():
        queries.calendar()
        queries.rule_set("one_stop", date(2024, 2, 6))
        assert json.dumps(queries.rule_set_by_id("limit_units").content)


def test_unknown_keys_are_told(folder):
    services.load(now=NOW)
    with pytest.raises(NoCalendar, match="none"):
        queries.calendar("none")
    with pytest.raises(NoCalendar):
        queries.calendar_head("none")
    assert queries.rule_set_by_id("none") is None


def test_several_calendars_stand_side_by_side(folder):
    (folder / "calendars" / "truong.csv").write_text(
        "date,name,kind,decision,source\n2024-06-03,Nghỉ hè,nghi_khac,,x\n"
    )
    head = (folder / "calendars" / "vn-civil.json").read_text(encoding="utf-8").replace('"vn-civil"', '"truong"')
    (folder / "calendars" / "truong.json").write_text(head, encoding="utf-8")
    services.load(now=NOW)
    assert not queries.calendar("truong").is_working(date(2024, 6, 3))
    assert queries.calendar().is_working(date(2024, 6, 3))


@pytest.mark.django_db(transaction=True)
def test_people_who_edit_at_the_same_moment_all_keep_their_edit(folder):
    services.load(now=NOW)
    days = [date(2024, 3, 4) + timedelta(days=step) for step in range(4)]

    def edit(day):
        try:
            return services.set_day(**{**STORM, "day": day}, by=KIEM, now=NOW).edition
        finally:
            connection.close()

    with ThreadPoolExecutor(len(days)) as pool:
        numbers = list(pool.map(edit, days))
    assert sorted(numbers) == [2, 3, 4, 5]
    assert all(queries.calendar().why_off(day) == STORM["name"] for day in days)
