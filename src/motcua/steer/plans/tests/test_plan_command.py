"""`motcua plan` from the command line."""

import json

import pytest
from django.core.management import call_command

from .seed import DATA, SEED, ids, read

pytestmark = pytest.mark.django_db
FILE = str(DATA / "plan_2024.txt")


def run(capsys, *arguments: str) -> tuple[int, str, str]:
    code = 0
    try:
        call_command("plan", *arguments)
    except SystemExit as stop:
        code = int(stop.code or 0)
    said = capsys.readouterr()
    return code, said.out, said.err


def test_import_prints_indicators_tasks_and_what_was_not_understood(capsys):
    code, out, _ = run(capsys, "import", FILE, "--json")
    answer = json.loads(out)
    assert code == 0
    assert [row["id"] for row in answer["indicators"]] == ids(read(SEED))["indicators"]
    assert [row["id"] for row in answer["tasks"]] == ids(read(SEED))["tasks"]
    assert answer["not_understood"] == []
    assert answer["report"]["created"] == 45


def test_a_second_import_creates_nothing(capsys):
    run(capsys, "import", FILE)
    _, out, _ = run(capsys, "import", FILE, "--json")
    assert json.loads(out)["report"] == {
        "created": 0, "updated": 0, "unchanged": 45, "withdrawn": 0, "not_understood": 0, "warnings": 0, "edition": 1
    }  # fmt: skip


def test_show_lists_tasks_with_their_gaps(capsys):
    run(capsys, "import", FILE)
    _, out, _ = run(capsys, "show")
    assert "II.1.b-1" in out
    assert "cần bổ sung: đơn vị chủ trì, thời hạn, sản phẩm" in out
    _, out, _ = run(capsys, "show", "--json")
    assert len(json.loads(out)["indicators"]) == 12


def test_show_without_a_plan_says_what_to_do(capsys):
    code, _, err = run(capsys, "show")
    assert code == 2
    assert "motcua plan import" in err


BROKEN = {
    "empty": (b"", "trống"),
    "only blanks": (b" \n\t\r\n", "trống"),
    "pdf": (b"%PDF-1.7\n...", "PDF"),
    "word": (b"PK\x03\x04....", "Word"),
    "old word": (b"\xd0\xcf\x11\xe0....", "Word"),
    "binary": (SEED.encode()[:300] + b"\n\xff\xfe\x00\x01", "dòng"),
    "zero byte": (b"I. N\x00I DUNG\n", "dòng 1"),
    "old code page": ("I. NỘI DUNG\nviệc".encode("utf-16-le")[1:], "byte"),
    "huge": (b"x" * 1_000_001, "1000001 byte"),
    "endless": (b"x\n" * 10_001, "10001 dòng"),
    "no plan": ("Xin chào\nđây là một bức thư.".encode(), "không giống một kế hoạch"),
    "json": (b'{"plan": []}', "không giống một kế hoạch"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_is_no_plan_ends_with_a_clear_word_and_code_2(name, capsys, tmp_path):
    data, words = BROKEN[name]
    path = tmp_path / "tep.txt"
    path.write_bytes(data)
    code, out, err = run(capsys, "import", str(path), "--json")
    assert (code, out) == (2, "")
    assert words in err
    assert "tep.txt" in err
    assert "Traceback" not in err


def test_a_missing_file_and_a_folder_are_named(capsys, tmp_path):
    assert run(capsys, "import", str(tmp_path / "khong-co.txt"))[0] == 2
    assert "thư mục" in run(capsys, "import", str(tmp_path))[2]


def test_utf_16_with_its_mark_is_read(capsys, tmp_path):
    path = tmp_path / "tep.txt"
    path.write_bytes(SEED.encode("utf-16"))
    assert run(capsys, "import", str(path))[0] == 0


def test_lines_not_understood_are_printed_with_their_number(capsys, tmp_path):
    path = tmp_path / "tep.txt"
    path.write_text(SEED.replace("Tối thiểu 45%", "nhiều"), encoding="utf-8")
    _, out, _ = run(capsys, "import", str(path))
    assert "không hiểu dòng 126" in out
