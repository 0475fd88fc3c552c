"""`motcua codelists` without a browser."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from motcua.operate.codelists import queries, services


@pytest.mark.django_db
def test_lists_are_listed_shown_checked_and_imported(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    services.load(timezone.now())
    call_command("codelists", "list", "--json")
    assert {"huyen", "tinh", "tinh_hanh_chinh", "xa"} == {row["key"] for row in json.loads(capsys.readouterr().out)}
    call_command("codelists", "show", "xa", "--on", "2025-07-01", "--json")
    assert len(json.loads(capsys.readouterr().out)) == 65
    file = tmp_path / "moi.csv"
    file.write_text("Mã,Tên\n1,Một\n", encoding="utf-8")
    call = [
        "codelists",
        "import",
        "thu",
        str(file),
        "--from",
        "2024-01-01",
        "--source",
        "Thử",
        "--name",
        "Thử",
        "--json",
    ]
    call_command(*call, "--check")
    assert json.loads(capsys.readouterr().out)["taken"] == 1
    assert queries.code_list("thu") is None
    call_command(*call)
    assert queries.code("thu", "1") is not None


@pytest.mark.django_db
def test_what_is_wrong_is_said_and_the_exit_code_tells(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    with pytest.raises(SystemExit) as gone:
        call_command("codelists", "show", "khong_co")
    assert gone.value.code == 2
    file = tmp_path / "sai.csv"
    file.write_text("Mã,Tên\n,Thiếu\n", encoding="utf-8")
    with pytest.raises(SystemExit) as refused:
        call_command(
            "codelists", "import", "thu", str(file), "--from", "2024-01-01", "--source", "Thử", "--name", "Thử"
        )
    assert refused.value.code == 1
    assert "dòng 2" in capsys.readouterr().out
