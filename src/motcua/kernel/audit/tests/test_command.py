import json
from datetime import timedelta

import pytest
from django.core.management import call_command

from motcua.kernel.audit import services

pytestmark = pytest.mark.django_db


@pytest.fixture
def audit(capsys):
    """`audit("verify", "--json")` gives exit code, standard output and standard error."""

    def audit(*arguments):
        code = 0
        try:
            call_command("audit", *arguments)
        except SystemExit as stop:
            code = stop.code
        return code, *capsys.readouterr()

    return audit


def test_verify_says_ok_and_ends_with_0(log, audit):
    code, out, _ = audit("verify", "--json")
    answer = json.loads(out)
    assert code == 0
    assert answer["ok"] is True
    assert (answer["events"], answer["streams"], answer["sealed_days"]) == (8, 3, 0)
    assert answer["first_bad"] is None


def test_verify_names_the_first_bad_event_and_ends_with_1(log, attack, audit):
    attack("UPDATE audit_event SET type = 'x' WHERE stream_id = 'b' AND version = 2")
    code, out, _ = audit("verify", "--json")
    first = json.loads(out)["first_bad"]
    assert code == 1
    assert (first["kind"], first["id"], first["version"], first["position"]) == ("thing", "b", 2, log["b", 2].position)
    code, out, _ = audit("verify")
    assert code == 1
    assert "The first: thing/b version 2" in out


def test_a_root_is_made_shown_and_compared(log, now, audit):
    code, out, _ = audit("seal", "--day", "2024-03-05", "--json")
    root = json.loads(out)["root"]
    assert (code, json.loads(out)["count"]) == (0, 8)
    assert audit("root", "--day", "2024-03-05")[1].startswith(f"2024-03-05 {root}")
    assert json.loads(audit("root", "--json")[1])["root"] == root
    assert audit("verify", "--expect", f"2024-03-05={root}")[0] == 0
    assert audit("verify", "--expect", f"2024-03-05={root[::-1]}")[0] == 1


def test_yesterday_is_sealed_by_default(audit):
    assert audit("seal")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("seal", "--day", "9999-12-01"), "is not over"),
        (("seal", "--day", "hôm qua"), "is not a day"),
        (("root",), "no day has been sealed"),
        (("root", "--day", "2024-03-05"), "has no root"),
        (("verify", "--expect", "x=y"), "is not a day"),
    ],
)
def test_wrong_input_ends_with_2_and_one_line(audit, arguments, message):
    code, _, err = audit(*arguments)
    assert code == 2
    assert message in err
    assert len(err.splitlines()) == 1


def test_a_day_before_the_last_seal_cannot_be_sealed(log, now, audit):
    services.seal_day(day=now.date(), now=now + timedelta(days=1))
    assert audit("seal", "--day", "2024-03-04")[0] == 2
