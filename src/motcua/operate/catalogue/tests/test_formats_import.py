"""Taking files into the catalogue: back where it came from nothing changes, elsewhere it is the same file."""

import json
from dataclasses import replace
from datetime import date

import pytest

from motcua.kernel.actors import SYSTEM
from motcua.kernel.audit import queries as log
from motcua.operate.catalogue import formats, queries, rules, services
from motcua.operate.catalogue.formats import portal, sheets, whole
from motcua.operate.catalogue.models import Procedure, ProcedureVersion, ServiceLevel
from motcua.operate.catalogue.rules import content as c
from motcua.operate.catalogue.services.versions import Text
from motcua.operate.catalogue.tests.building import NOW, keep, source_record

pytestmark = pytest.mark.django_db
SHAPES = ("json", "xlsx", "lay-thu-tuc")


def bring(data, name="tep"):
    return services.import_file(services.read_file(data), by=SYSTEM, now=NOW, source=name)


def counts(report):
    return report.created, report.updated, report.unchanged, len(report.refusals)


@pytest.fixture
def filled():
    """The starter, a text of another period over one of it, a text of the agency, a level, a decided repeal."""
    services.load_starter(now=NOW)
    bring(json.dumps([source_record("3.000465@2026"), source_record("1.000001@2021", name="Tên cũ"),
                      source_record("1.000001@2026", name="Tên mới")]).encode())  # fmt: skip
    keep("1.013338", "2026", name="Bản của cơ quan", origin="agency", fees=(), sets=1)
    services.set_level(
        code="3.000465", agency_key="sgddt", level="full", eligible_full_online=True, since=date(2024, 1, 2),
        source=" Quyết  định 12", by=SYSTEM, now=NOW,
    )  # fmt: skip


def empty():
    ServiceLevel.objects.all().delete()
    Procedure.objects.update(successor=None, state="in_force")
    ProcedureVersion.objects.all().delete()
    Procedure.objects.all().delete()


@pytest.mark.parametrize("shape", SHAPES)
def test_into_an_empty_instance_and_out_again_is_the_same_file(filled, shape):
    data, many = queries.export(shape), Procedure.objects.count()
    empty()
    assert counts(bring(data)) == (many, 0, 0, 0)
    assert queries.export(shape) == data


@pytest.mark.parametrize("shape", SHAPES)
def test_back_where_it_came_from_it_changes_nothing(filled, shape):
    everything, events = queries.export("json"), len(list(log.all_events()))
    many = Procedure.objects.count()
    assert counts(bring(queries.export(shape))) == (0, 0, many, 0)
    assert queries.export("json") == everything
    assert len(list(log.all_events())) == events


@pytest.mark.parametrize("shape", SHAPES)
def test_over_the_starter_it_makes_the_same_catalogue(filled, shape):
    data = queries.export(shape)
    empty()
    services.load_starter(now=NOW)
    assert not bring(data).refusals
    assert queries.export(shape) == data
    assert bring(data).updated == 0


def test_json_keeps_every_version_with_its_state_its_dates_and_the_facts_beside_it(filled):
    before = {code: queries.versions(code) for code in ("1.000001", "1.013338")}
    data = queries.export("json", ["1.000001", "1.013338", "3.000465"])
    empty()
    bring(data)
    for code, rows in before.items():
        assert [(row.number, row.era, row.state, row.origin, row.content) for row in queries.versions(code)] == [
            (row.number, row.era, row.state, row.origin, row.content) for row in rows
        ]
    level = queries.level("3.000465", "sgddt")
    assert (level.level, level.eligible_full_online, level.source) == ("full", True, "Quyết  định 12")


