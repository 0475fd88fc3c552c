"""What an act may ask of the database. Statements are what an act costs, so a new one must be meant."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from motcua.kernel.audit.models import Event
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.models import Dossier, Paper, Task
from motcua.people import queries as people

pytestmark = pytest.mark.django_db

# PostgreSQL takes many statements in one trip; SQLite runs in the process and takes them one by one. Savepoints of
# the test's own transaction are among them.
POSTGRESQL = connection.vendor == "postgresql"
FILING = 6 if POSTGRESQL else 18  # with the note why the like of a running one is filed
ACT = 7 if POSTGRESQL else 20


@pytest.fixture
def send(ground, django_assert_max_num_queries):
    """Posts as somebody with an open session, in at most so many statements."""
    people = {name: ground.client(name) for name in ("lan", "minh", "dung")}

    def post(name, path, said, most):
        with django_assert_max_num_queries(most):
            answer = people[name].post(path, {"command_id": str(uuid4()), **said}, content_type="application/json")
        assert answer.status_code == 200, answer.content
        return answer.json()

    return post


def filing(papers=1):
    rows = [{"component_code": f"TP{n}", "name": "Giấy tờ", "originals": 1} for n in range(1, papers + 1)]
    return {
        "procedure": "3.000465",
        "owner": {"full_name": "Nguyễn Thị Lan"},
        "papers": rows,
        "go_on_reason": "Bản nữa",
    }


def test_filing_and_acting_take_few_statements(send, ground):
    officer = {"data": {"officer": str(ground.hoa.pk)}}
    plenty = 200  # the first of everything fills what the process remembers
    for filed, acted in ((plenty, plenty), (FILING, ACT)):
        path = f"/api/dossiers/{send('lan', '/api/dossiers', filing(), filed)['id']}"
        send("minh", f"{path}/accept", {}, acted)
        send("dung", f"{path}/assign", officer, acted)


def test_a_list_by_procedure_and_day_counts_what_one_index_holds(ground, now, django_assert_num_queries):
    day = now.date()
    filters = queries.Filters(procedure="3.000465", received_from=day - timedelta(days=9), received_to=day)
    grants = people.grants(ground.kiem)
    with django_assert_num_queries(2) as seen:
        queries.listing(grants=grants, filters=filters, now=now)
    counted, page = (query["sql"] for query in seen.captured_queries)
    assert "JOIN" not in counted
    assert "ORDER BY" in page


@pytest.mark.parametrize("model", [Dossier, Paper, Task, Event])
def test_what_every_act_writes_has_no_index_that_nobody_chose(model):
    """Django adds one to a text that is unique or points somewhere, for searches by how it begins: nobody does so."""
    texts = [field for field in model._meta.concrete_fields if (field.db_type(connection) or "").startswith("varchar")]
    assert [field.name for field in texts if (field.unique or field.db_index) and not field.primary_key] == []
