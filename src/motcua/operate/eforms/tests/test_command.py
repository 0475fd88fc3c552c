"""`motcua forms` checks, loads and lists without a browser, with exit codes and messages."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError

from motcua.operate.eforms import queries
from motcua.operate.eforms.tests.samples import field, form


def forms(*arguments: Any) -> tuple[int, str, str]:
    out, err, code = io.StringIO(), io.StringIO(), 0
    try:
        call_command("forms", *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as stop:
        code = int(stop.code or 0)
    return code, out.getvalue(), err.getvalue()


def write(folder: Path, text: str) -> Path:
    path = folder / "mau.json"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.django_db
def test_a_good_definition_passes(tmp_path: Path) -> None:
    code, out, _ = forms("check", write(tmp_path, json.dumps(form(field("a", clause="Điều 1")))), "--json")
    assert (code, json.loads(out)) == (0, {"file": "mau.json", "ok": True, "compared": True, "problems": []})


@pytest.mark.django_db
def test_what_should_be_looked_at_is_told_without_failing(tmp_path: Path) -> None:
    path = write(tmp_path, json.dumps(form(field("a"), field("b", "choice", codelist="khong_co"))))
    code, out, _ = forms("check", path, "--json")
    assert code == 1
    assert "không có danh mục «khong_co»" in out
    code, out, _ = forms("check", write(tmp_path, json.dumps(form(field("a")))))
    assert (code, "0 lỗi, 1 điều nên xem lại" in out) == (0, True)


def test_without_a_database_a_file_is_judged_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> frozenset[str]:
        raise OperationalError("no such table")

    monkeypatch.setattr("motcua.operate.eforms.queries.known_lists", away)
    code, out, _ = forms("check", write(tmp_path, json.dumps(form(field("a", clause="Điều 1")))))
    assert (code, "chưa so với" in out) == (0, True)


@pytest.mark.django_db
def test_a_json_schema_becomes_a_draft_and_says_what_it_left_out(tmp_path: Path) -> None:
    path = tmp_path / "Đơn xin.json"
    schema = {"type": "object", "properties": {"ten": {"type": "string"}, "x": {"type": "object"}, "y": {"not": {}}}}
    path.write_text(json.dumps(schema), encoding="utf-8")
    code, out, _ = forms("import", path, "--from", "json-schema", "--output", tmp_path / "ra.json", "--json")
    told = json.loads(out)
    assert (code, told["key"], told["saved"]) == (0, "don_xin", True)
    assert told["taken"] == [{"place": "#/properties/ten", "what": "ô «Ten» loại text"}]
    assert [row["place"] for row in told["left_out"]] == ["#/properties/y"]
    draft = queries.definition_draft("don_xin")
    assert draft
    assert json.loads((tmp_path / "ra.json").read_text(encoding="utf-8")) == draft.definition
    code, out, _ = forms("import", path)
    assert (code, "vừa lưu bản nháp" in out) == (1, True)
    assert forms("import", path, "--dry-run")[0] == 0


@pytest.mark.django_db
def test_each_problem_has_its_place_and_the_exit_code_is_1(tmp_path: Path) -> None:
    path = write(tmp_path, json.dumps(form(field("a", when="b"), field("c", "lạ"))))
    code, out, _ = forms("check", path, "--json")
    assert code == 1
    assert [problem["place"] for problem in json.loads(out)["problems"]] == ["sections[0].fields[1].type"]
    code, out, _ = forms("check", path)
    assert (code, "sections[0].fields[1].type: lỗi: loại ô «lạ»" in out) == (1, True)


@pytest.mark.parametrize(
    ("content", "words"),
    [("{", "không phải JSON"), ("[" * 100_000, "không phải JSON|lồng nhau quá sâu"), (None, "không đọc được")],
)
def test_a_file_that_is_no_definition_ends_in_one_line(tmp_path: Path, content: str | None, words: str) -> None:
    path = write(tmp_path, content) if content is not None else tmp_path / "khong-co.json"
    code, out, err = forms("check", path)
    assert (code, out) == (2, "")
    assert any(word in err for word in words.split("|"))
    assert len(err.strip().splitlines()) == 1


@pytest.mark.django_db
def test_loading_and_listing() -> None:
    code, out, _ = forms("load", "--json")
    assert (code, json.loads(out)["refused"]) == (0, [])
    code, out, _ = forms("list", "--json")
    rows = {row["key"]: row for row in json.loads(out)}
    assert rows["phuc_khao_thi_tot_nghiep_thpt"]["procedures"] == ["1.005095"]
    assert "phuc_khao" in forms("list")[1]
    assert "không đổi" in forms("load")[1]
