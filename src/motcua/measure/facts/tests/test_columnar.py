"""The columnar file: every dossier, nobody's name or number, and questions that reach nothing else."""

import json
from datetime import date, datetime, timedelta
from io import StringIO
from uuid import UUID

import pytest
from django.core.management import call_command

from motcua.kernel.time import TZ
from motcua.measure.facts import columnar, services
from motcua.measure.facts.models import DossierFact
from motcua.measure.facts.rules import Fact

pytestmark = pytest.mark.django_db
COUNT = 40


@pytest.fixture
def file(tmp_path):
    first = datetime(2024, 1, 2, 9, tzinfo=TZ)
    DossierFact.objects.bulk_create(
        services.row_of(
            Fact(
                dossier_id=str(UUID(int=n + 1)), code=f"H99-{n}", agency="a", unit="uv"[n % 2], procedure='p,"1"\n',
                channel=1 + n % 2, accepted_on=(first + timedelta(days=n)).date(), parent="x" if n == 7 else "",
                legal_due=first.replace(hour=23) + timedelta(days=n), rating=None if n % 3 else 5,
                papers={"NGUYEN VAN A": {"code": "TP1", "digitise": True, "file": True, "reused": False}},
            )
        )
        for n in range(COUNT)
    )  # fmt: skip
    path = tmp_path / "o'facts.parquet"
    assert columnar.export(path) == COUNT
    return path


def test_the_file_says_what_the_table_says(file):
    names, rows = columnar.ask("SELECT * FROM facts ORDER BY accepted_on", file)
    assert names == list(columnar.COLUMNS)
    first = dict(zip(names, rows[0], strict=True))
    assert first["accepted_on"] == first["legal_due"] == date(2024, 1, 2)
    assert first["procedure"] == 'p,"1"\n'
    assert (first["receipt_unit"], first["finished_on"], first["rating"]) == ("", None, 5)
    assert sum(dict(zip(names, row, strict=True))["part"] for row in rows) == 1
    _, counted = columnar.ask("SELECT count(*) FROM facts WHERE channel = 2 AND NOT part", file)
    assert counted == [(DossierFact.objects.filter(channel=2, parent="").count(),)]


def test_no_number_of_a_dossier_and_no_key_of_a_paper_is_in_it(file):
    _, rows = columnar.ask("SELECT * FROM facts", file)
    text = repr(rows)
    assert "H99-" not in text
    assert "NGUYEN" not in text
    assert str(UUID(int=1)) not in text


@pytest.mark.parametrize(
    "asked",
    [
        "SELECT * FROM read_csv('/etc/passwd')", "SELECT 1; SELECT 2", "DROP VIEW facts", "COPY facts TO 'x.csv'",
        "SET enable_external_access = true", "INSTALL httpfs", "SELECT * FROM 'https://example.org/x.parquet'",
        "this is no question", "", "ATTACH 'other.db'",
    ],
)  # fmt: skip
def test_a_question_reaches_nothing_else(file, asked):
    before = file.read_bytes()
    with pytest.raises(columnar.BadQuestion):
        columnar.ask(asked, file)
    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file]


def test_the_command_exports_and_asks(file, tmp_path):
    out = StringIO()
    call_command("facts", "export", str(tmp_path / "again.parquet"), stdout=out)
    assert f"{COUNT} dossiers" in out.getvalue()
    out = StringIO()
    words = "SELECT unit, count(*) AS n, max(accepted_on) AS last FROM facts GROUP BY unit ORDER BY unit"
    call_command("facts", "ask", words, str(tmp_path / "again.parquet"), "--json", stdout=out)
    assert json.loads(out.getvalue())[0] == {"unit": "u", "n": COUNT // 2, "last": "2024-02-09"}
    for wrong in (["ask", "SELECT 1"], ["ask", "SELECT 1", str(tmp_path / "none")], ["export", str(tmp_path / "no/x")]):
        with pytest.raises(SystemExit):
            call_command("facts", *wrong)


def test_a_table_without_rows_makes_a_file_without_rows(tmp_path):
    assert columnar.export(tmp_path / "empty.parquet") == 0
    assert columnar.ask("SELECT count(*) FROM facts", tmp_path / "empty.parquet")[1] == [(0,)]
