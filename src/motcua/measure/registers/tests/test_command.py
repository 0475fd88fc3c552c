"""`motcua registers` on the command line."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError

from motcua.measure.registers import services
from motcua.measure.registers.models import RegisterEntry
from motcua.measure.registers.rules import KINDS
from motcua.measure.registers.tests.building import csv_of

pytestmark = pytest.mark.django_db
ROW = {"code": "P1", "received_on": "08/01/2024"}


def run(*arguments):
    out, err = StringIO(), StringIO()
    code = 0
    try:
        call_command("registers", *arguments, stdout=out, stderr=err)
    except SystemExit as stop:
        code = stop.code
    return code, out.getvalue(), err.getvalue()


def test_a_file_is_brought_in_and_the_rows_add_up(cast, tmp_path):
    path = tmp_path / "p.csv"
    path.write_bytes(csv_of("feedback", ROW, ROW | {"code": "P2", "received_on": "hôm qua"}))
    code, out, _ = run("import", "feedback", str(path), "--json")
    answer = json.loads(out)
    assert code == 0
    assert (answer["read"], answer["taken"], answer["unchanged"], len(answer["refused"])) == (2, 1, 0, 1)
    assert answer["refused"][0]["row"] == 3
    code, out, _ = run("import", "feedback", str(path))
    assert "đã có 1" in out
    assert "dòng 3" in out


@pytest.mark.parametrize(
    ("kind", "data", "why"),
    [("feedback", b"", "rỗng"), ("pigeons", b"x", "Không có loại sổ"), ("feedback", None, "No such file")],
)
def test_wrong_input_ends_with_2_and_one_line(cast, tmp_path, kind, data, why):
    path = tmp_path / "p.csv"
    if data is not None:
        path.write_bytes(data)
    code, _, err = run("import", kind, str(path), "--json")
    assert code == 2
    assert why in err
    assert len(err.strip().splitlines()) == 1


def test_the_kinds_are_listed_with_their_columns():
    answer = json.loads(run("kinds", "--json")[1])
    assert {row["kind"] for row in answer} == set(KINDS)
    assert "payments" in run("kinds")[1]


def test_two_files_of_one_register_at_the_same_moment_end_in_words_not_half_done(cast, now, monkeypatch):
    def clash(*args, **kwargs):
        raise IntegrityError

    monkeypatch.setattr(RegisterEntry.objects, "bulk_create", clash)
    with pytest.raises(services.BadFile, match="đúng lúc này"):
        services.import_file(
            kind="feedback", data=csv_of("feedback", ROW), name="p.csv", by=cast.actor("kiem"), now=now
        )
    monkeypatch.undo()
    assert RegisterEntry.objects.count() == 0
