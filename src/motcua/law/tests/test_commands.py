"""`motcua due` and `motcua law`, as a clerk or a script calls them."""

import json
import os
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import call_command

from motcua.kernel.time import checker as proof_checker
from motcua.law import services
from motcua.law.tests.desk import KIEM, NOW, at, copy_of_law

TET = ["--received", "2024-02-06T15:20", "--limit", "5 ngày làm việc"]


def run(*arguments):
    """Exit code, standard output and standard error of a command."""
    out, err = StringIO(), StringIO()
    try:
        call_command(*arguments, stdout=out, stderr=err)
    except SystemExit as stop:
        return stop.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def motcua(home, *arguments, **environment):
    program = "import sys; from motcua.cli import main; sys.exit(main())"
    variables = os.environ | {"MOTCUA_HOME": str(home), "DATABASE_URL": ""} | environment
    return subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, env=variables, check=False
    )


@pytest.fixture
def law(db, tmp_path, settings):
    settings.DATA_DIR = tmp_path
    folder = copy_of_law(tmp_path)
    services.load(NOW)
    return folder


def test_the_due_date_over_tet_is_told_as_json(law):
    code, out, _ = run("due", *TET, "--json")
    answer = json.loads(out)
    assert (code, answer["due_at"]) == (0, "2024-02-20T17:00:00+07:00")
    assert answer["rule_set"] == "one_stop_2018"
    assert answer["counted"] == ["2024-02-07", "2024-02-15", "2024-02-16", "2024-02-19", "2024-02-20"]
    assert {"date": "2024-02-08", "why": "Nghỉ Tết Nguyên đán Giáp Thìn"} in answer["skipped"]
    assert (answer["calendar"], answer["warning"], answer["law"]) == ("vn-civil@1", None, "database")


def test_it_is_told_in_words_too(law):
    _, out, _ = run("due", *TET)
    assert "Hạn trả kết quả: 17:00 ngày 20/02/2024" in out
    assert "Không tính 08/02/2024: Nghỉ Tết" in out


def test_limits_in_hours_are_counted_in_office_hours(law):
    _, out, _ = run("due", "--received", "2024-02-07T16:00", "--limit", "8 giờ làm việc", "--json")
    assert json.loads(out)["due_at"] == "2024-02-15T16:30:00+07:00"


def test_the_printed_proof_convinces_the_independent_checker(law):
    _, out, _ = run("due", *TET, "--proof")
    proof = json.loads(out)
    assert proof_checker.check(proof) == []
    assert proof["calendar"]["version"] == "vn-civil@1"


def test_a_date_beyond_the_known_decisions_is_told_with_its_warning(law):
    _, out, _ = run("due", "--received", "2026-12-30T09:00", "--limit", "5 ngày làm việc")
    assert "Lưu ý" in out


def test_a_person_s_edit_is_counted(law):
    day = at("2024-02-07T00:00").date()
    services.set_day(day=day, kind="nghi_khac", name="Bão", source="Công điện", by=KIEM, now=NOW)
    assert "21/02/2024" in run("due", *TET)[1]


@pytest.mark.parametrize(
    ("received", "limit", "message"),
    [
        ("06/02/2024", "5 ngày", "không phải thời điểm"),
        ("2024-02-30T08:00", "5 ngày", "không phải thời điểm"),
        ("", "5 ngày", "không phải thời điểm"),
        ("2024-02-06", "8 giờ", "phải có giờ"),
        ("2024-02-06T15:20", "năm ngày", "không bắt đầu bằng"),
        ("2024-02-06T15:20", "0 ngày", "lớn hơn 0"),
        ("2024-02-06T15:20", "99999 ngày", "quá dài"),
        ("9999-12-30T15:20", "5 ngày", "Không tìm được ngày đến hạn"),
        ("0001-01-01T00:00+14:00", "5 ngày", "khoảng tính được"),
    ],
)
def test_bad_input_ends_with_a_clear_message_and_code_2(law, received, limit, message):
    code, out, err = run("due", "--received", received, "--limit", limit, "--json")
    assert (code, out) == (2, "")
    assert message in err


@pytest.mark.parametrize(
    ("option", "message"), [(["--calendar", "none"], "Chưa có lịch"), (["--rules", "none"], "Chưa có quy tắc")]
)
def test_an_unknown_calendar_or_rule_ends_with_code_2(law, option, message):
    code, _, err = run("due", *TET, *option)
    assert code == 2
    assert message in err


def test_a_date_alone_will_do_for_a_limit_of_days(law):
    assert "20/02/2024" in run("due", "--received", "2024-02-06", "--limit", "5 ngày làm việc")[1]


def test_without_a_database_the_shipped_law_answers_and_no_file_is_made(tmp_path):
    done = motcua(tmp_path / "home", "due", *TET, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["due_at"] == "2024-02-20T17:00:00+07:00"
    assert json.loads(done.stdout)["law"] == "files"
    assert not list((tmp_path / "home").glob("*.sqlite3"))


@pytest.mark.parametrize("url", ["", "postgresql://nobody@127.0.0.1:1/nothing"])
def test_with_an_empty_or_absent_server_the_shipped_law_answers(tmp_path, url):
    (tmp_path / "motcua.sqlite3").touch()
    done = motcua(tmp_path, "due", *TET, DATABASE_URL=url)
    assert done.returncode == 0
    assert "20/02/2024" in done.stdout


def test_loading_reports_what_was_added(law):
    code, out, _ = run("law", "load", "--json")
    answer = json.loads(out)
    assert (code, answer["added"], answer["refused"]) == (0, 0, [])
    assert answer["unchanged"] > 70
    assert "giữ nguyên" in run("law", "load")[1]


def test_a_corrupt_file_ends_the_load_with_its_line_and_code_1(law):
    (law / "rules" / "one_stop_2018.json").write_text('{\n "id": oops\n}', encoding="utf-8")
    code, out, err = run("law", "load")
    assert code == 1
    assert "one_stop_2018.json, dòng 2" in err
    assert "Không nạp gì" in out


def test_the_rule_sets_can_be_listed(law):
    assert "one_stop_2018" in run("law", "list")[1]
    assert {row["id"]: row["status"] for row in json.loads(run("law", "list", "--json")[1])}[
        "one_stop_2025"
    ] == "recalled"
