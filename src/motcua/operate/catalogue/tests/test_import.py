"""Whole lists: every record is accounted for, a second run changes nothing, a broken file nothing at all."""

import copy

import pytest

from motcua.kernel.actors import SYSTEM
from motcua.operate.catalogue import queries, services
from motcua.operate.catalogue.models import Procedure, ProcedureVersion
from motcua.operate.catalogue.services import importing
from motcua.operate.catalogue.tests.building import NOW, keep, source_record

pytestmark = pytest.mark.django_db

RECORDS = [
    source_record("3.000465@2026"),
    source_record("1.005095@2026", name="Phúc khảo bài thi", documents=[]),
    source_record("1.005095@2021", name="Phúc khảo bài thi tốt nghiệp"),
    source_record("NA-024@2018-2024", name="Thành lập nhóm trẻ", field=None),
    source_record("1.004991@2025-2026", name=None, status="bi_bai_bo"),
    source_record("1.000001@2026", level=["sao"]),
    "không phải bản ghi",
]


def bring(records=RECORDS, source="danh-muc.json"):
    return services.import_records(copy.deepcopy(records), by=SYSTEM, now=NOW, source=source)


def counts(report):
    return report.read, report.created, report.updated, report.unchanged, len(report.refusals)


def test_every_record_is_created_updated_unchanged_or_refused():
    report = bring()
    assert counts(report) == (7, 4, 0, 0, 3)
    refused = {row["id"]: row["reason"] for row in report.to_json()["refused"]}
    assert list(refused) == ["1.004991@2025-2026", "1.000001@2026", "#7"]
    assert refused["1.004991@2025-2026"].startswith("name: thiếu tên")
    assert report.nulls["sets"] == 4
    assert report.nulls["code"] == 1


def test_a_second_run_creates_and_updates_nothing():
    bring()
    before = ProcedureVersion.objects.count()
    assert counts(bring()) == (7, 0, 0, 4, 3)
    assert ProcedureVersion.objects.count() == before


def test_a_changed_record_becomes_a_new_version_and_the_old_one_stays():
    bring()
    report = bring([source_record("3.000465@2026", steps=["Nộp hồ sơ trực tuyến"])])
    assert counts(report) == (1, 0, 1, 0, 0)
    new, old = queries.versions("3.000465")
    assert (new.number, new.state, old.number, old.state) == (2, "in_force", 1, "replaced")


def test_periods_of_one_code_become_versions_ordered_by_period():
    bring()
    assert [(row.era, row.number) for row in queries.versions("1.005095")] == [("2026", 2), ("2021", 1)]


def test_a_procedure_without_national_code_goes_by_its_local_id():
    bring()
    assert not queries.procedure("NA-024").is_national


def test_an_abolished_code_marks_the_procedure_that_is_known():
    bring([source_record("1.004991@2021", name="Cho phép hoạt động")])
    report = bring([source_record("1.004991@2025-2026", name=None, status="bi_bai_bo")])
    assert counts(report) == (1, 0, 1, 0, 0)
    assert queries.procedure("1.004991").is_repealed
    again = bring([source_record("1.004991@2025-2026", name=None, status="bi_bai_bo")])
    assert counts(again) == (1, 0, 0, 1, 0)


def test_a_record_repeated_in_one_file_is_refused_the_second_time():
    report = bring([source_record(), source_record(name="Tên khác")])
    assert counts(report) == (2, 1, 0, 0, 1)
    assert "lặp lại" in report.to_json()["refused"][0]["reason"]


def test_an_interrupted_run_leaves_the_catalogue_as_it_was(monkeypatch):
    record, left = importing.record, [2]

    def falling(**given):
        left[0] -= 1
        if left[0] < 0:
            raise RuntimeError("power cut")
        return record(**given)

    monkeypatch.setattr(importing, "record", falling)
    with pytest.raises(RuntimeError):
        bring()
    assert not Procedure.objects.exists()


def test_the_starter_loads_once_and_leaves_imports_and_edits_alone():
    first = services.load_starter(now=NOW)
    assert first.read == first.created == ProcedureVersion.objects.count()
    assert services.load_starter(now=NOW).unchanged == first.read
    changed = source_record("3.000465@2026", steps=["Nguyên văn từ tệp của cơ quan"])
    assert bring([changed]).updated == 1
    keep("1.013338", "2026", name="Bản của cơ quan", origin="agency")
    assert services.load_starter(now=NOW).unchanged == first.read
    assert queries.version_in_force("3.000465").content["steps"][0]["text"] == "Nguyên văn từ tệp của cơ quan"
    assert queries.version_in_force("1.013338").content["name"] == "Bản của cơ quan"


def test_known_successions_lead_from_the_old_code_to_the_new_one():
    services.load_starter(now=NOW)
    assert queries.procedure("1.005092").successor.code == "3.000465"


def test_search_finds_the_certified_copy_with_everyday_words_without_accents():
    services.load_starter(now=NOW)
    for words in ("xin ban sao bang cap 3", "Xin bản sao bằng cấp 3", "mất bằng tốt nghiệp"):
        assert queries.search(words).items[0].code == "3.000465"
    assert queries.search("chấm lại bài thi").items[0].code == "1.005095"
    assert queries.search("zzz").total == 0


def test_search_filters_by_field_place_and_level():
    services.load_starter(now=NOW)
    everything = queries.search()
    assert everything.total == Procedure.objects.count()
    assert everything.items[0].competent == "department"
    assert everything.items[-1].is_repealed
    assert {item.field for item in queries.search(field="Giáo dục nghề nghiệp").items} == {"Giáo dục nghề nghiệp"}
    assert {item.competent for item in queries.search(competent="school").items} == {"school"}
    assert queries.search(level="full", agency_key="sgddt").total == 0
    assert queries.search(level="unknown", agency_key="sgddt").total == everything.total
    assert len(queries.search(offset=10, limit=5).items) == 5