def test_a_successor_is_linked_although_it_comes_later_in_the_file():
    keep("2.000002", "2026", name="Thủ tục mới")
    keep("1.000001", "2021", name="Thủ tục cũ")
    services.repeal(code="1.000001", successor="2.000002", by=SYSTEM, now=NOW)
    for shape in ("json", "xlsx"):
        data = queries.export(shape)
        empty()
        bring(data)
        assert queries.procedure("1.000001").successor.code == "2.000002"
        assert queries.export(shape) == data


def test_a_newer_catalogue_of_the_same_history_goes_on_where_ours_ends(filled):
    old = queries.export("json")
    bring(json.dumps([source_record("1.000001@2026", name="Tên mới nữa")]).encode())
    new = queries.export("json")
    empty()
    bring(old)
    assert bring(new).updated == 1
    assert queries.export("json") == new
    assert counts(bring(old))[:2] == (0, 0)
    assert queries.export("json") == new


def current(code):
    return next(formats_entry for formats_entry in queries.entries((code,)))


@pytest.mark.parametrize("shape", ["xlsx", "lay-thu-tuc"])
def test_a_changed_text_comes_into_force_and_the_old_one_stays_as_a_version(shape):
    keep("9.000001", "2021", name="Thủ tục", sets=2, conditions=None)
    entry = current("9.000001")
    assert counts(bring(written(replace(entry, content=replace(entry.content, conditions=("Đủ tuổi",))), shape))) == (
        0, 1, 0, 0,
    )  # fmt: skip
    live = queries.version_in_force("9.000001")
    assert (live.number, live.parsed.conditions, live.parsed.sets) == (2, ("Đủ tuổi",), 2)
    assert live.loaded_from == "tep"
    assert live.era == ("2021" if shape == "xlsx" else "2024")


def written(entry, shape):
    return sheets.dump([entry]) if shape == "xlsx" else portal.dump([entry], queries.portal_codes())


@pytest.mark.parametrize("shape", SHAPES)
def test_a_text_of_the_agency_is_never_overwritten(shape):
    keep("9.000001", "2026", name="Bản của cơ quan", origin="agency")
    entry = current("9.000001")
    other = replace(entry.content, name="Tên trong tệp")
    if shape == "json":
        version = formats.Version(1, "2026", "in_force", "agency", "full", other)
        data = whole.dump([formats.History("9.000001", (version,))])
    else:
        data = written(replace(entry, content=other), shape)
    report = bring(data)
    assert counts(report) == (0, 1, 0, 0)
    assert "chờ như bản nháp" in report.fates[0].note
    assert queries.version_in_force("9.000001").parsed.name == "Bản của cơ quan"
    assert [row.parsed.name for row in queries.waiting_imports("9.000001")] == ["Tên trong tệp"]
    assert counts(bring(data)) == (0, 0, 1, 0)
    gone = replace(entry, repealed=True)
    if shape == "xlsx":
        assert "quyết định bãi bỏ" in bring(written(gone, shape)).refusals[0][2]
        dated = replace(entry, effective_from=date(2024, 1, 1))
        assert "không đổi bằng tệp" in bring(written(dated, shape)).refusals[0][2]


@pytest.mark.parametrize("shape", ["xlsx", "lay-thu-tuc"])
def test_a_repeal_arrives_and_a_repealed_procedure_is_not_revived_by_a_file(shape):
    keep("9.000001", "2026", name="Thủ tục")
    entry = current("9.000001")
    assert counts(bring(written(replace(entry, repealed=True), shape))) == (0, 1, 0, 0)
    assert queries.procedure("9.000001").is_repealed
    assert queries.versions("9.000001")[0].number == 1
    assert "soạn bản mới" in bring(written(entry, shape)).refusals[0][2]


def test_other_circumstances_of_the_same_text_are_amended_without_a_new_version():
    keep("9.000001", "2026", name="Thủ tục")
    entry = replace(current("9.000001"), effective_from=date(2024, 3, 1), is_national=False, completeness="detail")
    assert bring(sheets.dump([entry])).updated == 1
    assert current("9.000001") == entry
    assert ProcedureVersion.objects.count() == 1
    assert bring(sheets.dump([entry])).unchanged == 1


