"""`motcua catalogue`: answers for scripts, clear errors with the place, exit codes."""

import io
import json

import pytest
from django.core.management import call_command

from motcua.operate.catalogue import intake
from motcua.operate.catalogue.formats import recognise
from motcua.operate.catalogue.models import Procedure
from motcua.operate.catalogue.tests.building import source_record

pytestmark = pytest.mark.django_db


def run(*words):
    """(exit code, what was printed, what was complained about)."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("catalogue", *map(str, words), stdout=out, stderr=err)
    except SystemExit as stop:
        return stop.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


@pytest.fixture
def listed(tmp_path):
    path = tmp_path / "danh-muc.json"
    path.write_text(json.dumps([source_record(), source_record("1.000001@2026", name=None)]), encoding="utf-8")
    return path


def test_import_prints_counts_that_add_up_and_the_reasons(listed):
    code, out, err = run("import", listed, "--json")
    report = json.loads(out)
    assert (code, err) == (0, "")
    assert report["read"] == report["created"] + report["updated"] + report["unchanged"] + len(report["refused"]) == 2
    assert report["refused"] == [{"id": "1.000001@2026", "reason": "name: thiếu tên thủ tục"}]
    assert report["nulls"]["sets"] == 1
    assert json.loads(run("import", listed, "--json")[1])["created"] == 0


def test_import_says_it_in_words_too(listed):
    out = run("import", listed)[1]
    assert "đọc 2: tạo mới 1, cập nhật 0, không đổi 0, từ chối 1" in out
    assert "chưa có dữ liệu số lượng bộ hồ sơ: 1" in out


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "tệp rỗng"),
        (b'[{"id": 1},\n {"id": ]', "dòng 2, cột 9"),
        (b'[\n"\xff"]', "dòng 2: không phải là chữ UTF-8"),
        (b'{"a": []}', "phải là một danh sách"),
        (b"3", "phải là một danh sách"),
        (b"[]", "không có bản ghi"),
        (b"[NaN]", "NaN"),
        (b"[" * 100_000, "lồng quá sâu"),
        (b"%PDF-1.7", "dòng 1, cột 1"),
    ],
)
def test_a_file_that_is_no_list_of_records_changes_nothing_and_names_the_place(tmp_path, data, said):
    path = tmp_path / "hong.json"
    path.write_bytes(data)
    code, out, err = run("import", path, "--json")
    assert (code, out) == (2, "")
    assert str(path) in err
    assert said in err
    assert "Traceback" not in err
    assert not Procedure.objects.exists()


def test_a_file_that_is_not_there_or_no_file_or_too_large_is_named(tmp_path, monkeypatch, listed):
    assert "không tìm thấy" in run("import", tmp_path / "x.json")[2]
    assert "không phải là tệp thường" in run("import", tmp_path)[2]
    monkeypatch.setattr(intake, "MOST_BYTES", 10)
    assert "quá lớn" in run("import", listed)[2]
    monkeypatch.setattr(intake, "MOST_BYTES", 10**6)
    monkeypatch.setattr(recognise, "MOST_RECORDS", 1)
    assert "nhiều nhất 1" in run("import", listed)[2]


def test_list_and_show(listed):
    run("import", listed)
    assert "3.000465" in run("list", "ban", "sao")[1]
    assert run("list", "zzz")[0] == 1
    assert json.loads(run("list", "--json")[1])[0]["code"] == "3.000465"
    shown = json.loads(run("show", "3.000465", "--json")[1])
    assert shown["content"]["name"].startswith("Cấp bản sao")
    assert "chưa có dữ liệu" in run("show", "3.000465")[1]
    code, _, err = run("show", "9.9")
    assert code == 2
    assert "9.9" in err


def test_load_brings_the_starter():
    report = json.loads(run("load", "--json")[1])
    assert report["read"] == report["created"]


def test_an_object_with_the_list_under_procedures_is_taken_too(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"procedures": [source_record()]}), encoding="utf-8")
    assert json.loads(run("import", path, "--json")[1])["created"] == 1