def test_an_older_text_of_a_file_does_not_come_into_force():
    keep("9.000001", "2026", name="Bản mới")
    entry = replace(current("9.000001"), era="2021")
    report = bring(sheets.dump([replace(entry, content=replace(entry.content, name="Bản cũ"))]))
    assert "thời kỳ mới hơn" in report.fates[0].note
    assert queries.version_in_force("9.000001").parsed.name == "Bản mới"


def test_what_the_portal_cannot_say_is_kept_from_our_text():
    content = rules.ProcedureContent("Thủ tục", sets=1, components=(c.Component("TP1", "Đơn", clause="Điều 5"),))
    services.record(text=Text("9.000001", "2021", content, "full", {}, "a"), by=SYSTEM, now=NOW)
    entry = replace(
        current("9.000001"),
        content=replace(content, name="Tên đổi", sets=None, components=(c.Component("TP1", "Đơn"),)),
    )
    bring(portal.dump([entry], queries.portal_codes()))
    live = queries.version_in_force("9.000001").parsed
    assert (live.name, live.sets, live.components[0].clause) == ("Tên đổi", 1, "Điều 5")


def history(**changes):
    version = {"number": 1, "era": "2026", "state": "in_force", "origin": "reference", "completeness": "full",
               "content": {"name": "Thủ tục"}}  # fmt: skip
    return {"code": "9.000001", "versions": [{**version, **changes.pop("version", {})}], **changes}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"code": "a b"}, "procedures[0].code"),
        ({"color": 1}, "procedures[0].color: không có mục này"),
        ({"versions": []}, "ít nhất một phiên bản"),
        ({"version": {"number": 2}}, "số 1, 2, 3"),
        ({"repealed": True}, "còn phiên bản đang áp dụng"),
        ({"successor": "1.1"}, "chỉ thủ tục đã bãi bỏ"),
        ({"version": {"state": "live"}}, "procedures[0].versions[0].state: phải là một trong"),
        ({"version": {"era": "xưa"}}, "không hiểu thời kỳ"),
        ({"version": {"content": {}}}, "procedures[0].versions[0].content: thiếu mục"),
        ({"version": {"content": {"name": "a", "sets": "1"}}}, "versions[0].content.sets: phải là số nguyên"),
        ({"version": {"effective_from": "1/2/2024"}}, "không phải ngày"),
        ({"version": {"effective_from": "2024-02-02", "effective_to": "2024-02-01"}}, "trước ngày có hiệu lực"),
        ({"version": {"source": {"a": "\x00"}}}, "source: phải là một đối tượng"),
        ({"levels": [{"agency": "sgddt", "since": "2024-01-01", "source": " "}]}, "căn cứ"),
    ],
)
def test_a_wrong_procedure_of_a_json_file_is_refused_with_its_place_and_stops_no_other(changes, said):
    right = history(code="9.000002")
    data = json.dumps({"format": whole.FORMAT, "procedures": [history(**changes), right]}).encode()
    report = bring(data)
    assert counts(report) == (1, 0, 0, 1)
    assert said in report.refusals[0][2]


def test_two_texts_in_force_at_once_are_refused():
    rows = history()
    rows["versions"].append({**rows["versions"][0], "number": 2})
    report = bring(json.dumps({"format": whole.FORMAT, "procedures": [rows]}).encode())
    assert "hai phiên bản cùng đang áp dụng" in report.refusals[0][2]


def test_an_abolished_record_does_not_end_a_text_of_the_agency():
    keep("1.004991", "2026", name="Bản của cơ quan", origin="agency")
    report = bring(json.dumps([source_record("1.004991@2025-2026", name=None, status="bi_bai_bo")]).encode())
    assert "quyết định bãi bỏ" in report.refusals[0][2]
    assert not queries.procedure("1.004991").is_repealed
